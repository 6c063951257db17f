using Clausea.Batch.Appeals;
using Clausea.Batch.Dashboard.Case;
using Clausea.Batch.Dashboard.Codes;
using Clausea.Batch.Dashboard.Web;
using Clausea.Batch.Era;
using Clausea.Batch.Ledger;
using Microsoft.Extensions.DependencyInjection;

namespace Clausea.Batch.Dashboard.Tests;

internal sealed class ComponentTests
{
    private static readonly TemplateSet Templates = TemplateSet.Load(Repository.Templates);

    [Test]
    public async Task Approval_form_requires_a_reason_while_needs_are_open()
    {
        var html = await RenderAsync<CasePage>(Case(new Need("session time", "treating clinician")));
        Assert.That(html, Does.Match("<textarea id=\"reason\" name=\"reason\"[^>]* required"));
        Assert.That(html, Does.Contain("Approve in spite of open needs").And.Contain("1 fact."));
        Assert.That(html, Does.Contain("treating clinician"));
    }

    [Test]
    public async Task Approval_form_asks_for_no_reason_when_nothing_is_open()
    {
        var html = await RenderAsync<CasePage>(Case());
        Assert.That(html, Does.Contain("Approve revision 3").And.Not.Contain("id=\"reason\""));
    }

    [Test]
    public async Task Read_only_dashboard_has_no_forms() =>
        Assert.That(await RenderAsync<CasePage>(Case() with { MayChange = false }), Does.Not.Contain("method=\"post\""));

    [Test]
    public async Task Case_cites_where_the_claim_stands_and_what_its_codes_mean()
    {
        var html = await RenderAsync<CasePage>(Case());
        Assert.That(html, Does.Contain("CLP at segment 20 (offset 900)"));
        Assert.That(html, Does.Contain("90837-95"));
        Assert.That(html, Does.Contain(System.Net.WebUtility.HtmlEncode(CodeCatalogue.Shipped.Text("N382"))));
        Assert.That(html, Does.Contain("This is a default."));
    }

    [Test]
    public async Task Page_of_N382_tells_both_meanings()
    {
        var html = await CodeAsync("N382");
        Assert.That(html, Does.Contain("In the national code list N382 speaks of data"));
        Assert.That(html, Does.Contain("beside a clinical code such as 50 or 150").And.Contain("payers.yaml"));
        Assert.That(html, Does.Contain("Behavioral-health clinical review"));
        Assert.That(html, Does.Contain("Common causes").And.Contain("How to prevent"));
        Assert.That(html, Does.Contain("<mark class=\"need\">").And.Contain("$195.00 in dispute"));
    }

    [TestCase("N706", "<h2>What to do</h2>")]
    [TestCase("90837", "<h2>What a reviewer looks for</h2>")]
    [TestCase("N29", "href=\"/d/codes/N716\"")]
    [TestCase("status-4", "href=\"/d/codes/N382\"")]
    [TestCase("50", "href=\"/d/codes/PLB-50\"")]
    [TestCase("50", "No denial in the ledger carries it.")]
    [TestCase("45", "Compare the allowed amount with the contract.")]
    public async Task Page_of_a_code_has_its_parts(string code, string expected) =>
        Assert.That(await CodeAsync(code), Does.Contain(expected));

    [Test]
    public async Task Tables_of_codes_have_captions_and_scopes()
    {
        var seen = new CodeFigures { Denials = 1, DeniedAmount = 5, Won = 0, PartlyWon = 0, Upheld = 0, Withdrawn = 0, Open = 1, RecoveredAmount = 0 };
        var history = new CodeHistory { Days = 90, Recent = seen, Ever = seen, Payers = [new("<b>A", 1, 5)] };
        var html = await CodeAsync("50", history);
        Assert.That(html, Does.Contain("&lt;b&gt;A").And.Contain("$5.00").And.Contain("Last 90 days"));
        Assert.That(html.Split("<caption"), Has.Length.EqualTo(html.Split("<table").Length - Tables(html)));
        Assert.That(html.Split("<article")[0], Does.Not.Match("<th(?! scope)[ >]"));
    }

    [TestCase(0, "today")]
    [TestCase(1, "tomorrow")]
    [TestCase(12, "in 12 days")]
    [TestCase(-1, "1 day late")]
    [TestCase(-30, "30 days late")]
    public void Days_left_are_told_in_words(int days, string expected)
    {
        var clock = new Clock(SampleDenials.Today, TimeZoneInfo.Utc);
        Assert.That(clock.InDays(SampleDenials.Today.AddDays(days)), Is.EqualTo(expected));
    }

    // A table of a letter comes from Markdown, and has none.
    private static int Tables(string html) => html.Split("<article").Skip(1).Sum(letter => letter.Split("</article>")[0].Split("<table").Length - 1);

    private static async Task<string> CodeAsync(string code, CodeHistory? seen = null)
    {
        using var ledger = new LedgerOnDisk();
        var desk = new CodesDesk(CodeCatalogue.Shipped, () => Templates, new LedgerCodes(ledger.Database));
        return await RenderAsync<CodeDetails>(desk.View(new DashboardLinks("/d"), code)! with { Seen = seen });
    }

    private static CaseView Case(params Need[] needs)
    {
        var playbook = Templates.Playbooks.Find("behavioral-health-clinical-review")!;
        var denial = SampleDenials.Preview(playbook);
        var press = new LetterPress(Templates, CodeCatalogue.Shipped);
        var draft = press.Write(denial, playbook, SampleDenials.Today) with { Needs = needs };
        return new()
        {
            Links = new("/d"),
            Clock = new(SampleDenials.Today, TimeZoneInfo.Utc),
            Token = new("token", "value"),
            MayChange = true,
            MayApprove = true,
            Codes = CodeCatalogue.Shipped,
            History = [],
            Playbooks = [.. Templates.Playbooks.All.Where(playbook => playbook.Letter is not null)],
            Case = new()
            {
                Id = 7,
                DenialId = 1,
                FileId = 1,
                File = "x.835",
                Status = AppealStatus.Drafted,
                Kind = LetterKind.Appeal,
                Disposition = Disposition.Appeal,
                Playbook = draft.Playbook,
                DeniedAmount = 195,
                Priority = 1,
                CreatedAt = DateTimeOffset.UnixEpoch,
                Remittance = denial.Remittance,
                Claim = denial.Claim,
                Verdict = denial.Verdict,
                Deadline = new()
                {
                    Date = SampleDenials.Today.AddDays(10),
                    SafeDate = SampleDenials.Today,
                    Basis = "basis",
                    Source = "source",
                    IsDefault = true,
                },
                Draft = new(3, draft, DateTimeOffset.UnixEpoch, "clausea"),
                ToDos = [],
            },
        };
    }

    private static async Task<string> RenderAsync<TPage>(object view)
        where TPage : Microsoft.AspNetCore.Components.IComponent
    {
        await using var services = new ServiceCollection().AddLogging().BuildServiceProvider();
        return await PageRenderer.RenderAsync<TPage>(services, view);
    }
}
