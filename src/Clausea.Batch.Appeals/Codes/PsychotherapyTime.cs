using System.Globalization;

namespace Clausea.Batch.Appeals;

/// <summary>The CPT time rule for psychotherapy: which code a session of so many minutes stands for.</summary>
/// <param name="Code">Such as 90837.</param>
/// <param name="From">Least face-to-face minutes.</param>
/// <param name="To">Most; null when there is no upper end.</param>
/// <param name="WithVisit">An add-on to an evaluation and management visit.</param>
public sealed record PsychotherapyTime(string Code, int From, int? To, bool WithVisit)
{
    public static readonly IReadOnlyList<PsychotherapyTime> Table =
    [
        new("90832", 16, 37, false),
        new("90834", 38, 52, false),
        new("90837", 53, null, false),
        new("90833", 16, 37, true),
        new("90836", 38, 52, true),
        new("90838", 53, null, true),
    ];

    /// <summary>As a letter says it: "38 to 52 minutes", "53 minutes or more".</summary>
    public string Minutes => To is { } to
        ? string.Create(CultureInfo.InvariantCulture, $"{From} to {to} minutes")
        : string.Create(CultureInfo.InvariantCulture, $"{From} minutes or more");

    public static PsychotherapyTime? Of(string? code)
    {
        foreach (var row in Table)
        {
            if (row.Code == code)
            {
                return row;
            }
        }

        return null;
    }

    /// <summary>The code that so many documented minutes support; null below 16, which no code stands for.</summary>
    public static PsychotherapyTime? For(int minutes, bool withVisit) =>
        Table.FirstOrDefault(row => row.WithVisit == withVisit && minutes >= row.From && (row.To is null || minutes <= row.To));
}
