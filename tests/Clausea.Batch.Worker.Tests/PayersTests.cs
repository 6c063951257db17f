using System.Text.Json;
using Clausea.Batch.Shared;

namespace Clausea.Batch.Worker.Tests;

/// <summary>`payers` and `practices`: what is configured, what is missing.</summary>
internal sealed class PayersTests
{
    [TestCase("payers", "Northwind Health Plan")]
    [TestCase("payers", "CMS-20027")]
    [TestCase("payers", "verify the filing rule commercial-appeal")]
    [TestCase("practices", "Lakeshore Recovery Center")]
    [TestCase("practices", "no signer")]
    public async Task What_is_configured_and_what_is_missing_is_shown(string verb, string words)
    {
        var ran = await WorkerProcess.RunAsync(verb, "--templates", Repository.Templates);
        Assert.That((ran.ExitCode, ran.Output.Contains(words, StringComparison.Ordinal)), Is.EqualTo((0, true)), ran.Output);
    }

    [Test]
    public async Task Payers_and_levels_are_one_JSON_document()
    {
        var ran = await WorkerProcess.RunAsync("payers", "--json", "--templates", Repository.Templates);
        using var json = JsonDocument.Parse(ran.Output);
        var medicare = json.RootElement.GetProperty("lines").EnumerateArray().Single(line => line.GetProperty("line").GetString() == "medicare");
        Assert.That(json.RootElement.GetProperty("payers").GetArrayLength(), Is.EqualTo(2));
        Assert.That(medicare.GetProperty("levels").GetArrayLength(), Is.EqualTo(5));
    }

    [TestCase("payers", "payers.yaml", "payers:\n  - name: P\n    line: medicair\n", "payers.yaml(3,11): payers: P: line: unknown value \"medicair\"")]
    [TestCase("practices", "practices.yaml", "practices:\n  - name: P\n    npis: [\"1234567890\"]\n", "practices.yaml(3,12): practices: P: npis:")]
    public async Task A_mistake_is_told_with_its_place(string verb, string file, string yaml, string words)
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.Sub(file), yaml);
        var ran = await WorkerProcess.RunAsync(verb, "--templates", folder.Path);
        Assert.That((ran.ExitCode, ran.Error.Contains(words, StringComparison.Ordinal)), Is.EqualTo((2, true)), ran.Error);
    }
}
