using System.Globalization;

namespace Clausea.Batch.Appeals;

/// <summary>One part of a priority: how many points, and why.</summary>
public sealed record PriorityPart(string Name, int Points, string Why);

/// <summary>How urgent a claim is, 0 to 100, as the sum of parts that can be shown: money at stake, days left, strength of
/// the step, age, and whether the payer invites it.</summary>
public sealed class PriorityScore
{
    /// <summary>Below these dollars the points of the row.</summary>
    private static readonly (decimal Below, int Points)[] s_money =
        [(25, 0), (50, 4), (100, 8), (250, 13), (500, 18), (1_000, 23), (2_500, 28), (5_000, 32), (10_000, 36), (decimal.MaxValue, 40)];

    /// <summary>Up to these days left the points of the row.</summary>
    private static readonly (int UpTo, int Points)[] s_daysLeft = [(7, 25), (14, 21), (30, 15), (60, 9), (90, 4), (int.MaxValue, 0)];

    private const int NoDeadlineKnown = 6;

    private readonly Verdict _verdict;
    private readonly int? _daysLeft;
    private readonly int _age;
    private readonly string? _right;

    private PriorityScore(Verdict verdict, DateOnly? notice, DateOnly? today, CodeCatalogue codes)
    {
        _verdict = verdict;
        _daysLeft = verdict.Deadline is { } deadline && today is { } now ? deadline.Date.DayNumber - now.DayNumber : null;
        _age = notice is { } from && today is { } day ? Math.Max(0, day.DayNumber - from.DayNumber) : 0;
        _right = RightIn(verdict.Remarks, codes);
        Points = IsIdle ? 0 : Math.Min(100, Money + Time + Strength + Age + Invited);
    }

    public int Points { get; }

    /// <summary>Each part with its reason; none where there is nothing to do.</summary>
    public IReadOnlyList<PriorityPart> Parts => IsIdle ? [] :
    [
        new("money", Money, string.Create(CultureInfo.InvariantCulture, $"${_verdict.DeniedAmount:N2} at stake")),
        new("time", Time, WhyTime),
        new("strength", Strength, $"next step: {_verdict.Disposition}"),
        new("age", Age, _age == 1 ? "1 day old" : string.Create(CultureInfo.InvariantCulture, $"{_age} days old")),
        new("invited", Invited, _right is null ? "the payer names no right to appeal" : $"{_right} speaks of a right to appeal"),
    ];

    /// <summary>Works the score out.</summary>
    /// <param name="verdict">With its deadline.</param>
    /// <param name="notice">Day of the payer's notice; null when the remittance has none.</param>
    /// <param name="today">Day from which it is counted; null when there is none.</param>
    /// <param name="codes">Tells which remarks speak of a right to appeal.</param>
    public static PriorityScore Of(Verdict verdict, DateOnly? notice, DateOnly? today, CodeCatalogue codes) => new(verdict, notice, today, codes);

    private bool IsIdle => _verdict.Disposition is Disposition.None or Disposition.Hold or Disposition.WriteOff;

    private int Money => Array.Find(s_money, row => _verdict.DeniedAmount < row.Below).Points;

    private int Time => _daysLeft is { } left ? Array.Find(s_daysLeft, row => left <= row.UpTo).Points : NoDeadlineKnown;

    private string WhyTime => _daysLeft switch
    {
        null => "no deadline is known",
        < 0 => "the deadline has passed",
        0 => "the deadline is today",
        1 => "1 day left",
        var left => string.Create(CultureInfo.InvariantCulture, $"{left} days left"),
    };

    private int Strength => _verdict.Disposition switch
    {
        Disposition.Escalate or Disposition.Appeal or Disposition.SendRecords => 20,
        Disposition.TimelyFilingProof => 18,
        Disposition.CorrectClaim or Disposition.Reopening => 16,
        Disposition.NextPayer => 12,
        Disposition.Review => 10,
        _ => 4,
    };

    private int Age => Math.Min(10, _age / 9);

    private int Invited => _right is null ? 0 : 5;

    private static string? RightIn(IReadOnlyList<string> remarks, CodeCatalogue codes)
    {
        foreach (var remark in remarks)
        {
            if (codes.Remark(remark)?.Effect == "may-appeal")
            {
                return remark;
            }
        }

        return null;
    }
}
