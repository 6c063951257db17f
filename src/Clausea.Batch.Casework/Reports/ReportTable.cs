using Clausea.Batch.Ledger;

namespace Clausea.Batch.Casework;

/// <summary>What a column of a report holds.</summary>
public enum ReportUnit
{
    Text,

    /// <summary>A code, whose page tells more.</summary>
    Code,

    /// <summary>A date, of which only the month counts.</summary>
    Month,
    Count,
    Dollars,

    /// <summary>0 to 1.</summary>
    Share,
    Days,
}

/// <summary>A column: its heading for people, its key for programs, and how its value comes out of a row.</summary>
public sealed record ReportColumn(string Name, string Key, ReportUnit Unit, Func<InsightRow, object?> Value)
{
    public bool IsNumber => Unit is ReportUnit.Count or ReportUnit.Dollars or ReportUnit.Share or ReportUnit.Days;
}

/// <summary>One list of a report as pages, files and the command line show it.</summary>
public sealed record ReportTable(string Key, string Title, IReadOnlyList<ReportColumn> Columns, IReadOnlyList<InsightRow> Rows)
{
    private static readonly ReportColumn s_denials = new("Denials", "denials", ReportUnit.Count, row => row.Rate?.DeniedClaims ?? row.Sums.Denials);
    private static readonly ReportColumn s_denied = new("Denied", "denied", ReportUnit.Dollars, row => row.Rate?.DeniedAmount ?? row.Sums.DeniedAmount);

    private static readonly ReportColumn[] s_claims =
    [
        new("Claims", "claims", ReportUnit.Count, row => row.Rate?.Claims),
        s_denials,
        new("Denial rate", "denialRate", ReportUnit.Share, row => row.Rate?.OfClaims),
        new("Charged", "charged", ReportUnit.Dollars, row => row.Rate?.Charge),
        s_denied,
    ];

    private static readonly ReportColumn[] s_appeals =
    [
        new("Appeals", "appeals", ReportUnit.Count, row => row.Sums.Appeals),
        new("Open", "open", ReportUnit.Count, row => row.Sums.Open),
        new("Sent", "sent", ReportUnit.Count, row => row.Sums.Sent),
        new("Won", "won", ReportUnit.Count, row => row.Sums.Won),
        new("Partly won", "partlyWon", ReportUnit.Count, row => row.Sums.PartlyWon),
        new("Upheld", "upheld", ReportUnit.Count, row => row.Sums.Upheld),
        new("Withdrawn", "withdrawn", ReportUnit.Count, row => row.Sums.Withdrawn),
        new("At stake", "atStake", ReportUnit.Dollars, row => row.Sums.AtStake),
        new("Recovered", "recovered", ReportUnit.Dollars, row => row.Sums.Recovered),
    ];

    private static readonly ReportColumn[] s_times =
    [
        new("Days to decision", "daysToDecision", ReportUnit.Days, row => row.DecisionDays),
        new("Decisions", "decisions", ReportUnit.Count, row => row.Decisions),
    ];

    /// <summary>Denials and recoveries by code, payer, practice and month.</summary>
    /// <param name="textOf">What a code means, in our words.</param>
    public static IReadOnlyList<ReportTable> Of(InsightReport report, Func<string, string?> textOf) =>
    [
        new("codes", "By code",
        [
            new("Code", "code", ReportUnit.Code, row => row.Name),
            new("Meaning", "meaning", ReportUnit.Text, row => textOf(row.Name!)),
            s_denials,
            s_denied,
            .. s_appeals,
        ], report.ByCode),
        new("payers", "By payer", [Named("Payer", "payer"), Id(), .. s_claims, .. s_appeals, .. s_times], report.ByPayer),
        new("practices", "By practice", [Named("Practice", "practice"), Id(), .. s_claims, .. s_appeals, .. s_times], report.ByPractice),
        new("months", "By month of service",
            [new("Month", "month", ReportUnit.Month, row => row.Month), .. s_claims, .. s_appeals, .. s_times], report.ByMonth),
    ];

    /// <summary>The figures of all claims of the report, in one row.</summary>
    public static ReportTable Total(InsightReport report) => new("total", "Total", [.. s_claims, .. s_appeals, .. s_times], [report.Total]);

    private static ReportColumn Named(string name, string key) => new(name, key, ReportUnit.Text, row => row.Name);

    private static ReportColumn Id() => new("ID", "id", ReportUnit.Text, row => row.Id);
}
