using System.Security.Cryptography;
using System.Text.Json;
using Clausea.Batch.Shared;
using Microsoft.Data.Sqlite;

namespace Clausea.Batch.Worker.Tests;

/// <summary>A data folder in which files are dropped while workers come and go, and what must be true of it in the end.</summary>
internal sealed class Office(string? disk = null) : IDisposable
{
    private readonly TempFolder _temp = new();
    private readonly List<string> _dropped = [];
    private readonly HashSet<string> _letters = new(StringComparer.Ordinal);
    private readonly HashSet<string> _sound = new(StringComparer.OrdinalIgnoreCase);

    // Who kills workers at random may well kill one ten times at the same file; that limit has a test of its own.
    private static readonly Dictionary<string, string> s_patient = new() { ["Inbox__MaxInterruptions"] = "1000" };

    public string Data { get; } = Path.Combine(disk ?? Directory.CreateTempSubdirectory("clausea-office-").FullName, "data");

    public int Letters => _letters.Count;

    public string Aside(string name) => _temp.Sub(name);

    public void Dispose()
    {
        _temp.Dispose();
        if (disk is null)
        {
            Directory.Delete(Path.GetDirectoryName(Data)!, recursive: true);
        }
    }

    /// <summary>A worker over the folder, on a port of its own.</summary>
    public WorkerProcess Worker(params string[] args) => WorkerProcess.Start(s_patient, ["serve", "--data", Data, "--urls", "http://127.0.0.1:0", .. args]);

    /// <summary>Beside, then rename, as a careful sender does; the letters that must come of it are remembered.</summary>
    public async Task DropAsync(string file, string name)
    {
        await ExpectAsync(file);
        Directory.CreateDirectory(Path.Combine(Data, "inbox"));
        var target = Path.Combine(Data, "inbox", name);
        File.Copy(file, target + ".part");
        File.Move(target + ".part", target);
        _dropped.Add(HashOf(file));
    }

    /// <summary>A valid file of that many claims; the same seed gives the same bytes.</summary>
    public async Task<string> SynthesizeAsync(int claims, int seed, int perRemittance = 2000)
    {
        var file = Aside($"{claims}-{seed}.835");
        var ran = await WorkerProcess.RunAsync("synthesize", "--claims", $"{claims}", "--seed", $"{seed}", "--per-remittance", $"{perRemittance}", "--out", file);
        Assert.That(ran.ExitCode, Is.Zero, ran.Error);
        return file;
    }

    /// <summary>Nothing waits any more: not in a folder, and not in the ledger.</summary>
    public bool IsAtRest()
    {
        try
        {
            return !Directory.EnumerateFileSystemEntries(Path.Combine(Data, "inbox")).Any()
                && !Directory.EnumerateFileSystemEntries(Path.Combine(Data, "processing")).Any()
                && Read<long>("SELECT COUNT(*) FROM files WHERE status IN ('Received', 'Processing')").Single() == 0
                && Read<long>("SELECT COUNT(*) FROM appeals WHERE status IN ('Queued', 'DraftFailed')").Single() == 0;
        }
        catch (Exception e) when (e is SqliteException or DirectoryNotFoundException)
        {
            return false;
        }
    }

    /// <summary>Every file once, whole, where it belongs; every letter once, with one draft; a history that tells so.</summary>
    public void AssertNothingLostAndNothingTwice()
    {
        var lying = new[] { "archive", "quarantine", "duplicates" }.Select(folder => Path.Combine(Data, folder)).Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            .Where(path => !path.EndsWith(".reason.txt", StringComparison.Ordinal)).ToList();
        var appeals = Read<string>("""
            SELECT COALESCE(d.patient_control_number, '') || '|' || COALESCE(d.payer_claim_number, '') || '|' || a.kind
            FROM appeals a JOIN denials d ON d.id = a.denial_id
            """);
        Assert.Multiple(() =>
        {
            Assert.That(Read<string>("SELECT hash || ' ' || name || ': ' || reason FROM files WHERE status = 'Quarantined'").Where(row => _sound.Contains(row.Split(' ')[0])), Is.Empty, "no sound file is kept apart");
            Assert.That(lying.Select(HashOf).Order(), Is.EqualTo(_dropped.Order()), "every file that was dropped lies somewhere, once");
            Assert.That(appeals.Order(StringComparer.Ordinal), Is.EqualTo(_letters.Order(StringComparer.Ordinal)), "every letter once");
            Assert.That(Read<string>("PRAGMA integrity_check"), Is.EqualTo(new[] { "ok" }));
            Assert.That(Read<string>("SELECT 'x' FROM pragma_foreign_key_check"), Is.Empty);
            Assert.That(Read<string>("SELECT status FROM appeals GROUP BY status"), Is.EqualTo(new[] { "Drafted" }));
            Assert.That(Read<long>("SELECT a.id FROM appeals a WHERE a.revision <> 1 OR 1 <> (SELECT COUNT(*) FROM drafts d WHERE d.appeal_id = a.id)"), Is.Empty, "one draft each");
            Assert.That(
                Read<long>("""
                    SELECT a.id FROM appeals a
                    WHERE 'Queued,Drafted' <> (SELECT group_concat(action) FROM (SELECT action FROM history h WHERE h.appeal_id = a.id ORDER BY h.id))
                    """),
                Is.Empty,
                "the history tells: queued, then drafted");
            Assert.That(Read<string>("SELECT status FROM files WHERE status NOT IN ('Archived', 'Quarantined')"), Is.Empty);
            Assert.That(Read<string>("SELECT stored_as FROM files").Where(stored => !File.Exists(Path.Combine(Data, stored))), Is.Empty, "the ledger knows where each file lies");
            Assert.That(Read<long>("SELECT id FROM remittances WHERE fingerprint LIKE 'open:%'"), Is.Empty, "no remittance is half recorded");
        });
    }

    public List<T> Read<T>(string sql)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.Combine(Data, "ledger.db"), Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // the test's own text
        command.CommandText = sql;
#pragma warning restore CA2100
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(reader.GetFieldValue<T>(0));
        }

        return rows;
    }

    private async Task ExpectAsync(string file)
    {
        var ran = await WorkerProcess.RunAsync("triage", file, "--json");
        if (ran.ExitCode == 2)
        {
            return;
        }

        _sound.Add(HashOf(file));

        foreach (var row in JsonDocument.Parse(ran.Output).RootElement.EnumerateArray().Where(row => row.GetProperty("kind").ValueKind != JsonValueKind.Null))
        {
            _letters.Add($"{row.GetProperty("patientControlNumber").GetString()}|{row.GetProperty("payerClaimNumber").GetString()}|{row.GetProperty("kind").GetString()}");
        }
    }

    private static string HashOf(string path) => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path)));
}
