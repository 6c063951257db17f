using System.Globalization;
using Dapper;

namespace Clausea.Batch.Ledger;

/// <summary>What a filter asks for that other tables tell.</summary>
/// <param name="Payers">Numbers of the payers asked for; null where none is.</param>
/// <param name="Practices">The same of practices.</param>
/// <param name="ClaimsBegin">There are claims whose number begins as asked, so that none need be looked through.</param>
internal sealed record WorklistLookup(IReadOnlyList<long>? Payers = null, IReadOnlyList<long>? Practices = null, bool ClaimsBegin = false)
{
    /// <summary>There is no such payer, practice or claim.</summary>
    public bool AreMissing(WorklistFilter filter) => Payers is [] || Practices is []
        || (WorklistConditions.Given(filter.ClaimNumber) is not null && !ClaimsBegin && !filter.InsideNumbers);
}

/// <summary>One condition on appeals (a).</summary>
/// <param name="Text">As it stands where a list goes through its order.</param>
internal sealed record WorklistCondition(string Text)
{
    /// <summary>Through which appeals that fit it are found; null when it is no condition to begin with.</summary>
    public string? Index { get; init; }

    /// <summary>The index knows all that a list is narrowed to.</summary>
    public bool IsWide { get; init; }

    /// <summary>As it stands where a list begins with it.</summary>
    public string First { get => field ?? Text; init; }

    /// <summary>Table and condition that tell how many fit.</summary>
    public string Counted { get => field ?? $"clausea.appeals a {{use {Index}}} WHERE {Text}"; init; }

    /// <summary>However many fit: there is no other way.</summary>
    public bool IsOnlyWay { get; init; }
}

/// <summary>What a filter says, in SQL.</summary>
internal sealed class WorklistConditions
{
    // Few claims have a number: they are found first, in an index of numbers, and their appeals by them.
    private const string NumberBegins = """
        a.denial_id IN (SELECT s.id FROM clausea.denials s
            WHERE {begins s.patient_control_number} OR {begins s.payer_claim_number})
        """;

    private const string NumberContains = """
        a.denial_id IN (
            SELECT s.id FROM clausea.denials s {use ix_denials_account} WHERE s.patient_control_number LIKE @claim ESCAPE '!'
            UNION
            SELECT t.id FROM clausea.denials t {use ix_denials_claim} WHERE t.payer_claim_number LIKE @claim ESCAPE '!')
        """;

    private readonly List<WorklistCondition> _all = [];
    private readonly DynamicParameters _parameters;
    private readonly string _tag;

    private WorklistConditions(DynamicParameters parameters, string tag) => (_parameters, _tag) = (parameters, tag);

    /// <param name="filter">What is asked for.</param>
    /// <param name="lookup">What other tables tell of it.</param>
    /// <param name="parameters">Get the values.</param>
    /// <param name="tag">Ends the names of parameters, where a statement has several filters.</param>
    public static IReadOnlyList<WorklistCondition> Of(WorklistFilter filter, WorklistLookup lookup, DynamicParameters parameters, string tag = "")
    {
        var conditions = new WorklistConditions(parameters, tag);
        conditions.AddValues(filter);
        conditions.AddNumbers("a.payer_no", lookup.Payers, "ix_appeals_payer", isWide: true);
        conditions.AddNumbers("a.practice_no", lookup.Practices, "ix_appeals_practice");
        conditions.AddState(filter);
        conditions.AddRanges(filter);
        conditions.AddCode(CodeOf(filter.Code));
        conditions.AddClaimNumber(Given(filter.ClaimNumber), lookup.ClaimsBegin);
        return conditions._all;
    }

    /// <summary>The parameters of a number's beginning, as it stands and in capitals.</summary>
    public static void AddBeginning(DynamicParameters parameters, string number)
    {
        var capitals = number.ToUpperInvariant();
        parameters.Add("claim", Like.Beginning(number));
        parameters.Add("from", number);
        parameters.Add("to", number + '\uffff');
        parameters.Add("capitalsFrom", capitals);
        parameters.Add("capitalsTo", capitals + '\uffff');
    }

    public static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private void AddValues(WorklistFilter filter)
    {
        AddKind(filter);
        AddValue("playbook", Given(filter.Playbook), "ix_appeals_playbook", isWide: true);
        AddValue("file_id", filter.FileId, "ix_appeals_file");
        AddValue("assignee", Given(filter.Assignee), "ix_appeals_assignee");
        AddSince("created_at", filter.CreatedSince, "ix_appeals_created");
        AddSince("closed_at", filter.ClosedSince, "ix_appeals_closed");
    }

