namespace Clausea.Batch.Ledger;

/// <summary>Which claims a report is about; what is null does not restrict.</summary>
public sealed record InsightFilter
{
    /// <summary>A day of the first month of service.</summary>
    public DateOnly? From { get; init; }

    /// <summary>A day of the last one.</summary>
    public DateOnly? To { get; init; }

    /// <summary>The payer's id or name; a part of names where none is just that.</summary>
    public string? Payer { get; init; }

    /// <summary>The practice's NPI, tax number or name; a part of names where none is just that.</summary>
    public string? Practice { get; init; }

    internal bool Has(DateOnly month) =>
        (From is not { } from || month >= ClaimCounts.FirstOf(from)) && (To is not { } to || month <= to);
}

/// <summary>Denials and recoveries, each way of grouping them a list of rows. A claim with several codes stands in the row of
/// each, so rows by code add up to more than the claims.</summary>
public sealed record InsightReport
{
    public required InsightFilter Filter { get; init; }

    /// <summary>When the ledger was counted.</summary>
    public required DateTimeOffset CountedAt { get; init; }

    public required InsightRow Total { get; init; }

    /// <summary>Most denied dollars first.</summary>
    public required IReadOnlyList<InsightRow> ByCode { get; init; }

    public required IReadOnlyList<InsightRow> ByPayer { get; init; }

    public required IReadOnlyList<InsightRow> ByPractice { get; init; }

    /// <summary>By month of service, the earliest first.</summary>
    public required IReadOnlyList<InsightRow> ByMonth { get; init; }
}

/// <summary>Figures of one code, payer, practice or month.</summary>
public sealed record InsightRow
{
    /// <summary>The code, or the name of the payer or practice.</summary>
    public string? Name { get; init; }

    /// <summary>Of the payer or practice.</summary>
    public string? Id { get; init; }

    /// <summary>Its first day.</summary>
    public DateOnly? Month { get; init; }

    /// <summary>What was decided altogether, paid claims too; null by code, which paid claims have none of.</summary>
    public DenialRate? Rate { get; init; }

    /// <summary>Denials in the ledger and their appeals.</summary>
    public required DenialSums Sums { get; init; }

    /// <summary>Days from sending to the decision, the median; null when nothing was decided.</summary>
    public int? DecisionDays { get; init; }

    /// <summary>Of how many decisions.</summary>
    public int Decisions { get; init; }
}

/// <summary>A payer and a practice that remittances named together.</summary>
public sealed record InsightParty(string? Payer, string? PayerId, string? Practice, string? PracticeId);
