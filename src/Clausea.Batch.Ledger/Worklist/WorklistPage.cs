namespace Clausea.Batch.Ledger;

/// <summary>A page of the worklist.</summary>
public sealed record WorklistPage
{
    public required IReadOnlyList<WorklistRow> Rows { get; init; }

    /// <summary>There are more rows in the direction that was gone.</summary>
    public required bool HasMore { get; init; }

    /// <summary>How many there are in all, told with the first page.</summary>
    public WorklistCount? Total { get; init; }
}

/// <summary>So many appeals, or more than so many.</summary>
public sealed record WorklistCount(int Appeals, bool IsMore);

/// <summary>The appeals beside one in a list; null at an end of it.</summary>
public sealed record WorklistNeighbors(long? Before, long? After);

/// <summary>How many appeals fit a filter; dollars.</summary>
public sealed record WorklistNumber(int Appeals, decimal DeniedAmount, decimal RecoveredAmount);
