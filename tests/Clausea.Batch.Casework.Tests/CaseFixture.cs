using Clausea.Batch.Appeals;
using Clausea.Batch.Era;
using Clausea.Batch.Ledger;
using Clausea.Batch.Shared;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;

namespace Clausea.Batch.Casework.Tests;

/// <summary>An office with an empty ledger, a clock of its own, and the product's templates.</summary>
internal abstract class CaseFixture
{
    protected const string Pat = "pat";

    private static readonly TemplateSet s_templates = TemplateSet.Load(Repository.Templates);
    private static readonly LetterRoom s_room = new(s_templates, CodeCatalogue.Shipped, new LetterPress(s_templates, CodeCatalogue.Shipped));

    private TempFolder? _folder;
    private int _remittances;

    protected static DateOnly Today { get; } = SampleDenials.Today;

    protected static TemplateSet Templates => s_templates;

    protected FakeTimeProvider Time { get; private set; } = null!;

    protected LedgerDatabase Database { get; private set; } = null!;

    protected LedgerAppeals Appeals => new(Database);

    protected string Folder => _folder!.Path;

    protected DocumentStore Documents => new(Path.Combine(Folder, "exhibits"));

    protected DocumentStore Sent => new(Path.Combine(Folder, "packets"));

    protected LetterWork Letters => new(Appeals, Room, Time);

    protected ExhibitWork Exhibits => new(Appeals, Documents, Room, Time);

    protected PacketWork Packets => new(Appeals, Documents, Sent, Room);

    protected LevelWork Levels => new(Appeals, Room);

    protected LetterRoom Tools { get; set; } = s_room;

    [SetUp]
    public async Task Start()
    {
        _folder = new TempFolder();
        Tools = s_room;
        Time = new FakeTimeProvider(new DateTimeOffset(Today, new TimeOnly(15, 0), TimeSpan.Zero));
        Database = new LedgerDatabase(new LedgerOptions { SqliteFile = Path.Combine(Folder, "ledger.db") }, Time);
        await Database.UpgradeAsync();
    }

    [TearDown]
    public void Stop()
    {
        SqliteConnection.ClearAllPools();
        _folder?.Dispose();
    }

    /// <summary>An appeal with its first draft, for the sample denial of a playbook.</summary>
    protected async Task<long> DraftedAsync(string playbook = "psychotherapy-time") =>
        await DraftedAsync(SampleDenials.Preview(Templates.Playbooks.Find(playbook)!));

    protected async Task<long> DraftedAsync(Denial denial)
    {
        var cause = new Cause
        {
            Playbook = denial.Verdict.Playbook!,
            Disposition = denial.Verdict.Disposition,
            Kind = denial.Verdict.Kind,
            Rule = "sample",
            Because = "A sample.",
            DeniedAmount = denial.Verdict.DeniedAmount,
            Services = denial.Verdict.Services,
            Reasons = denial.Verdict.Reasons,
            Remarks = denial.Verdict.Remarks,
        };
        var id = await RecordAsync(denial with { Verdict = denial.Verdict with { Causes = [cause] } });
        await DraftAsync(id);
        return id;
    }

    protected async Task DraftAsync(long id)
    {
        var found = await CaseAsync(id);
        await Appeals.SaveDraftAsync(id, Tools.Press.Write(found.Denial, found.Order(Templates.Playbooks, LocalToday)), HistoryRow.Program);
    }

    protected async Task<AppealCase> CaseAsync(long id) => (await Appeals.FindAsync(id))!;

    protected async Task<Draft> DraftOfAsync(long id) => (await CaseAsync(id)).Draft!.Draft;

    /// <summary>A PDF of so many pages, each with words of its own.</summary>
    protected static byte[] Paper(int pages = 1, string words = "Synthetic page") => TestPdf.Words(pages, words);

    protected static Attachment Document(string? key = "progress-note", string? title = null, byte[]? content = null, string name = "scan.pdf") => new()
    {
        FileName = name,
        Content = content ?? Paper(),
        Key = key,
        Title = title,
        HasNoPsychotherapyNotes = true,
    };

    private LetterRoom Room() => Tools;

    private DateOnly LocalToday => DateOnly.FromDateTime(Time.GetLocalNow().DateTime);

    private async Task<long> RecordAsync(Denial denial)
    {
        var number = ++_remittances;
        var file = await new LedgerFiles(Database).RegisterAsync(new FileHash(number.ToString("x64", System.Globalization.CultureInfo.InvariantCulture)), $"{number}.835", 1);
        await using var writing = await new LedgerRemittances(Database).BeginAsync(file.Id, null, denial.Remittance with { ControlNumber = $"{number:0000}" });
        await writing.AddAsync(denial.Claim with { PatientControlNumber = $"{denial.Claim.PatientControlNumber}-{number}" }, denial.Verdict);
        var recorded = await writing.CommitAsync(new RemittanceSummary
        {
            Claims = 1,
            Services = 1,
            Charge = 0,
            Paid = 0,
            ProviderAdjustments = [],
            ProviderSummaries = [],
            Balanced = true,
            Unbalanced = 0,
            Complete = true,
            Fingerprint = $"fingerprint-{number}",
        });
        return recorded.NewAppeals.Single();
    }
}
