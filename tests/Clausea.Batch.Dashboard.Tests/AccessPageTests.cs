using System.Net;
using Clausea.Batch.Ledger;
using Microsoft.Extensions.Time.Testing;

namespace Clausea.Batch.Dashboard.Tests;

/// <summary>The page of the access log.</summary>
internal sealed class AccessPageTests
{
    [Test]
    public async Task It_tells_who_saw_what_by_person_and_day()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
        await using var host = await DashboardHost.StartAsync(time: time);
        await host.Access.RecordAsync(new("pat", AccessAction.Viewed, AccessSubject.Appeal, 7));
        await host.Access.RecordAsync(new("lee", AccessAction.Exported, AccessSubject.Bundle, null, "12 packets, zip"));
        time.Advance(TimeSpan.FromDays(1));
        await host.Access.RecordAsync(new("<b>x</b>", AccessAction.Refused, AccessSubject.Settings, null, "settings: takes Administrator"));
        var (_, all) = await host.GetAsync("access");
        Assert.That(all, Does.Contain("href=\"/hangfire/appeals/7\"").And.Contain("12 packets, zip").And.Contain("&lt;b&gt;x").And.Not.Contain("<b>x").And.Contain("03/02/2026 09:00"));
        var (_, pat) = await host.GetAsync("access?person=pat");
        Assert.That(pat, Does.Contain("Appeal 7").And.Not.Contain("12 packets"));
        var (_, monday) = await host.GetAsync("access?day=2026-03-02");
        Assert.That(monday, Does.Contain("Appeal 7").And.Contain("12 packets").And.Not.Contain("&lt;b&gt;x"));
        Assert.That((await host.GetAsync("access?day=2026-03-04")).Html, Does.Contain("There is no line."));
        foreach (var nonsense in new[] { "access?day=9999-12-31", "access?day=x", "access?behind=x", "access?behind=999999999999999999-1" })
        {
            Assert.That((await host.GetAsync(nonsense)).Status, Is.EqualTo(HttpStatusCode.OK), nonsense);
        }
    }

    [Test]
    public async Task It_goes_on_page_by_page_and_a_look_at_it_is_a_line_too()
    {
        await using var host = await DashboardHost.StartAsync();
        for (var id = 1; id <= 230; id++)
        {
            await host.Access.RecordAsync(new("pat", AccessAction.Viewed, AccessSubject.Appeal, id));
        }

        var (seen, next, pages) = (new List<long>(), "access?person=pat", 0);
        while (next is not null)
        {
            var (_, html) = await host.GetAsync(next);
            seen.AddRange(html.Split("href=\"/hangfire/appeals/")[1..].Select(link => long.Parse(link.Split('"')[0], System.Globalization.CultureInfo.InvariantCulture)));
            next = html.Contains("Earlier lines", StringComparison.Ordinal) ? WebUtility.HtmlDecode(html.Split("Earlier lines")[0].Split("<a href=\"")[^1].Split('"')[0]) : null;
            pages++;
        }

        Assert.That(seen, Is.EqualTo(Enumerable.Range(1, 230).Reverse()));
        var own = (await host.Access.ListAsync(new() { Actor = "local user" })).ToList();
        Assert.That(own.Select(row => row.Subject), Is.EqualTo(Enumerable.Repeat(AccessSubject.AccessLog, pages)));
    }
}
