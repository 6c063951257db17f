using Clausea.Batch.Shared;

namespace Clausea.Batch.Worker.Tests;

internal sealed class VerbTests
{
    private static readonly string[] s_verbs =
        ["serve", "demo", "ingest", "inspect", "triage", "explain", "appeals", "files", "payers", "practices", "codes", "retention", "ledger", "users", "access", "templates", "synthesize"];

    [TestCase("--help")]
    [TestCase("--data", "x", "--help")]
    public async Task Help_names_every_verb(params string[] args)
    {
        var ran = await WorkerProcess.RunAsync(args);
        Assert.That(ran.ExitCode, Is.Zero);
        Assert.That(s_verbs.Where(verb => !ran.Output.Contains($"  {verb} ", StringComparison.Ordinal)), Is.Empty);
    }

    [TestCaseSource(nameof(s_verbs))]
    public async Task Each_verb_has_help_of_its_own(string verb)
    {
        var ran = await WorkerProcess.RunAsync(verb, "--help");
        Assert.That(ran.ExitCode, Is.Zero);
        Assert.That(ran.Output, Does.Contain($"clausea {verb}").And.Contain("--data"));
    }

    [Test]
    public async Task An_option_may_stand_before_the_verb()
    {
        var ran = await WorkerProcess.RunAsync("--data", "x", "inspect", Path.Combine(Repository.Samples, "clean", "all-paid.835"));
        Assert.That((ran.ExitCode, ran.Output.Contains("NWE2601280066", StringComparison.Ordinal)), Is.EqualTo((0, true)));
    }
}
