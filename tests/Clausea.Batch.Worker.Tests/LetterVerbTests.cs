using System.IO.Compression;
using System.Text.Json;
using Clausea.Batch.Shared;

namespace Clausea.Batch.Worker.Tests;

/// <summary>An appeal from its draft to the next level, by the command line alone.</summary>
internal sealed class LetterVerbTests
{
    private readonly TempFolder _folder = new();

    private string Data => _folder.Sub("data");

    [OneTimeSetUp]
    public async Task Ingest() =>
        Assert.That((await WorkerProcess.RunAsync("ingest", Repository.Samples, "--data", Data)).ExitCode, Is.AnyOf(0, 1));

    [OneTimeTearDown]
    public void Clean() => _folder.Dispose();

    [Test]
    public async Task A_letter_goes_from_draft_to_the_next_level()
    {
        var id = await IdOfAsync("psychotherapy-time");
        var note = _folder.Sub("note.txt");
        await File.WriteAllTextAsync(note, "Synthetic progress note, 14:00 to 14:55.\n");
        await DoneAsync("attach", id, note, "--as", "progress-note", "--no-psychotherapy-notes");
        await DoneAsync("waive", id, "treatment-plan", "--text", "sent with the claim");
        await DoneAsync("fill", id, "--need", "1", "--text", "55 minutes (Exhibit A, page 1)");
        await EditInWordAsync(id);
        Assert.That((await RunAsync("compare", id)).Error, Does.Contain("read the same"), "Word changed nothing");
        Assert.That((await RunAsync("compare", id, "--from", "1")).Output, Does.Contain("+ ").And.Contain("55 minutes (Exhibit A, page 1)"));
        Assert.That((await RunAsync("revisions", id)).Output.Split('\n').Count(line => line.Contains("psychotherapy-time", StringComparison.Ordinal)), Is.EqualTo(5));
        await DoneAsync("approve", id, "--overrule", "the signer fills in the rest by pen");
        Assert.That((await RunAsync("fill", id, "--need", "1", "--text", "late")).ExitCode, Is.EqualTo(1), "an approved letter does not change");
        var packet = await RunAsync("export", id, "--format", "packet", "--channel", "mail", "--out", _folder.Sub("out"));
        Assert.That(packet.Output.Trim(), Is.EqualTo(_folder.Sub("out", $"appeal-{id}-packet.pdf")));
        await DoneAsync("sent", id, "--channel", "mail", "--reference", "TRACK-1");
        Assert.That((await RunAsync("next-level", id)).ExitCode, Is.EqualTo(2), "nothing is decided yet");
        await DoneAsync("outcome", id, "--result", "Upheld", "--decided-on", "2026-11-02", "--decision", "DEC-77");
        var next = await RunAsync("next-level", id);
        var show = await RunAsync("show", next.Output.Trim());
        Assert.That(show.Output, Does.Contain("Drafted, SecondLevel, level 2").And.Contain($"appeal {id} of 2026-11-02").And.Contain("DEC-77").And.Contain("TRACK-1"));
        var history = (await RunAsync("show", id)).Output;
        Assert.That(history, Does.Match("Sent mail, TRACK-1, packet sha256 [0-9a-f]{64}"));
    }

    [Test]
    public async Task Approved_letters_of_a_payer_leave_as_one_file()
    {
        var ids = new[] { await IdOfAsync("sud-level-of-care"), await IdOfAsync("authorization-absent") };
        Assert.That((await RunAsync("export", "--bundle", "zip", "--payer", "no such payer")).ExitCode, Is.EqualTo(2), "nothing to send");
        foreach (var id in ids)
        {
            await DoneAsync("approve", id, "--overrule", "for the test");
        }

        var zip = await RunAsync("export", "--payer", "northwind", "--bundle", "zip", "--out", _folder.Sub("bundle"));
        Assert.That(zip.ExitCode, Is.Zero, zip.Error);
        using (var archive = await ZipFile.OpenReadAsync(zip.Output.Trim()))
        {
            Assert.That(archive.Entries.Select(entry => entry.FullName), Is.SupersetOf(ids.Select(id => $"appeal-{id}.pdf")));
        }

        var pdf = await RunAsync(["export", .. ids, "--bundle", "pdf", "--out", _folder.Sub("bundle")]);
        Assert.That(await File.ReadAllBytesAsync(pdf.Output.Trim()), Has.Length.GreaterThan(50_000));
    }

    [TestCase("fill 1 --need 99 --text x", "numbered 1 to")]
    [TestCase("fill 4040 --need 1 --text x", "no appeal 4040")]
    [TestCase("attach 1 /there/is/nothing --title x", "no file /there/is/nothing")]
    [TestCase("detach 1 Q", "no exhibit Q")]
    [TestCase("waive 1 no-such --text x", "asks for")]
    [TestCase("edit 1 --file /there/is/nothing", "no file /there/is/nothing")]
    [TestCase("redraft 1 --playbook no-such", "no playbook of that name")]
    [TestCase("compare 1 --from 3 --to 9", "numbered 1 to")]
    [TestCase("export 1 --format rtf", "choose docx, pdf, html, txt or packet")]
    [TestCase("export 1 --format packet --channel pigeon", "portal, fax, mail, email")]
    [TestCase("export 1 --bundle tar", "choose zip or pdf")]
    [TestCase("next-level 1", "what the payer decided")]
    public async Task What_cannot_be_done_is_told_and_ends_with_2(string command, string told)
    {
        var ran = await RunAsync(command.Split(' '));
        Assert.That((ran.ExitCode, ran.Error), Is.EqualTo((2, ran.Error)));
        Assert.That(ran.Error, Does.Contain(told).And.Not.Contain("   at "));
    }

    [Test]
    public async Task A_preview_prints_a_letter_and_keeps_nothing()
    {
        var id = await IdOfAsync("frequency");
        var before = (await RunAsync("revisions", id)).Output;
        var preview = await RunAsync("redraft", id, "--playbook", "medical-necessity", "--preview");
        Assert.That((preview.ExitCode, preview.Output), Is.EqualTo((0, preview.Output)));
        Assert.That(preview.Output, Does.Contain("To the Appeals Reviewer"));
        Assert.That((await RunAsync("revisions", id)).Output, Is.EqualTo(before));
        await DoneAsync("redraft", id, "--playbook", "medical-necessity");
        Assert.That((await RunAsync("show", id)).Output, Does.Contain("playbook medical-necessity"));
    }

    private async Task EditInWordAsync(string id)
    {
        await RunAsync("export", id, "--format", "docx", "--out", _folder.Sub("word"));
        var edited = await RunAsync("edit", id, "--file", _folder.Sub("word", $"appeal-{id}.docx"));
        Assert.That((edited.ExitCode, edited.Error.Trim()), Is.EqualTo((0, "Done.")));
    }

    private async Task<string> IdOfAsync(string playbook)
    {
        var list = await RunAsync("list", "--json", "--playbook", playbook);
        return JsonDocument.Parse(list.Output).RootElement.EnumerateArray().First().GetProperty("id").ToString();
    }

    private async Task DoneAsync(params string[] args)
    {
        var ran = await RunAsync(args);
        Assert.That(ran.ExitCode, Is.Zero, $"{string.Join(' ', args)}: {ran.Error}");
    }

    private Task<Ran> RunAsync(string verb, params string[] rest) => RunAsync([verb, .. rest]);

    private Task<Ran> RunAsync(string[] args) => WorkerProcess.RunAsync(["appeals", .. args, "--data", Data, .. args[0] is "list" ? Array.Empty<string>() : ["--by", "tester"]]);
}
