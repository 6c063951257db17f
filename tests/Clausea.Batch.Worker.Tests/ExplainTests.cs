using Clausea.Batch.Shared;

namespace Clausea.Batch.Worker.Tests;

/// <summary>What `explain` says, against Explain/, which people have read. With CLAUSEA_ACCEPT=1 the files are written
/// anew instead.</summary>
internal sealed class ExplainTests
{
    private static readonly string s_folder = Repository.PathOf("tests", "Clausea.Batch.Worker.Tests", "Explain");

    [TestCase("N382")]
    [TestCase("50")]
    [TestCase("CO-150")]
    [TestCase("N29")]
    [TestCase("90837")]
    [TestCase("status 4")]
    [TestCase("PLB-WO")]
    public async Task A_page_reads_as_it_did(string code)
    {
        using var folder = new TempFolder();
        var ran = await ExplainAsync(folder.Sub("none"), code);
        Assert.That((ran.ExitCode, ran.Error), Is.EqualTo((0, "")));
        Assert.That(Directory.Exists(folder.Sub("none")), Is.False, "explain makes no ledger");
        var path = Path.Combine(s_folder, $"{code.Replace(' ', '-')}.txt");
        if (Environment.GetEnvironmentVariable("CLAUSEA_ACCEPT") == "1")
        {
            Directory.CreateDirectory(s_folder);
            await File.WriteAllTextAsync(path, ran.Output.ReplaceLineEndings("\n"));
        }

        var golden = (await File.ReadAllTextAsync(path)).Split('\n');
        Assert.That(ran.Output.ReplaceLineEndings("\n").Split('\n'), Is.EqualTo(golden).AsCollection, "CLAUSEA_ACCEPT=1 accepts what is new");
    }

    [Test]
    public async Task Words_that_belong_together_are_one_code()
    {
        using var folder = new TempFolder();
        var ran = await ExplainAsync(folder.Path, "status", "4", "co", "50", "mb");
        Assert.That(ran.Output, Does.Contain("status-4 (claim status)").And.Contain("50 (reason code)").And.Contain("filing-MB (claim filing indicator)"));
        Assert.That(ran.Output, Does.Contain("CO: Contractual obligation"));
    }

    [TestCase("N38", "The catalogue has no code \"N38\". Did you mean N380, N381, N382, N385, N386?")]
    [TestCase("ZZZZZZZZ", "Reason, remark, group, status")]
    [TestCase("\u001b[31m", "The catalogue has no code \"\uFFFD[31m\".")]
    public async Task An_unknown_code_is_told_with_those_that_resemble_it(string code, string expected)
    {
        using var folder = new TempFolder();
        var ran = await ExplainAsync(folder.Path, code);
        Assert.That((ran.ExitCode, ran.Output), Is.EqualTo((2, "")));
        Assert.That(ran.Error, Does.Contain(expected));
    }

    [Test]
    public async Task An_unknown_code_does_not_hide_the_others()
    {
        using var folder = new TempFolder();
        var ran = await ExplainAsync(folder.Path, "ZZZ9", "197");
        Assert.That(ran.ExitCode, Is.EqualTo(2));
        Assert.That(ran.Output, Does.Contain("197 (reason code)"));
    }

    [Test]
    public async Task Letters_carry_the_code_that_was_asked_for()
    {
        using var folder = new TempFolder();
        var ran = await ExplainAsync(folder.Path, "N382", "--letter");
        Assert.That(ran.Output, Does.Contain("Letter, over sample facts").And.Contain("⟦NEEDS: ").And.Contain("CO-50"));
    }

    [Test]
    public async Task What_the_ledger_holds_of_a_code_is_told()
    {
        using var folder = new TempFolder();
        await WorkerProcess.RunAsync("ingest", Path.Combine(Repository.Samples, "denied", "bh-n382-with-co50.835"), "--data", folder.Path);
        var ran = await ExplainAsync(folder.Path, "N382", "90837", "N29");
        Assert.That(ran.Output, Does.Match(@"last 90 days +2 +[\d.,]+ +0 +0 +0 +2 +0\.00"));
        Assert.That(ran.Output, Does.Contain("Payers: ").And.Contain("Not on any denial in the ledger."));
    }

    private static Task<Ran> ExplainAsync(string data, params string[] codes) =>
        WorkerProcess.RunAsync(["explain", .. codes, "--data", data, "--templates", Repository.Templates]);
}
