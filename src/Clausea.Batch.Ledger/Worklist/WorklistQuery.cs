using Dapper;

namespace Clausea.Batch.Ledger;

/// <summary>The worklist's statement, made of the conditions that a filter has: one that covers all possible filters
/// would have one plan for all of them, good for none.</summary>
internal sealed class WorklistQuery
{
    private const string Select = """
        SELECT a.id, a.status, a.kind, a.disposition, a.playbook, a.denied_amount, a.deadline, a.deadline_key,
            a.deadline_is_default, a.priority, a.created_at, a.drafted_at, a.sent_at, a.outcome, a.recovered_amount,
            d.payer_name, d.payer_id, d.patient_control_number, d.payer_claim_number, d.service_from, d.service_to,
            d.reasons, d.remarks, f.name AS file_name, t.needs_json
        FROM clausea.appeals a
        JOIN clausea.denials d ON d.id = a.denial_id
        JOIN clausea.remittances r ON r.id = d.remittance_id
        JOIN clausea.files f ON f.id = r.file_id
        LEFT JOIN clausea.drafts t ON t.appeal_id = a.id AND t.revision = a.revision
        """;

    // Few claims have the number: they are found first, in an index of numbers, and their appeals by them.
    private const string ClaimNumber = """
        a.denial_id IN (SELECT s.id FROM clausea.denials s
            WHERE s.patient_control_number LIKE @claim ESCAPE '!' OR s.payer_claim_number LIKE @claim ESCAPE '!')
        """;

    // Many claims have the payer: appeals come in their order and are held against the payer's claims, not looked up by them,
    // which is what the + is for.
    private const string Payer = """
        +a.denial_id IN (SELECT s.id FROM clausea.denials s
            WHERE s.payer_id = @payer OR s.payer_name LIKE @payerName ESCAPE '!')
        """;

    private readonly List<string> _conditions = [];
    private readonly DynamicParameters _parameters = new();
    private readonly WorklistFilter _filter;

    public WorklistQuery(WorklistFilter filter)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(filter.Limit, 1);
        _filter = filter;
        Where("a.status = @status", "status", filter.Status?.ToString());
        Where("a.disposition = @disposition", "disposition", filter.Disposition?.ToString());
        Where("a.kind = @kind", "kind", filter.Kind?.ToString());
        Where("a.playbook = @playbook", "playbook", NullIfBlank(filter.Playbook));
        Where("a.deadline < @dueBefore", "dueBefore", filter.DueBefore);
        Where("a.denied_amount >= @minAmount", "minAmount", (Money?)filter.MinAmount);
        Where("r.file_id = @fileId", "fileId", filter.FileId);
        WherePayer(NullIfBlank(filter.Payer));
        Where(ClaimNumber, "claim", Containing(NullIfBlank(filter.ClaimNumber)));
        WhereAfter(filter.After);
        _parameters.Add("limit", filter.Limit);
    }

    public Sql Sql => new($"{Select}\n{Restriction()}ORDER BY {Order()} {{page}}");

    public object Parameters => _parameters;

    private string Restriction() =>
        _conditions.Count == 0 ? "" : $"WHERE {string.Join("\n    AND ", _conditions)}\n";

    private string Order() => _filter.Sort switch
    {
        WorklistSort.Priority => "a.priority DESC, a.id DESC",
        WorklistSort.Deadline => "a.deadline_key, a.id",
        WorklistSort.Amount => "a.denied_amount DESC, a.id DESC",
        _ => "a.id DESC",
    };

    // T-SQL cannot compare pairs, so the first condition finds the place in the index and the second passes over ties.
    private static string Behind(WorklistSort sort) => sort switch
    {
        WorklistSort.Priority => "a.priority <= @key AND (a.priority < @key OR a.id < @afterId)",
        WorklistSort.Deadline => "a.deadline_key >= @key AND (a.deadline_key > @key OR a.id > @afterId)",
        WorklistSort.Amount => "a.denied_amount <= @key AND (a.denied_amount < @key OR a.id < @afterId)",
        _ => "a.id < @afterId",
    };

    private void WhereAfter(string? after)
    {
        if (after is not null)
        {
            var cursor = WorklistCursor.Parse(after, _filter.Sort);
            _parameters.Add("key", cursor.Key);
            Where(Behind(_filter.Sort), "afterId", cursor.Id);
        }
    }

    private void WherePayer(string? payer)
    {
        if (payer is not null)
        {
            _parameters.Add("payerName", Containing(payer));
            Where(Payer, "payer", payer);
        }
    }

    private void Where(string condition, string name, object? value)
    {
        if (value is not null)
        {
            _conditions.Add(condition);
            _parameters.Add(name, value);
        }
    }

    private static string? NullIfBlank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    // [ opens a set in T-SQL's LIKE.
    private static string? Containing(string? text) => text is null ? null : "%" + text
        .Replace("!", "!!", StringComparison.Ordinal)
        .Replace("%", "!%", StringComparison.Ordinal)
        .Replace("_", "!_", StringComparison.Ordinal)
        .Replace("[", "![", StringComparison.Ordinal) + "%";
}
