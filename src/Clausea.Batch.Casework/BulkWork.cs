using Clausea.Batch.Ledger;

namespace Clausea.Batch.Casework;

/// <summary>What came of one of many.</summary>
/// <param name="Why">Why nothing was changed; null when it is done.</param>
public sealed record BulkResult(long Id, ChangeResult Result, string? Why)
{
    public bool IsDone => Result == ChangeResult.Done;
}

/// <summary>An appeal of a list, and the revision of its letter that the list showed.</summary>
public readonly record struct Chosen(long Id, int Revision);

/// <summary>Does the same with many appeals. Each by itself, with its own line of history: what cannot be done with one holds up
/// no other, and is told.</summary>
public sealed class BulkWork(LedgerAppeals appeals, LetterWork letters)
{
    /// <summary>Appeals that are changed at once, at most.</summary>
    public const int Most = 500;

    /// <summary>Letters or packets in one file, at most.</summary>
    public const int MostExported = 100;

    /// <summary>From now on this person works on them; nobody when the name is null.</summary>
    /// <exception cref="CaseworkException">The name is none, or there are too many appeals.</exception>
    public Task<IReadOnlyList<BulkResult>> AssignAsync(
        IReadOnlyList<long> ids, string? assignee, string actor, CancellationToken cancellationToken = default)
    {
        var name = assignee is null ? null : NameOf(assignee);
        return EachAsync(
            ids, id => id, id => appeals.AssignAsync(id, name, actor, cancellationToken),
            name is null ? "nobody works on it" : "this person works on it already");
    }

    /// <summary>Approves those whose letters lack nothing and are as the list showed them.</summary>
    /// <exception cref="CaseworkException">There are too many appeals.</exception>
    public Task<IReadOnlyList<BulkResult>> ApproveAsync(
        IReadOnlyList<Chosen> chosen, string actor, CancellationToken cancellationToken = default) =>
        EachAsync(
            chosen, one => one.Id, one => letters.ApproveAsync(one.Id, one.Revision, actor, overruleReason: null, cancellationToken),
            "somebody has changed the letter since the list was shown: read it again");

    /// <exception cref="CaseworkException">There is no reason, or there are too many appeals.</exception>
    public Task<IReadOnlyList<BulkResult>> WithdrawAsync(
        IReadOnlyList<long> ids, string reason, string actor, CancellationToken cancellationToken = default) =>
        string.IsNullOrWhiteSpace(reason)
            ? throw new CaseworkException("To withdraw appeals, say why.")
            : EachAsync(ids, id => id, id => appeals.WithdrawAsync(id, actor, reason, cancellationToken), "somebody has changed it meanwhile");

    /// <summary>A name as it is kept.</summary>
    /// <exception cref="CaseworkException">It is blank, too long, or no text.</exception>
    public static string NameOf(string text)
    {
        var name = text.Trim();
        return name.Length == 0 ? throw new CaseworkException("Say who works on it, or that nobody does.")
            : name.Length > LedgerAppeals.LongestName ? throw new CaseworkException($"A name has at most {LedgerAppeals.LongestName} characters.")
            : name.Any(char.IsControl) ? throw new CaseworkException("A name is one line of text.")
            : name;
    }

    private static async Task<IReadOnlyList<BulkResult>> EachAsync<T>(
        IReadOnlyList<T> chosen, Func<T, long> idOf, Func<T, Task<ChangeResult>> change, string conflict)
    {
        if (chosen.Count > Most)
        {
            throw new CaseworkException($"At most {Most} appeals are changed at once; these are {chosen.Count}.");
        }

        List<BulkResult> results = [];
        foreach (var one in chosen.DistinctBy(idOf))
        {
            results.Add(await TryAsync(one, idOf(one), change, conflict));
        }

        return results;
    }

    private static async Task<BulkResult> TryAsync<T>(T one, long id, Func<T, Task<ChangeResult>> change, string conflict)
    {
        try
        {
            var result = await change(one);
            return new(id, result, Why(result, conflict));
        }
        catch (CaseworkException e)
        {
            return new(id, ChangeResult.MustBeMended, e.Message);
        }
    }

    private static string? Why(ChangeResult result, string conflict) => result switch
    {
        ChangeResult.Done => null,
        ChangeResult.NotFound => "there is no such appeal any more",
        ChangeResult.WrongStatus => "its status does not allow it, or not any more",
        ChangeResult.OpenNeeds => "the letter still needs something, or says what the check doubts",
        ChangeResult.MustBeMended => "the letter says what no reason makes right",
        _ => conflict,
    };
}