    // The two go together: most pairs of them never occur.
    private void AddKind(WorklistFilter filter)
    {
        List<string> both = [];
        if (filter.Kind is { } kind)
        {
            both.Add($"a.kind = {Parameter("kind", kind.ToString())}");
        }

        if (filter.Disposition is { } disposition)
        {
            both.Add($"a.disposition = {Parameter("disposition", disposition.ToString())}");
        }

        if (both.Count > 0)
        {
            _all.Add(new(string.Join(" AND ", both)) { Index = filter.Kind is null ? "ix_appeals_disposition" : "ix_appeals_kind" });
        }
    }

    private void AddState(WorklistFilter filter)
    {
        if (filter.Unassigned)
        {
            _all.Add(new("a.assignee IS NULL"));
        }

        if (filter.Needs is { } needs)
        {
            _all.Add(new(needs == WorklistNeeds.Open ? "a.readiness = 1" : "a.readiness = 2"));
        }

        if (filter.Outcome is { } outcome)
        {
            _all.Add(new(outcome == WorklistOutcome.Recovered ? "a.outcome IN ('Won', 'PartlyWon')" : $"a.outcome = '{outcome}'"));
        }
    }

    // In the order of the deadline, or of the amount, the list ends by itself where the range does.
    private void AddRanges(WorklistFilter filter)
    {
        AddRange(filter, "deadline_key", filter.DueFrom, "<", Until(filter), filter.Sort == WorklistSort.Deadline ? null : "ix_appeals_deadline");
        AddRange(filter, "denied_amount", (Money?)filter.MinAmount, "<=", (Money?)filter.MaxAmount, filter.Sort == WorklistSort.Amount ? null : "ix_appeals_amount");
    }

    // What has no deadline is not due at the end of time.
    private static DateOnly? Until(WorklistFilter filter) => filter.DueBefore ?? (filter.DueFrom is null ? null : DenialRow.NoDeadline);

    private void AddRange(WorklistFilter filter, string column, object? from, string until, object? to, string? index)
    {
        List<string> ends = [];
        if (from is not null)
        {
            ends.Add($"a.{column} >= {Parameter($"{column}_from", from)}");
        }

        if (to is not null)
        {
            ends.Add($"a.{column} {until} {Parameter($"{column}_to", to)}");
        }

        if (ends.Count > 0)
        {
            var text = string.Join(" AND ", ends);
            _all.Add(new(text) { Index = index, Counted = $"clausea.appeals a {{use {index}}} WHERE {WorklistQuery.In(filter.Statuses)} AND {text}" });
        }
    }

    private void AddCode(string? code)
    {
        if (code is not null)
        {
            var asked = Parameter("code", code);
            var bit = Parameter("code_bit", DenialRow.BitOf(code));
            _all.Add(new($"a.code_bits & {bit} <> 0 AND EXISTS (SELECT 1 FROM clausea.denial_codes c WHERE c.denial_id = a.denial_id AND c.code = {asked})")
            {
                Index = "ix_appeals_denial",
                First = $"a.denial_id IN (SELECT c.denial_id FROM clausea.denial_codes c WHERE c.code = {asked})",
                Counted = $"clausea.denial_codes a WHERE a.code = {asked}",
            });
        }
    }

    private void AddClaimNumber(string? number, bool begins)
    {
        if (number is not null)
        {
            AddBeginning(_parameters, number);
            if (!begins)
            {
                _parameters.Add("claim", Like.Containing(number));
            }

            _all.Add(new(begins ? NumberBegins : NumberContains) { Index = "ix_appeals_denial", IsOnlyWay = true });
        }
    }

    private void AddValue(string column, object? value, string index, bool isWide = false)
    {
        if (value is not null)
        {
            _all.Add(new($"a.{column} = {Parameter(column, value)}") { Index = index, IsWide = isWide });
        }
    }

    private void AddSince(string column, DateTimeOffset? since, string index)
    {
        if (since is { } instant)
        {
            _all.Add(new($"a.{column} >= {Parameter(column, StoredTypes.ToMillisecond(instant))}") { Index = index });
        }
    }

    private void AddNumbers(string column, IReadOnlyList<long>? numbers, string index, bool isWide = false)
    {
        if (numbers is [_, ..])
        {
            var list = string.Join(", ", numbers.Select(number => number.ToString(CultureInfo.InvariantCulture)));
            _all.Add(new($"{column} IN ({list})") { Index = index, IsWide = isWide });
        }
    }

    private string Parameter(string name, object value)
    {
        _parameters.Add(name + _tag, value);
        return $"@{name}{_tag}";
    }

    // CO-50, pr-50 and 50 are 50.
    private static string? CodeOf(string? text) =>
        Given(text)?.ToUpperInvariant() is { } code ? code[(code.LastIndexOf('-') + 1)..] : null;
}
