using System.IO.Compression;
using System.Net;
using Clausea.Batch.Ledger;
using UglyToad.PdfPig;

namespace Clausea.Batch.Dashboard.Tests;

/// <summary>The same done with many appeals.</summary>
internal sealed class BulkTests : WithDashboard
{
    [Test]
    public async Task Ticked_appeals_are_assigned_each_with_its_line_of_history()
    {
        var html = await DoneAsync(("do", "assign"), ("assignee", " Kim "), ("one", $"{Ids[0]}:1"), ("one", $"{Ids[1]}:1"), ("one", $"{Ids[1]}:1"), ("one", "999:1"), ("one", "nonsense"), ("in", "status=Drafted"));
        Assert.That(html, Does.Contain("2 of 3 appeals assigned").And.Contain("no. 999").And.Contain("there is no such appeal any more"));
        Assert.That(html, Does.Contain("href=\"/hangfire/appeals?status=Drafted\""));
        foreach (var id in Ids)
        {
            Assert.That((await Host.Ledger.Appeals.HistoryAsync(id)).Where(row => row.Action == HistoryAction.Assigned).Select(row => (row.Actor, row.Detail)), Is.EqualTo(new[] { ("local user", "to Kim") }));
        }

        Assert.That(await DoneAsync(("do", "assign"), ("assignee", "Kim"), ("one", $"{Ids[0]}:1")), Does.Contain("0 of 1 appeal assigned").And.Contain("works on it already"));
        Assert.That(await DoneAsync(("do", "assign"), ("one", $"{Ids[0]}:1")), Does.Contain("1 of 1 appeal assigned"));
        Assert.That((await CaseAsync()).Assignee, Is.EqualTo("local user"), "without a name it is whoever asks");
        Assert.That(await DoneAsync(("do", "free"), ("one", $"{Ids[0]}:1")), Does.Contain("1 of 1 appeal assigned to nobody"));
    }

    [Test]
    public async Task Only_letters_that_lack_nothing_and_were_shown_as_they_are_are_approved()
    {
        var (appeals, ready) = (Host.Ledger.Appeals, await Host.Ledger.TakeAsync(WorklistPagingTests.Claims(3), "ready.835"));
        await Host.Ledger.DraftAsync(ready);
        foreach (var id in ready)
        {
            var draft = (await appeals.FindAsync(id))!.Draft!;
            await appeals.RedraftAsync(id, draft.Draft with { Needs = [], Findings = [], Dated = null }, "pat");
        }

        await appeals.WithdrawAsync(ready[2], "pat", "no use");
        var html = await DoneAsync(("do", "approve"), ("one", $"{Ids[0]}:1"), ("one", $"{ready[0]}:2"), ("one", $"{ready[1]}:1"), ("one", $"{ready[2]}:2"));
        Assert.That(html, Does.Contain("1 of 4 appeals approved").And.Contain("the letter still needs something").And.Contain("somebody has changed the letter since").And.Contain("its status does not allow it"));
        Assert.That((await appeals.FindAsync(ready[0]))!.Status, Is.EqualTo(AppealStatus.Approved));
        Assert.That((await appeals.FindAsync(ready[1]))!.Status, Is.EqualTo(AppealStatus.Drafted));
        html = await DoneAsync(("do", "approve"), ("all", "yes"), ("in", "status=Drafted&needs=None"));
        Assert.That(html, Does.Contain("1 of 1 appeal approved"), "of the list, as it is now");
        Assert.That((await appeals.HistoryAsync(ready[1])).Select(row => (row.Action, row.Actor)), Has.Some.EqualTo((HistoryAction.Approved, "local user")));
    }

    [Test]
    public async Task Appeals_are_withdrawn_with_a_reason_alone()
    {
        using var refused = await Host.PostAsync("appeals", "appeals/bulk", ("do", "withdraw"), ("one", $"{Ids[0]}:1"));
        Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(await refused.Content.ReadAsStringAsync(), Does.Contain("say why"));
        Assert.That(await DoneAsync(("do", "withdraw"), ("reason", "paid meanwhile"), ("one", $"{Ids[0]}:1")), Does.Contain("1 of 1 appeal withdrawn"));
        Assert.That((await CaseAsync()).StatusReason, Is.EqualTo("paid meanwhile"));
    }

