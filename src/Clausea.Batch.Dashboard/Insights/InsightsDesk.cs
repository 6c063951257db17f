using System.Globalization;
using Clausea.Batch.Appeals;
using Clausea.Batch.Casework;
using Clausea.Batch.Dashboard.Web;
using Clausea.Batch.Ledger;
using Microsoft.AspNetCore.Http;

namespace Clausea.Batch.Dashboard.Insights;

/// <summary>Denials and money by code, payer, practice and month: as charts, with the tables behind them.</summary>
internal sealed class InsightsDesk(CurrentInsights insights, CodeCatalogue codes, TimeProvider time)
{
    public async Task<Answer> ShowAsync(PageRequest request)
    {
        var state = InsightsState.Read(request.Query);
        if (await insights.FindAsync(request.Aborted) is not { } cube)
        {
            return Answer.Page<CountingPage>("Insights", new CountingView("Insights", request.Links.InsightProgress));
        }

        var report = cube.Report(state.Filter);
        return Answer.Page<InsightsPage>("Insights", new InsightsView
        {
            Links = request.Links,
            Clock = Clock.Of(time),
            State = state,
            Report = report,
            Tables = ReportTable.Of(report, codes.Text),
            Payers = Names(cube.Parties.Select(party => party.Payer ?? party.PayerId)),
            Practices = Names(cube.Parties.Select(party => party.Practice ?? party.PracticeId)),
        });
    }

    /// <summary>Whether the ledger is counted by now.</summary>
    public async Task<Answer> ProgressAsync(PageRequest request) =>
        Answer.Progress(string.Empty, null, await insights.FindAsync(request.Aborted) is null ? CountingView.State : "counted");

    /// <summary>One of the tables, for a spreadsheet. Nothing of a patient is in it.</summary>
    public async Task<Answer> DownloadAsync(PageRequest request)
    {
        if (await insights.FindAsync(request.Aborted) is not { } cube)
        {
            return Answer.Page<CountingPage>("Insights", new CountingView("Insights", request.Links.InsightProgress), StatusCodes.Status503ServiceUnavailable);
        }

        var table = ReportTable.Of(cube.Report(InsightsState.Read(request.Query).Filter), codes.Text).First(table => table.Key == request.Route("Table"));
        return Answer.Download("text/csv; charset=utf-8", $"denials-by-{table.Key[..^1]}.csv", Csv.Write(table));
    }

    private static List<string> Names(IEnumerable<string?> names) =>
        [.. names.OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase)];
}

/// <summary>A page that shows figures, while they are counted for the first time.</summary>
public sealed record CountingView(string Title, string Address)
{
    public const string State = "counting";
}

/// <summary>All that the page of insights shows.</summary>
public sealed record InsightsView
{
    public required DashboardLinks Links { get; init; }

    public required Clock Clock { get; init; }

    public required InsightsState State { get; init; }

    public required InsightReport Report { get; init; }

    public required IReadOnlyList<ReportTable> Tables { get; init; }

    public required IReadOnlyList<string> Payers { get; init; }

    public required IReadOnlyList<string> Practices { get; init; }
}

/// <summary>What insights are narrowed to; it lives in the page's address. Months are written yyyy-MM.</summary>
public sealed record InsightsState
{
    private const string MonthFormat = "yyyy-MM";

    public DateOnly? From { get; init; }

    public DateOnly? To { get; init; }

    public string? Payer { get; init; }

    public string? Practice { get; init; }

    public InsightFilter Filter => new() { From = From, To = To, Payer = Payer, Practice = Practice };

    public bool IsNarrowed => this != new InsightsState();

    /// <summary>Reads it from the query; what it does not understand does not restrict.</summary>
    public static InsightsState Read(Func<string, string?> query) => new()
    {
        From = MonthOf(query("from")),
        To = MonthOf(query("to")),
        Payer = query("payer"),
        Practice = query("practice"),
    };

    public static string? Write(DateOnly? month) => month?.ToString(MonthFormat, CultureInfo.InvariantCulture);

    public string Href(string address) => Microsoft.AspNetCore.WebUtilities.QueryHelpers.AddQueryString(address, new Dictionary<string, string?>
    {
        ["from"] = Write(From),
        ["to"] = Write(To),
        ["payer"] = Payer,
        ["practice"] = Practice,
    });

    // Browsers without a field for months send what was typed.
    private static DateOnly? MonthOf(string? text) =>
        DateOnly.TryParseExact(text, [MonthFormat, "yyyy-MM-dd", "MM/yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
