using System.Globalization;

namespace Clausea.Batch.Appeals;

/// <summary>A time that a remark code states by itself, kept apart from the filing rule: the deadline does not change by
/// it. <see cref="Until"/> is null when the notice has no date.</summary>
public sealed record StatedWindow(string Code, int Days, DateOnly? Until, string Text);

/// <summary>Which remark codes state a time, and how long (Codes/Data/stated-windows.tsv).</summary>
public static class StatedWindows
{
    private static readonly Dictionary<string, (int Days, string Text)> s_byCode = CodeTable.Read("stated-windows")
        .ToDictionary(row => row[0], row => (int.Parse(row[1], CultureInfo.InvariantCulture), row[2]));

    public static IReadOnlyCollection<string> Codes => s_byCode.Keys;

    /// <summary>Of the codes that state a time, each once and in order. The last day is counted from the notice, and moves
    /// to the working day before when it is none.</summary>
    public static IReadOnlyList<StatedWindow> Of(IEnumerable<string> remarks, DateOnly? noticeDate)
    {
        List<StatedWindow>? windows = null;
        foreach (var code in remarks)
        {
            if (s_byCode.TryGetValue(code, out var stated) && windows?.Exists(window => window.Code == code) != true)
            {
                (windows ??= []).Add(new StatedWindow(code, stated.Days, Until(noticeDate, stated.Days), stated.Text));
            }
        }

        return windows ?? (IReadOnlyList<StatedWindow>)[];
    }

    private static DateOnly? Until(DateOnly? notice, int days) =>
        notice is { } date && Notice.IsPlausible(date) ? WorkingDay.OnOrBefore(date.AddDays(days)) : null;
}
