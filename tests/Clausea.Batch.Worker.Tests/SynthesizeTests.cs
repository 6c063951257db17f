using System.Text.Json;
using Clausea.Batch.Shared;

namespace Clausea.Batch.Worker.Tests;

internal sealed class SynthesizeTests
{
    [Test]
    public async Task Standard_output_gets_what_a_file_would()
    {
        using var folder = new TempFolder();
        var file = folder.Sub("out.835");
        var written = await WorkerProcess.RunAsync("synthesize", "--claims", "200", "--seed", "3", "--per-remittance", "50", "--out", file);
        var printed = await WorkerProcess.RunAsync("synthesize", "--claims", "200", "--seed", "3", "--per-remittance", "50", "--out", "-");
        Assert.Multiple(() =>
        {
            Assert.That((written.ExitCode, printed.ExitCode), Is.EqualTo((0, 0)));
            Assert.That(printed.Output.ReplaceLineEndings("\n"), Is.EqualTo(File.ReadAllText(file)));
            Assert.That(written.Error, Does.StartWith("200 claims, ").And.Contain(" of them denied").And.Contain(file));
            Assert.That(written.Output, Is.Empty);
            Assert.That(Directory.EnumerateFiles(folder.Path).Select(Path.GetFileName), Is.EqualTo(new[] { "out.835" }));
        });
    }

    [Test]
    public async Task The_denials_it_counts_are_those_that_triage_finds()
    {
        using var folder = new TempFolder();
        var file = folder.Sub("out.835");
        var written = await WorkerProcess.RunAsync("synthesize", "--claims", "3000", "--seed", "4", "--per-remittance", "500", "--out", file);
        var triage = await WorkerProcess.RunAsync("triage", file, "--json");
        var denied = JsonDocument.Parse(triage.Output).RootElement.EnumerateArray().Count(row => row.GetProperty("deniedAmount").GetDecimal() > 0);
        Assert.That(written.Error, Does.Contain($" claims, {denied} of them denied"));
    }

    [TestCase("none", "~GS*")]
    [TestCase("lf", "~\nGS*")]
    [TestCase("crlf", "~\r\nGS*")]
    public async Task Segments_end_as_asked(string newline, string expected)
    {
        using var folder = new TempFolder();
        var file = folder.Sub("out.835");
        await WorkerProcess.RunAsync("synthesize", "--claims", "1", "--newline", newline, "--out", file);
        Assert.That(File.ReadAllText(file), Does.Contain(expected));
    }

    [TestCase("--claims -1 --out {0}/x.835", "--claims must be 0 or more, but is -1.")]
    [TestCase("--claims 1 --per-remittance 0 --out {0}/x.835", "--per-remittance must be 1 or more, but is 0.")]
    [TestCase("--claims 1 --out {0}", "name a file in it")]
    [TestCase("--claims 1 --out {0}/none/x.835", "There is no folder")]
    [TestCase("--claims 1 --newline cr --out {0}/x.835", "--newline")]
    public async Task A_mistake_is_told_and_nothing_written(string usage, string expected)
    {
        using var folder = new TempFolder();
        var ran = await WorkerProcess.RunAsync(["synthesize", .. usage.Split(' ').Select(part => part.Replace("{0}", folder.Path, StringComparison.Ordinal))]);
        Assert.Multiple(() =>
        {
            Assert.That(ran.ExitCode, Is.EqualTo(2));
            Assert.That(ran.Error, Does.Contain(expected).And.Not.Contain("   at "));
            Assert.That(Directory.EnumerateFileSystemEntries(folder.Path), Is.Empty);
        });
    }

    [Test]
    public async Task A_half_written_file_never_has_the_final_name()
    {
        using var folder = new TempFolder();
        var file = folder.Sub("big.835");
        await using var worker = WorkerProcess.Start("synthesize", "--claims", "100000000", "--per-remittance", "1000", "--out", file);
        await Eventually.BecomesAsync(() => File.Exists(file + ".part") && new FileInfo(file + ".part").Length > 0, "the writing begins");
        await worker.KillAsync();
        Assert.That(File.Exists(file), Is.False);
    }
}
