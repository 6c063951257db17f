using System.Globalization;
using Clausea.Batch.Appeals;
using Clausea.Batch.Era;

namespace Clausea.Batch.Ledger;

/// <summary>A claim of a remittance that may be the later decision on one that was denied.</summary>
internal readonly record struct LaterClaim(ClaimPayment Claim, Verdict Verdict);

/// <summary>Weighs claims of a remittance against the appeals that the ledger has of them, and closes those that are decided; in
/// the transaction of the remittance.</summary>
internal sealed class LaterClaims(LedgerSession session, long remittanceId, long fileId, Remittance remittance, DateTimeOffset now)
{
    private const int LongestCodes = 400;

    private static readonly Sql ByNumber = new("""
        SELECT a.id, a.status, a.level, a.sent_at, a.outcome, a.recovered_amount, a.decided_on, a.denial_id, d.remittance_id, d.claim_json,
            d.services, r.header_json
        FROM clausea.denials d
        JOIN clausea.appeals a {lock} ON a.denial_id = d.id
        JOIN clausea.remittances r ON r.id = d.remittance_id
        WHERE d.patient_control_number = @PatientControlNumber
        ORDER BY a.id
        """);

    private static readonly Sql IsKnown = new("""
        SELECT COUNT(*) FROM clausea.outcomes
        WHERE appeal_id = @Id AND remittance_id = @remittanceId AND segment = @Segment
        """);

    private static readonly Sql Insert = new("""
        INSERT INTO clausea.outcomes (appeal_id, remittance_id, segment, answer, recovered, codes, matched_by, closed, created_at)
        VALUES (@Id, @remittanceId, @segment, @answer, @recovered, @codes, @why, @closed, @now)
        """);

    private static readonly Sql Close = new("""
        UPDATE clausea.appeals
        SET status = 'Closed', closed_at = @now, outcome = @outcome, recovered_amount = @recovered, decided_on = @decided
        WHERE id = @Id
        """);

    private static readonly Sql Withdraw = new("""
        UPDATE clausea.appeals SET status = 'Withdrawn', status_reason = @reason, closed_at = @now WHERE id = @Id
        """);

    private static readonly Sql AddToDo = new("INSERT INTO clausea.todos (denial_id, text) VALUES (@DenialId, @text)");

    /// <summary>How many appeals were closed.</summary>
    public async Task<int> WeighAsync(IReadOnlyCollection<LaterClaim> claims, CancellationToken cancellationToken)
    {
        // A reversal that is corrected in the same breath says nothing by itself.
        var corrected = claims.Select(later => later.Claim.Corrects).OfType<Position>().ToHashSet();
        var closed = 0;
        foreach (var later in claims.Where(later => !later.Claim.IsReversal || !corrected.Contains(later.Claim.Position)))
        {
            closed += await WeighAsync(later, cancellationToken);
        }

        return closed;
    }

    private async Task<int> WeighAsync(LaterClaim later, CancellationToken cancellationToken)
    {
        var found = new List<Answered>();
        var appeals = await session.QueryAsync<AppealedRecord>(ByNumber, new { later.Claim.PatientControlNumber }, cancellationToken);
        foreach (var appeal in appeals.Where(appeal => appeal.Status != AppealStatus.Withdrawn))
        {
            if (Answer(appeal, later) is { } answered && await IsNewAsync(answered, cancellationToken))
            {
                found.Add(answered);
            }
        }

        // The money is counted once: with the letter that was sent last, else with the first. Where none is open, one that had
        // failed is won after all.
        var open = found.Where(answered => answered.Appeal.IsOpen).ToList();
        var waiting = open.Count > 0 ? open : [.. found.Where(answered => answered.IsPaid && answered.Appeal.Outcome == AppealOutcome.Upheld)];
        var lead = waiting.OrderByDescending(answered => answered.Appeal.SentAt ?? DateTimeOffset.MinValue)
            .ThenByDescending(answered => answered.Appeal.Level).ThenBy(answered => answered.Appeal.Id).FirstOrDefault();
        var closed = 0;
        foreach (var answered in found)
        {
            closed += await KeepAsync(answered, lead, cancellationToken) ? 1 : 0;
        }

        return closed;
    }

