using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Clausea.Batch.Shared;

namespace Clausea.Batch.Worker.Tests;

/// <summary>What `inspect --claims --json` says about every sample, against Readings/, which people have looked at.
/// With CLAUSEA_ACCEPT=1 the files are written anew instead.</summary>
internal sealed class GoldenReadingTests
{
    private static readonly JsonSerializerOptions s_asInspect = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly string s_folder = Repository.PathOf("tests", "Clausea.Batch.Worker.Tests", "Readings");

    private Dictionary<string, string> _readings = [];

    private static IEnumerable<SampleRow> Rows => SampleTable.Rows;

    private static IEnumerable<SampleRow> InOrder => Rows.Where(row => row.Balanced is not null && PlainReader.TryRead(File.ReadAllBytes(row.Path)) is not null);

    [OneTimeSetUp]
    public async Task Inspect()
    {
        var ran = await WorkerProcess.RunAsync("inspect", "--claims", "--json", Repository.Samples);
        var files = JsonNode.Parse(ran.Output)!.AsArray().Select(file => file!.AsObject()).ToList();
        foreach (var file in files)
        {
            file["file"] = Path.GetRelativePath(Repository.Samples, (string)file["file"]!).Replace('\\', '/');
        }

        _readings = files.ToDictionary(file => (string)file["file"]!, file => file.ToJsonString(s_asInspect) + "\n");
        if (Environment.GetEnvironmentVariable("CLAUSEA_ACCEPT") == "1")
        {
            Accept();
        }
    }

    [Test]
    public void There_is_a_reading_for_every_sample_and_no_other() =>
        Assert.That(
            Directory.EnumerateFiles(s_folder, "*", SearchOption.AllDirectories),
            Is.EquivalentTo(SampleTable.Rows.Select(row => GoldenPath(row.File))));

    [TestCaseSource(nameof(Rows))]
    public void A_sample_reads_as_it_did(SampleRow row) =>
        Assert.That(_readings[row.File].Split('\n'), Is.EqualTo(File.ReadAllText(GoldenPath(row.File)).Split('\n')).AsCollection, "CLAUSEA_ACCEPT=1 accepts what is new");

    [TestCaseSource(nameof(InOrder))]
    public void A_reading_is_what_the_second_reader_says(SampleRow row)
    {
        using var golden = JsonDocument.Parse(File.ReadAllText(GoldenPath(row.File)));
        var bytes = File.ReadAllBytes(row.Path);
        Assert.That(JsonPaths.Differences(PlainReader.Read(bytes).ToContractJson(), golden.RootElement, mayHaveMore: true), Is.Empty);
        Assert.That(golden.RootElement.GetProperty("sha256").GetString(), Is.EqualTo(Convert.ToHexStringLower(SHA256.HashData(bytes))));
    }

    private static string GoldenPath(string sample) => Path.Combine(s_folder, Path.ChangeExtension(sample, ".reading.json").Replace('/', Path.DirectorySeparatorChar));

    private void Accept()
    {
        if (Directory.Exists(s_folder))
        {
            Directory.Delete(s_folder, recursive: true);
        }

        foreach (var (sample, reading) in _readings)
        {
            var path = GoldenPath(sample);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, reading);
        }
    }
}