    [TestCase("docx", "application/zip")]
    [TestCase("pdf", "application/zip")]
    [TestCase("packets", "application/zip")]
    [TestCase("print", "application/pdf")]
    public async Task Many_letters_leave_as_one_file_and_both_logs_say_so(string what, string type)
    {
        using var response = await Host.PostAsync("appeals", "appeals/bulk", ("do", what), ("one", $"{Ids[0]}:1"), ("one", $"{Ids[1]}:1"));
        Assert.That((response.StatusCode, response.Content.Headers.ContentType?.MediaType), Is.EqualTo((HttpStatusCode.OK, type)), await response.Content.ReadAsStringAsync());
        var bytes = await response.Content.ReadAsByteArrayAsync();
        if (type == "application/zip")
        {
            using var zip = new ZipArchive(new MemoryStream(bytes));
            Assert.That(zip.Entries.Select(entry => entry.FullName), Is.EqualTo(Ids.Select(id => $"appeal-{id}.{(what == "docx" ? "docx" : "pdf")}")));
            Assert.That(zip.Entries, Has.All.Property("Length").GreaterThan(2000));
        }
        else
        {
            using var pdf = PdfDocument.Open(bytes);
            Assert.That(pdf.NumberOfPages, Is.GreaterThan(3));
        }

        Assert.That((await Host.Ledger.Appeals.HistoryAsync(Ids[1])).Select(row => row.Action), Has.Some.EqualTo(HistoryAction.Exported));
        Assert.That((await new LedgerAccess(Host.Ledger.Database).ListAsync(new())).Last(), Has.Property("Subject").EqualTo(AccessSubject.Bundle).And.Property("Detail").EqualTo($"2 appeals, {what}"));
    }

    [Test]
    public async Task One_letter_that_is_not_written_holds_up_the_file_and_nothing_is_recorded()
    {
        var queued = await Host.Ledger.TakeAsync(Repository.Sample("denied/timely-filing.835"));
        foreach (var what in new[] { "docx", "packets" })
        {
            using var response = await Host.PostAsync("appeals", "appeals/bulk", ("do", what), ("one", $"{Ids[0]}:1"), ("one", $"{queued[0]}:0"));
            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
            Assert.That(await response.Content.ReadAsStringAsync(), Does.Contain($"ppeal {queued[0]}").And.Contain("not written yet"));
        }

        Assert.That((await Host.Ledger.Appeals.HistoryAsync(Ids[0])).Select(row => row.Action), Has.None.EqualTo(HistoryAction.Exported));
    }

    [TestCase("assign")]
    [TestCase("packets")]
    [TestCase("nonsense")]
    public async Task Nothing_ticked_is_told(string what)
    {
        using var response = await Host.PostAsync("appeals", "appeals/bulk", ("do", what));
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(await response.Content.ReadAsStringAsync(), Does.Contain("Nothing is ticked"));
    }

    [Test]
    public async Task What_is_not_known_or_too_much_is_refused()
    {
        var tooMany = Enumerable.Range(1, 501).Select(id => ("one", $"{id}:1"));
        foreach (var fields in new (string, string)[][]
        {
            [("do", "nonsense"), ("one", "1:1")], [("one", "1:1")], [("do", "free"), .. tooMany], [("do", "packets"), .. tooMany.Take(101)],
            [("do", "assign"), ("assignee", new string('x', 101)), ("one", "1:1")], [("do", "assign"), ("assignee", "a\u0007b"), ("one", "1:1")],
        })
        {
            using var response = await Host.PostAsync("appeals", "appeals/bulk", fields);
            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest), fields[0].Item2);
        }

        Assert.That(await HistoryAsync(), Has.None.StartsWith("Assigned"));
    }

    private async Task<string> DoneAsync(params (string Name, string Value)[] fields)
    {
        using var response = await Host.PostAsync("appeals", "appeals/bulk", fields);
        var html = await response.Content.ReadAsStringAsync();
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK), html);
        return html;
    }
}