    private Answered? Answer(AppealedRecord appeal, LaterClaim later)
    {
        var denied = LedgerJson.Read<ClaimPayment>(appeal.ClaimJson);
        var deniedIn = LedgerJson.Read<Remittance>(appeal.HeaderJson);
        if ((!appeal.IsOpen && appeal.DecidedOn >= remittance.Payment.Date)
            || !SameClaim.IsLater(deniedIn, denied, remittance, later.Claim, appeal.RemittanceId == remittanceId)
            || SameClaim.Why(deniedIn, denied, remittance, later.Claim) is not { } why)
        {
            return null;
        }

        var services = appeal.Services.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(number => int.Parse(number, CultureInfo.InvariantCulture)).ToList();
        var decision = LaterDecision.Weigh(denied, services, later.Claim, later.Verdict);
        return decision.Answer == LaterAnswer.Nothing ? null : new(appeal, decision, why, later.Claim.Position.Segment);
    }

    private async Task<bool> IsNewAsync(Answered answered, CancellationToken cancellationToken) =>
        await session.FirstAsync<int>(IsKnown, new { answered.Appeal.Id, remittanceId, answered.Segment }, cancellationToken) == 0;

    private async Task<bool> KeepAsync(Answered answered, Answered? lead, CancellationToken cancellationToken)
    {
        var (appeal, decision, why, segment) = answered;
        var isLead = appeal.Id == lead?.Appeal.Id;
        var outcome = appeal.IsOpen || isLead ? OutcomeOf(decision.Answer) : null;
        var recovered = new Money(decision.Recovered);
        var codes = string.Join(' ', decision.Codes);
        var closed = outcome is not null;
        await session.ExecuteAsync(
            Insert,
            new { appeal.Id, remittanceId, segment, answer = decision.Answer.ToString(), recovered, codes = codes.Length > LongestCodes ? codes[..LongestCodes] : codes, why, closed, now },
            cancellationToken);
        var source = OutcomeWords.Source(remittance, fileId, codes, why);
        if (outcome is null)
        {
            return await TellAsync(appeal, decision, source, cancellationToken);
        }

        if (lead is not null && !isLead && decision.Recovered > 0)
        {
            var reason = OutcomeWords.CountedElsewhere(lead.Appeal.Id, source);
            await session.ExecuteAsync(Withdraw, new { appeal.Id, reason, now }, cancellationToken);
            await new HistoryEntry(HistoryRow.Program, HistoryAction.Withdrawn, reason).AppendAsync(session, appeal.Id, now, cancellationToken);
            return true;
        }

        await session.ExecuteAsync(Close, new { appeal.Id, now, outcome = outcome.ToString(), recovered, decided = remittance.Payment.Date }, cancellationToken);
        var detail = OutcomeWords.Closed(outcome.Value, decision.Recovered, source, appeal.SentAt is not null);
        await new HistoryEntry(HistoryRow.Program, HistoryAction.OutcomeRecorded, detail).AppendAsync(session, appeal.Id, now, cancellationToken);
        return true;
    }

    // What closes nothing is told in the history, and to a person where one has to look.
    private async Task<bool> TellAsync(AppealedRecord appeal, LaterDecision decision, string source, CancellationToken cancellationToken)
    {
        var paysLess = !decision.IsReversal && decision.Recovered < (appeal.RecoveredAmount?.Amount ?? 0m);
        if (OutcomeWords.Told(decision.Answer, appeal.IsOpen, appeal.Outcome, paysLess) is not { } told)
        {
            return false;
        }

        await new HistoryEntry(HistoryRow.Program, HistoryAction.Noted, $"{told.Note} {source}").AppendAsync(session, appeal.Id, now, cancellationToken);
        if (told.ToDo is not null)
        {
            await session.ExecuteAsync(AddToDo, new { appeal.DenialId, text = $"{told.ToDo} {source}" }, cancellationToken);
        }

        return false;
    }

