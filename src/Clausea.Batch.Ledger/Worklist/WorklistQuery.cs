using System.Globalization;
using Dapper;

namespace Clausea.Batch.Ledger;

/// <summary>The worklist's statements, made of the conditions that a filter has: one that covers all possible filters would have
/// one plan for all of them, good for none.</summary>
/// <remarks>There are two ways. Usually a list goes through the index of each status in the order wanted, until a page is full.
/// Where few appeals fit one of the conditions, these are found first, and then put in order.</remarks>
internal sealed class WorklistQuery
{
    private readonly WorklistFilter _filter;
    private readonly WorklistCondition? _start;
    private readonly IReadOnlyList<WorklistCondition> _all;
    private readonly string _conditions;
    private readonly DynamicParameters _parameters = new();

    /// <param name="filter">What is asked for.</param>
    /// <param name="lookup">What other tables tell of it.</param>
    /// <param name="start">Which of its conditions to begin with; null to go through the order.</param>
    public WorklistQuery(WorklistFilter filter, WorklistLookup lookup, WorklistCondition? start = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(filter.Limit, 1);
        _filter = filter;
        _all = WorklistConditions.Of(filter, lookup, _parameters);
        _start = start ?? _all.FirstOrDefault(condition => condition.IsOnlyWay);
        _conditions = string.Concat(_all.Where(condition => condition.Text != _start?.Text).Select(condition => condition.Text)
            .Concat(Beside()).Select(condition => $"\n        AND {condition}"));
        _parameters.Add("limit", filter.Limit);
    }

    public object Parameters => _parameters;

    /// <summary>All that the filter says but the place in the order.</summary>
    public IReadOnlyList<WorklistCondition> Conditions => _all;

    /// <summary>Ids in order; for a page before a row, in the opposite order.</summary>
    public Sql Page => new(PageText);

    private string PageText => $$"""
        SELECT p.id FROM (
        {{string.Join("\nUNION ALL\n", _start is null ? _filter.Statuses.Select(InOrder) : [Unordered(_start)])}}
        ) p
        ORDER BY {{Order(Key is null ? ["p.id"] : ["p.sort_key", "p.id"])}} {page}
        """;

    /// <summary>The rows beside one, in place 1 the next and in place 0 the one before. Of both the same parameters.</summary>
    public static Sql Neighbors(WorklistQuery after, WorklistQuery before) => new($"""
        SELECT 1 AS place, x.id FROM ({after.PageText}) x
        UNION ALL
        SELECT 0, y.id FROM ({before.PageText}) y
        """);

    /// <summary>a.status IN ('Drafted', …)</summary>
    public static string In(IEnumerable<AppealStatus> statuses) => $"a.status IN ({string.Join(", ", statuses.Select(status => $"'{status}'"))})";

    private string? Key => _filter.Sort switch
    {
        WorklistSort.Priority => "a.priority",
        WorklistSort.Deadline => "a.deadline_key",
        WorklistSort.Amount => "a.denied_amount",
        _ => null,
    };

    private string Index => _filter.Sort switch
    {
        WorklistSort.Priority => "ix_appeals_priority",
        WorklistSort.Deadline => "ix_appeals_deadline",
        WorklistSort.Amount => "ix_appeals_amount",
        _ => "ix_appeals_newest",
    };

    private string Columns => Key is null ? "a.id" : $"a.id, {Key} AS sort_key";

    // It ends by itself when a page is full.
    private string InOrder(AppealStatus status)
    {
        var name = $"s{((int)status).ToString(CultureInfo.InvariantCulture)}";
        return $$"""
            SELECT {{name}}.id{{(Key is null ? null : $", {name}.sort_key")}} FROM (
                SELECT {{Columns}} FROM clausea.appeals a {use {{Index}}}
                WHERE a.status = '{{status}}'{{_conditions}}
                ORDER BY {{Order(Key is null ? ["a.id"] : [Key, "a.id"])}} {page}) {{name}}
            """;
    }

    private string Unordered(WorklistCondition start) => $$"""
        SELECT {{Columns}} FROM clausea.appeals a {use {{start.Index}}}
        WHERE {{start.First}} AND {{In(_filter.Statuses)}}{{_conditions}}
        """;

    private bool IsDown => (_filter.Sort != WorklistSort.Deadline) == (_filter.Before is null);

    private string Order(IEnumerable<string> columns) => string.Join(", ", columns.Select(column => IsDown ? $"{column} DESC" : column));

    // T-SQL cannot compare pairs, so the first condition finds the place in the index and the second passes over ties.
    private IEnumerable<string> Beside()
    {
        if ((_filter.Before ?? _filter.After) is not { } text)
        {
            yield break;
        }

        var cursor = WorklistCursor.Parse(text, _filter.Sort);
        var sign = IsDown ? "<" : ">";
        _parameters.Add("besideId", cursor.Id);
        if (Key is null)
        {
            yield return $"a.id {sign} @besideId";
            yield break;
        }

        _parameters.Add("besideKey", cursor.Key);
        yield return $"{Key} {sign}= @besideKey AND ({Key} {sign} @besideKey OR a.id {sign} @besideId)";
    }
}
