using Clausea.Batch.Appeals;
using Clausea.Batch.Ledger;

namespace Clausea.Batch.Casework;

/// <summary>Goes on to the next level of appeal after a decision that left something unpaid.</summary>
public sealed class LevelWork(LedgerAppeals appeals, Func<LetterRoom> room)
{
    /// <summary>Begins it; the letter is drafted as any other is.</summary>
    /// <param name="isExternal">Ask an organization outside the plan, whatever the level.</param>
    /// <exception cref="CaseworkException">This letter has no next level, or it has no decision yet.</exception>
    public async Task<(ChangeResult Result, long? Id)> BeginAsync(long id, bool isExternal, string actor, CancellationToken cancellationToken = default)
    {
        if (await appeals.FindAsync(id, cancellationToken) is not { } found)
        {
            return (ChangeResult.NotFound, null);
        }

        Check(found);
        var kind = isExternal || found.Kind == LetterKind.SecondLevel ? LetterKind.ExternalReview : LetterKind.SecondLevel;
        var level = found.Level + 1;
        var tools = room();
        var deadline = found.DecidedOn is { } decided
            ? tools.Templates.Payers.DeadlineAfter(decided, found.Remittance, found.Claim, kind, level, tools.Codes)
            : null;
        return await appeals.BeginNextLevelAsync(id, new NextLevel(kind, level, deadline), actor, cancellationToken);
    }

    private static void Check(AppealCase found)
    {
        if (found.Kind is not (LetterKind.Appeal or LetterKind.SecondLevel or LetterKind.Escalation or LetterKind.TimelyFiling))
        {
            throw new CaseworkException($"A {found.Kind.Title()} has no next level. Redraft it as an appeal, or write one.");
        }

        if (found.Outcome is null)
        {
            throw new CaseworkException("Record first what the payer decided, with the date of the decision: the next level is counted from it.");
        }

        if (found.Outcome == AppealOutcome.Won)
        {
            throw new CaseworkException("This appeal was won; there is nothing left to ask for.");
        }
    }
}