    private static AppealOutcome? OutcomeOf(LaterAnswer answer) => answer switch
    {
        LaterAnswer.Won => AppealOutcome.Won,
        LaterAnswer.PartlyWon => AppealOutcome.PartlyWon,
        LaterAnswer.Upheld => AppealOutcome.Upheld,
        _ => null,
    };

    private sealed record Answered(AppealedRecord Appeal, LaterDecision Decision, string Why, int Segment)
    {
        public bool IsPaid => Decision.Answer is LaterAnswer.Won or LaterAnswer.PartlyWon;
    }

    private sealed class AppealedRecord
    {
        public long Id { get; init; }
        public AppealStatus Status { get; init; }
        public int Level { get; init; }
        public DateTimeOffset? SentAt { get; init; }
        public AppealOutcome? Outcome { get; init; }
        public Money? RecoveredAmount { get; init; }
        public DateOnly? DecidedOn { get; init; }
        public long DenialId { get; init; }
        public long RemittanceId { get; init; }
        public string ClaimJson { get; init; } = "";
        public string Services { get; init; } = "";
        public string HeaderJson { get; init; } = "";

        public bool IsOpen => Status is not (AppealStatus.Closed or AppealStatus.Withdrawn);
    }
}

/// <summary>What is written about later decisions; nothing of the patient.</summary>
internal static class OutcomeWords
{
    public static string Source(Remittance remittance, long fileId, string codes, string why)
    {
        var day = remittance.Payment.Date is { } date ? string.Create(CultureInfo.InvariantCulture, $"of {date:yyyy-MM-dd}") : "without a date";
        return $"Remittance {day}, trace {remittance.Payment.TraceNumber ?? "unknown"}, file {fileId}{(codes.Length == 0 ? "" : $", codes {codes}")}; matched by {why}.";
    }

    public static string Closed(AppealOutcome outcome, decimal recovered, string source, bool wasSent) => string.Create(
        CultureInfo.InvariantCulture,
        $"{outcome}, recovered {recovered:0.00}, as the payer's own remittance says. {source}{(wasSent ? "" : " No letter had been sent.")}");

    public static string CountedElsewhere(long id, string source) =>
        $"The payer has paid this claim; the amount stands with appeal {id}. {source}";

    /// <summary>Null when there is nothing to tell: an appeal that has its end is not disturbed by what follows from it.</summary>
    public static (string Note, string? ToDo)? Told(LaterAnswer answer, bool isOpen, AppealOutcome? outcome, bool paysLess) => answer switch
    {
        _ when paysLess && !isOpen && outcome is (AppealOutcome.Won or AppealOutcome.PartlyWon) => ("The payer decided this claim once more, and pays less for it than was recovered.",
            "The payer now pays less than was recovered. Check whether to contest it."),
        LaterAnswer.DeniedAgain when isOpen => ("The payer denied it again, without saying that this answers an appeal.",
            "Denied again. If this answers the appeal, record the outcome."),
        LaterAnswer.NotPaid when isOpen => ("The payer no longer denies it, and pays nothing: what is left is the patient's share or contract.",
            "No longer denied, and not paid. Check whether the appeal should go on."),
        LaterAnswer.Reversed when isOpen => ("The payer took its decision back; a new one should follow.", null),
        LaterAnswer.TakenBack when outcome is AppealOutcome.Won or AppealOutcome.PartlyWon => ("The payer took a payment on this claim back.",
            "The payer took back what it had paid. Check whether to contest it."),
        LaterAnswer.TakenBack when isOpen => ("The payer took a payment on this claim back.", null),
        _ => null,
    };
}
