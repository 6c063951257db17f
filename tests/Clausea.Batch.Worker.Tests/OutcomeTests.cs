using System.Text.Json;
using Clausea.Batch.Shared;

namespace Clausea.Batch.Worker.Tests;

/// <summary>Remittances that deny, and later ones that pay: whatever the order, the same end.</summary>
internal sealed class OutcomeTests
{
    private const int Claims = 40;
    private const int PaidOfThem = 25;

    private static readonly string[] s_orders = ["denied paid", "paid denied", "paid denied paid"];

    [TestCaseSource(nameof(s_orders))]
    public async Task Later_payments_close_appeals_whatever_comes_first(string order)
    {
        using var folder = new TempFolder();
        var data = folder.Sub("data");
        await WriteAsync(folder);
        var closed = 0;
        foreach (var name in order.Split(' '))
        {
            closed += (await IngestAsync(data, folder.Sub($"{name}.835"))).GetProperty("closedAppeals").GetInt32();
        }

        Assert.That(closed, Is.EqualTo(PaidOfThem));
        await AssertEndAsync(data);
    }

    [Test]
    public async Task A_folder_of_both_comes_to_the_same_end()
    {
        using var folder = new TempFolder();
        var data = folder.Sub("data");

        // By name the payments come first, and are read beside the denials.
        Directory.CreateDirectory(folder.Sub("files"));
        await WriteAsync(folder);
        File.Move(folder.Sub("paid.835"), folder.Sub("files", "1.835"));
        File.Move(folder.Sub("denied.835"), folder.Sub("files", "2.835"));
        var first = await IngestAsync(data, folder.Sub("files"));
        var second = await IngestAsync(data, folder.Sub("files"));
        Assert.That((first.GetProperty("closedAppeals").GetInt32(), second.GetProperty("closedAppeals").GetInt32()), Is.EqualTo((PaidOfThem, 0)));
        await AssertEndAsync(data);
    }

    [Test]
    public async Task A_person_may_take_it_back_and_the_same_file_does_not_close_it_again()
    {
        using var folder = new TempFolder();
        var data = folder.Sub("data");
        await WriteAsync(folder);
        await IngestAsync(data, folder.Sub("denied.835"));
        await IngestAsync(data, folder.Sub("paid.835"));
        var reopened = await WorkerProcess.RunAsync("appeals", "reopen", "1", "--text", "it paid for something else", "--data", data, "--by", "pat");
        await IngestAsync(data, folder.Sub("paid.835"));
        var show = (await WorkerProcess.RunAsync("appeals", "show", "1", "--data", data, "--by", "pat")).Output;
        Assert.Multiple(() =>
        {
            Assert.That(reopened.ExitCode, Is.Zero, reopened.Error);
            Assert.That(show, Does.Contain("Drafted").And.Contain("recovered 120.00").And.Contain("it paid for something else"));
        });
    }

    private static async Task WriteAsync(TempFolder folder)
    {
        var (denied, paid) = (new EraText().Numbered(1), new EraText().Numbered(2));
        for (var i = 0; i < Claims; i++)
        {
            denied.Claim($"CLP*ACCT-{i}*1*150*0*0*12*ICN-{i}", "SVC*HC:90834*150*0", "DTM*472*20260105", "CAS*CO*50*150");
            if (i < PaidOfThem)
            {
                paid.Claim($"CLP*ACCT-{i}*1*150*120*0*12*NEW-{i}", "SVC*HC:90834*150*120", "DTM*472*20260105", "CAS*CO*45*30");
            }
            else
            {
                // Another visit of the same patient.
                paid.Claim($"CLP*ACCT-{i}*1*150*120*0*12*NEW-{i}", "SVC*HC:90834*150*120", "DTM*472*20260106", "CAS*CO*45*30");
            }
        }

        await File.WriteAllTextAsync(folder.Sub("denied.835"), denied.ToString());
        await File.WriteAllTextAsync(folder.Sub("paid.835"), paid.ToString().Replace("*20260302~", "*20260402~", StringComparison.Ordinal));
    }

    private static async Task AssertEndAsync(string data)
    {
        var appeals = JsonDocument.Parse((await WorkerProcess.RunAsync("appeals", "list", "--json", "--data", data)).Output).RootElement.EnumerateArray().ToList();
        var won = appeals.Where(appeal => appeal.GetProperty("outcome").GetString() == "Won").ToList();
        Assert.Multiple(() =>
        {
            Assert.That(appeals, Has.Count.EqualTo(Claims));
            Assert.That(won, Has.Count.EqualTo(PaidOfThem));
            Assert.That(won.Select(appeal => appeal.GetProperty("recoveredAmount").GetDecimal()), Is.All.EqualTo(120m));
            Assert.That(won.Select(appeal => appeal.GetProperty("status").GetString()), Is.All.EqualTo("Closed"));
            Assert.That(appeals.Where(appeal => appeal.GetProperty("status").GetString() != "Closed").Select(appeal => appeal.GetProperty("status").GetString()), Is.All.EqualTo("Drafted"));
        });
    }

    private static async Task<JsonElement> IngestAsync(string data, string path)
    {
        var ran = await WorkerProcess.RunAsync("ingest", path, "--json", "--data", data);
        return JsonDocument.Parse(ran.Output).RootElement;
    }
}
