using System.Text.Json;
using System.Text.Json.Serialization;
using Clausea.Batch.Appeals;
using Clausea.Batch.Casework;
using Clausea.Batch.Era;
using Clausea.Batch.Ledger;
using Microsoft.Data.Sqlite;

namespace Clausea.Batch.Dashboard.Tests;

/// <summary>A SQLite ledger in a folder of its own, filled as the worker fills it.</summary>
internal sealed class LedgerOnDisk : IDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    // Templates are read once for all tests: that takes longer than most of them.
    private static readonly LetterRoom s_shipped = RoomOf(TemplateSet.Load(Repository.Templates));

    private readonly string _folder = Directory.CreateTempSubdirectory("clausea-dashboard-").FullName;

    public LedgerOnDisk(TimeProvider? time = null) =>
        Database = new(new LedgerOptions { SqliteFile = Path.Combine(_folder, "ledger.db") }, time ?? TimeProvider.System);

    public TemplateSet Templates => Room.Templates;

    /// <summary>In which letters are written.</summary>
    public LetterRoom Room { get; private set; } = s_shipped;

    public LedgerDatabase Database { get; }

    public LedgerAppeals Appeals => new(Database);

    public DocumentStore Documents => new(Path.Combine(_folder, "documents"));

    /// <summary>From now on the payer of the samples takes files of so many megabytes by portal.</summary>
    public void LimitPortal(int megabytes)
    {
        var folder = Path.Combine(_folder, "templates");
        foreach (var file in Directory.EnumerateFiles(Repository.Templates, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(folder, Path.GetRelativePath(Repository.Templates, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        File.WriteAllText(Path.Combine(folder, "payers.yaml"), $$"""
            payers:
              - name: Northwind Health Plan
                ids: ["NWHP1"]
                limits:
                  - { channel: portal, max_file_mb: {{megabytes}} }
            """);
        Room = RoomOf(TemplateSet.Load(folder));
    }

    public void LoseDocuments() => Directory.Delete(Path.Combine(_folder, "documents"), recursive: true);

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Takes a file in; the ids of its new appeals.</summary>
    public async Task<IReadOnlyList<long>> TakeAsync(string path)
    {
        await using var content = File.OpenRead(path);
        return await TakeAsync(content, Path.GetFileName(path));
    }

    public async Task<IReadOnlyList<long>> TakeAsync(Stream content, string name)
    {
        var files = new LedgerFiles(Database);
        var file = await files.RegisterAsync(await FileHash.OfAsync(content), name, content.Length);
        await files.BeginAsync(file.Id);
        content.Position = 0;
        using var reader = new EraReader(content, new EraOptions { Fingerprint = true });
        var totals = FileTotals.None with { Interchanges = 1 };
        var appeals = new List<long>();
        try
        {
            totals = await ReadAsync(reader, file.Id, totals, appeals);
            await files.CompleteAsync(file.Id, Findings(reader, totals), $"archive/{name}");
        }
        catch (NotAnEraException e)
        {
            await files.QuarantineAsync(file.Id, e.Message, Findings(reader, totals), $"quarantine/{name}");
        }

        return appeals;
    }

    public async Task DraftAsync(IEnumerable<long> ids)
    {
        foreach (var id in ids)
        {
            var found = await Appeals.FindAsync(id);
            await Appeals.SaveDraftAsync(id, Room.Press.Write(found!.Denial, found.Order(Templates.Playbooks, new DateOnly(2026, 3, 2))), HistoryRow.Program);
        }
    }

    private static LetterRoom RoomOf(TemplateSet templates) => new(templates, CodeCatalogue.Shipped, new LetterPress(templates, CodeCatalogue.Shipped));

    private async Task<FileTotals> ReadAsync(EraReader reader, long fileId, FileTotals totals, List<long> appeals)
    {
        var triage = new ClaimTriage(CodeCatalogue.Shipped, Templates.Playbooks, Templates.Payers);
        RemittanceWriting? writing = null;
        while (reader.Read())
        {
            switch (reader.Event)
            {
                case EraEvent.Remittance:
                    writing = await new LedgerRemittances(Database)
                        .BeginAsync(fileId, reader.Interchange, reader.Remittance!);
                    totals = totals with
                    {
                        Remittances = totals.Remittances + 1,
                        NewRemittances = totals.NewRemittances + 1,
                    };
                    break;
                case EraEvent.Claim:
                    var claim = reader.Claim.ToClaimPayment();
                    var verdict = triage.Decide(reader.Remittance!, claim);
                    totals = totals with { Claims = totals.Claims + 1, Paid = totals.Paid + claim.Paid };
                    if (!verdict.IsOrdinary && verdict.Disposition != Disposition.None)
                    {
                        totals = totals with { Denials = totals.Denials + 1 };
                        await writing!.AddAsync(claim, verdict);
                    }

                    break;
                case EraEvent.RemittanceEnd when reader.Summary!.Complete:
                    appeals.AddRange((await writing!.CommitAsync(reader.Summary)).NewAppeals);
                    break;
            }
        }

        return totals with { NewAppeals = appeals.Count };
    }

    private static FileTotals Findings(EraReader reader, FileTotals totals) => totals with
    {
        FindingErrors = reader.Findings.Errors,
        FindingWarnings = reader.Findings.Warnings,
        FindingsJson = reader.Findings.Count > 0 ? JsonSerializer.Serialize(reader.Findings.ToList(), Json) : null,
    };
}
