using System.Globalization;
using System.Text.RegularExpressions;

namespace Clausea.Batch.Appeals;

/// <summary>Dates as lists write them: 06/30/2007, 2007-06-30, 20070630, 30-Jun-2007, with or without a time.</summary>
internal static partial class CodeDates
{
    private static readonly string[] s_formats =
    [
        "M/d/yyyy", "yyyy-M-d", "yyyyMMdd", "M/d/yy", "M-d-yyyy", "M.d.yyyy", "yyyy/M/d",
        "d-MMM-yyyy", "d-MMM-yy", "MMM d, yyyy", "MMMM d, yyyy", "d MMM yyyy", "d MMMM yyyy",
    ];

    public static DateOnly? Read(string text)
    {
        var day = text.Trim();
        if (day.Length is < 6 or > 40)
        {
            return null;
        }

        return DateOnly.TryParseExact(Time().Replace(day, string.Empty), s_formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : null;
    }

    [GeneratedRegex(@"[T ]\d{1,2}:\d{2}.*\z", RegexOptions.Singleline)]
    private static partial Regex Time();
}
