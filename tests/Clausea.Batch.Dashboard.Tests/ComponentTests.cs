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
        Assert.That(html, Does.Contain("From: treating clinician"));
    }

    [Test]
    public async Task Approval_form_asks_for_no_reason_when_nothing_is_open()
    {
        var html = await RenderAsync<CasePage>(Case());
        Assert.That(html, Does.Contain("Approve revision 3").And.Not.Contain("id=\"reason\""));
    }

    [Test]
    public async Task Read_only_dashboard_has_no_forms() =>
        Assert.That(await RenderAsync<CasePage>(Case() with { MayChange = false }), Does.Not.Contain("<form"));

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
        var view = new CodesDesk(CodeCatalogue.Shipped, () => Templates).View(new DashboardLinks("/d"), "N382");
        var html = await RenderAsync<CodeDetails>(view!);
        Assert.That(html, Does.Contain("In the national code list N382 speaks of data"));
        Assert.That(html, Does.Contain("beside a clinical code such as 50 or 150").And.Contain("payers.yaml"));
        Assert.That(html, Does.Contain("Behavioral-health clinical review"));
        Assert.That(html, Does.Contain("Common causes").And.Contain("How to prevent"));
        Assert.That(html, Does.Contain("<mark class=\"need\">").And.Contain("$195.00 in dispute"));
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
