namespace Clausea.Batch.Appeals;

/// <summary>How long one has: calendar days, or calendar months.</summary>
public readonly record struct FilingWindow
{
    private readonly bool _isMonths;
    private readonly int _length;

    private FilingWindow(int length, bool isMonths)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(length);
        (_length, _isMonths) = (length, isMonths);
    }

    public static FilingWindow OfDays(int days) => new(days, false);

    public static FilingWindow OfMonths(int months) => new(months, true);

    /// <summary>The last day. A month without such a day ends it on its own last: January 31 and one month is February 28.</summary>
    public DateOnly After(DateOnly start) => _isMonths ? start.AddMonths(_length) : start.AddDays(_length);

    /// <summary>Such as 120 calendar days, or 4 months.</summary>
    public override string ToString() => (_isMonths, _length) switch
    {
        (true, 1) => "1 month",
        (true, _) => $"{_length} months",
        (_, 1) => "1 calendar day",
        _ => $"{_length} calendar days",
    };
}
