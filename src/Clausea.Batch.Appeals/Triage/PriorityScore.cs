using System.Globalization;

namespace Clausea.Batch.Appeals;

/// <summary>One part of a priority: how many points, and why.</summary>
public sealed record PriorityPart(string Name, int Points, string Why);

/// <summary>How urgent a claim is, 0 to 100, as the sum of parts that can be shown: money at stake, days left, strength of
/// the step, age, and whether the payer invites it.</summary>
public sealed record PriorityScore(int Points, IReadOnlyList<PriorityPart> Parts)
{
    /// <summary>Below these dollars the points of the row.</summary>
    private static readonly (decimal Below, int Points)[] s_money =
        [(25, 0), (50, 4), (100, 8), (250, 13), (500, 18), (1_000, 23), (2_500, 28), (5_000, 32), (10_000, 36), (decimal.MaxValue, 40)];

    /// <summary>Up to these days left the points of the row.</summary>
    private static readonly (int UpTo, int Points)[] s_daysLeft = [(7, 25), (14, 21), (30, 15), (60, 9), (90, 4), (int.MaxValue, 0)];

    private const int NoDeadlineKnown = 6;

    /// <summary>Works the score out.</summary>
    /// <param name="verdict">With its deadline.</param>
    /// <param name="notice">Day of the payer's notice; null when the remittance has none.</param>
    /// <param name="today">Day from which it is counted; null when there is none.</param>
    /// <param name="codes">Tells which remarks speak of a right to appeal.</param>
    public static PriorityScore Of(Verdict verdict, DateOnly? notice, DateOnly? today, CodeCatalogue codes)
    {
        if (verdict.Disposition is Disposition.None or Disposition.Hold or Disposition.WriteOff)
        {
            return new PriorityScore(0, []);
        }

        PriorityPart[] parts = [Money(verdict), DaysLeft(verdict, today), Strength(verdict.Disposition), Age(notice, today), Invited(verdict, codes)];
        return new PriorityScore(Math.Min(100, parts.Sum(part => part.Points)), parts);
    }

    private static PriorityPart Money(Verdict verdict) => new("money",
        s_money.First(row => verdict.DeniedAmount < row.Below).Points,
        string.Create(CultureInfo.InvariantCulture, $"${verdict.DeniedAmount:N2} at stake"));

    private static PriorityPart DaysLeft(Verdict verdict, DateOnly? today)
    {
        if (verdict.Deadline is not { } deadline || today is not { } day)
        {
            return new PriorityPart("time", NoDeadlineKnown, "no deadline is known");
        }

        var left = deadline.Date.DayNumber - day.DayNumber;
        return new PriorityPart("time", s_daysLeft.First(row => left <= row.UpTo).Points, left switch
        {
            < 0 => "the deadline has passed",
            0 => "the deadline is today",
            1 => "1 day left",
            _ => string.Create(CultureInfo.InvariantCulture, $"{left} days left"),
        });
    }

    private static PriorityPart Strength(Disposition disposition) => new("strength", disposition switch
    {
        Disposition.Escalate or Disposition.Appeal or Disposition.SendRecords => 20,
        Disposition.TimelyFilingProof => 18,
        Disposition.CorrectClaim or Disposition.Reopening => 16,
        Disposition.NextPayer => 12,
        Disposition.Review => 10,
        _ => 4,
    }, $"next step: {disposition}");

    private static PriorityPart Age(DateOnly? notice, DateOnly? today)
    {
        var days = notice is { } from && today is { } day ? Math.Max(0, day.DayNumber - from.DayNumber) : 0;
        return new PriorityPart("age", Math.Min(10, days / 9), days == 1 ? "1 day old" : string.Create(CultureInfo.InvariantCulture, $"{days} days old"));
    }

    private static PriorityPart Invited(Verdict verdict, CodeCatalogue codes)
    {
        var right = verdict.Remarks.FirstOrDefault(remark => codes.Remark(remark)?.Effect == "may-appeal");
        return new PriorityPart("invited", right is null ? 0 : 5, right is null ? "the payer names no right to appeal" : $"{right} speaks of a right to appeal");
    }
}
