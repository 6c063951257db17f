using System.Net;
using System.Text.RegularExpressions;
using Clausea.Batch.Ledger;

namespace Clausea.Batch.Dashboard.Tests;

internal sealed partial class WorklistPageTests : WithDashboard
{
    [Test]
    public async Task What_a_list_is_narrowed_to_stands_there_and_can_be_taken_away()
    {
        var (_, html) = await Host.GetAsync("appeals?status=Drafted&payer=north&code=CO-50&sort=Amount");
        Assert.That(Link(html), Is.EquivalentTo(Ids.Select(id => $"{id}")));
        var chips = Chip().Matches(html).Select(match => WebUtility.HtmlDecode(match.Groups["Path"].Value)).ToList();
        Assert.That(chips, Is.EqualTo(new[] { "appeals?payer=north&code=CO-50&sort=Amount", "appeals?status=Drafted&code=CO-50&sort=Amount", "appeals?status=Drafted&payer=north&sort=Amount" }));
        Assert.That(html, Does.Contain("aria-sort=\"descending\"").And.Contain("2 appeals"));
        foreach (var chip in chips)
        {
            Assert.That(Link((await Host.GetAsync(chip)).Html), Has.Count.EqualTo(2), chip);
        }
    }

    [Test]
    public async Task A_list_in_which_nothing_is_says_what_to_leave_out_and_one_of_work_that_all_is_done()
    {
        var (_, html) = await Host.GetAsync("appeals?status=Drafted&payer=nobody+has+this&code=N382");
        Assert.That(html, Does.Contain("No appeal fits all of this").And.Contain("without “Payer: nobody has this”").And.Contain("href=\"/hangfire/appeals?status=Drafted&amp;code=N382\""));
        (_, html) = await Host.GetAsync("appeals?status=Unsent&assignee=me");
        Assert.That(html, Does.Contain("All done"));
    }

    [Test]
    public async Task A_number_that_none_begins_with_is_looked_for_inside_when_somebody_asks()
    {
        var account = (await CaseAsync()).Claim.PatientControlNumber!;
        var part = account[2..];
        using var begins = await Host.PostAsync("appeals", "appeals/find", ("number", part));
        var html = await begins.Content.ReadAsStringAsync();
        Assert.That(html, Does.Contain("begins with").And.Contain("Look inside the numbers"));
        using var inside = await Host.PostAsync("appeals", "appeals/find", ("number", part), ("inside", "yes"));
        Assert.That(Link(await inside.Content.ReadAsStringAsync()), Does.Contain($"{Ids[0]}"));
    }

    [Test]
    public async Task Of_a_case_one_goes_on_in_the_list_and_stays_in_it_through_changes()
    {
        var (_, list) = await Host.GetAsync("appeals?status=Drafted&sort=Newest");
        var hrefs = Open().Matches(list).Select(match => WebUtility.HtmlDecode(match.Groups["Path"].Value)).ToList();
        Assert.That(hrefs, Has.Count.EqualTo(2));
        var (_, first) = await Host.GetAsync(hrefs[0]);
        Assert.That(WebUtility.HtmlDecode(NextLink().Match(first).Groups["Path"].Value), Is.EqualTo(hrefs[1]));
        Assert.That(first, Does.Not.Contain("rel=\"prev\"").And.Contain("id=\"up\""));
        var (_, last) = await Host.GetAsync(hrefs[1]);
        Assert.That(last, Does.Contain("rel=\"prev\"").And.Contain("the last in the list").And.Not.Contain("rel=\"next\""));
        using var noted = await Host.PostAsync(hrefs[1], $"{hrefs[1].Split('?')[0]}/note?{hrefs[1].Split('?')[1]}", ("text", "called"));
        Assert.That(noted.Headers.Location!.ToString(), Does.Contain("done=noted").And.Contain("in=status%3DDrafted%26sort%3DNewest"));
        var (_, alone) = await Host.GetAsync(Page);
        Assert.That(alone, Does.Not.Contain("in list"));
    }

    [Test]
    public async Task An_appeal_is_taken_by_whoever_looks_at_it()
    {
        using var taken = await Host.PostAsync(Page, $"{Page}/assign");
        Assert.That(taken.StatusCode, Is.EqualTo(HttpStatusCode.SeeOther));
        Assert.That((await CaseAsync()).Assignee, Is.EqualTo("local user"));
        Assert.That((await Host.GetAsync(Page)).Html, Does.Not.Contain("Take it"));
        Assert.That(Link((await Host.GetAsync("appeals?assignee=me")).Html), Is.EqualTo(new[] { $"{Ids[0]}" }));
        Assert.That(Link((await Host.GetAsync("appeals?assignee=nobody")).Html), Is.EqualTo(new[] { $"{Ids[1]}" }));
    }

    [Test]
    public async Task Names_and_conditions_come_out_as_text()
    {
        const string evil = "<script>alert(1)</script>\" onfocus=x";
        using var assigned = await Host.PostAsync("appeals", "appeals/bulk", ("do", "assign"), ("assignee", evil), ("one", $"{Ids[0]}:1"));
        foreach (var path in new[] { "appeals", $"appeals?assignee={Uri.EscapeDataString(evil)}&practice={Uri.EscapeDataString(evil)}&code={Uri.EscapeDataString(evil)}", Page, $"{Page}?in={Uri.EscapeDataString("payer=" + evil)}" })
        {
            var (_, html) = await Host.GetAsync(path);
            Assert.That(html, Does.Not.Contain("<script>alert").And.Not.Contain("\" onfocus"), path);
        }
    }

    [Test]
    public async Task Denials_without_a_letter_are_paged_and_counted()
    {
        await Host.Ledger.TakeAsync(Repository.Sample("denied/coding.835"));
        var (_, html) = await Host.GetAsync("appeals?view=others");
        var shown = html.Split("<th scope=\"row\">").Length - 1;
        Assert.That(html, Does.Contain($"Without a letter <span>{shown}</span>"));
        (_, html) = await Host.GetAsync("appeals?view=others&after=1");
        Assert.That(html, Does.Contain("First page").Or.Contain("Every denial has its letter"));
    }

    internal static List<string> Link(string html) => [.. Open().Matches(html).Select(match => match.Groups["Id"].Value)];

    [GeneratedRegex("<th scope=\"row\">\\s*<a href=\"/hangfire/(?<Path>appeals/(?<Id>[0-9]+)[^\"]*)\"")]
    private static partial Regex Open();

    [GeneratedRegex("<li><a href=\"/hangfire/(?<Path>appeals[^\"]*)\" title=\"Take this")]
    private static partial Regex Chip();

    [GeneratedRegex("rel=\"next\" href=\"/hangfire/(?<Path>[^\"]+)\"")]
    private static partial Regex NextLink();
}
