using System.Globalization;

namespace Clausea.Batch.Appeals;

/// <summary>A text of a published list, and what stands below it: "Start: 01/01/1995 | Stop: 06/30/2007 | Last
/// Modified: …" and "Notes: …".</summary>
internal sealed class CodeTrailer
{
    private const string NotesMark = "Notes:";

    private static readonly string[] s_dateMarks = ["Start:", "Stop:", "Last Modified:"];

    public string Text { get; private set; } = string.Empty;

    public string? Notes { get; private set; }

    public DateOnly? Start { get; private set; }

    public DateOnly? Stop { get; private set; }

    public DateOnly? Modified { get; private set; }

    /// <summary>Whether a line belongs to the trailer.</summary>
    public static bool IsMark(string line) => DateMark(line) is not null || line.StartsWith(NotesMark, StringComparison.OrdinalIgnoreCase);

    public static CodeTrailer Of(string text)
    {
        var trailer = new CodeTrailer();
        trailer.Text = Tidy(trailer.CutDates(trailer.CutNotes(text)));
        return trailer;
    }

    /// <summary>On one line, without characters that cannot be seen.</summary>
    public static string Tidy(string text) => string.Join(' ', string.Concat(text.Where(IsSeen))
        .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static bool IsSeen(char c) =>
        char.IsWhiteSpace(c) || char.GetUnicodeCategory(c) is not (UnicodeCategory.Control or UnicodeCategory.Format);

    // "Notes:" may be a word of the text; behind a line end, a bar or the dates it is not.
    private string CutNotes(string text)
    {
        var at = text.LastIndexOf(NotesMark, StringComparison.OrdinalIgnoreCase);
        if (at <= 0)
        {
            return text;
        }

        var body = text[..at];
        if (body.TrimEnd(' ', '\t') is not [.., '\n' or '|'] && new CodeTrailer().CutDates(body) == body)
        {
            return text;
        }

        Notes = Tidy(CutDates(text[(at + NotesMark.Length)..])) is { Length: > 0 } notes ? notes : null;
        return body;
    }

    // The dates end the text, and the first of their marks begins them.
    private string CutDates(string text)
    {
        foreach (var mark in s_dateMarks)
        {
            var at = text.LastIndexOf(mark, StringComparison.OrdinalIgnoreCase);
            if (at >= 0 && (at == 0 || text[at - 1] == '|' || char.IsWhiteSpace(text[at - 1])) && TakeDates(text[at..]))
            {
                return text[..at].TrimEnd(' ', '|');
            }
        }

        return text;
    }

    private bool TakeDates(string text)
    {
        foreach (var mark in s_dateMarks)
        {
            text = text.Replace(mark, '|' + mark, StringComparison.OrdinalIgnoreCase);
        }

        var parts = text.Split(['|', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var dates = parts.Take(4).Select(part => (Mark: DateMark(part), Date: DateMark(part) is { } mark ? CodeDates.Read(part[mark.Length..]) : null)).ToList();
        if (dates.Count > 3 || dates.Exists(date => date.Date is null))
        {
            return false;
        }

        Start = dates.Find(date => date.Mark == s_dateMarks[0]).Date ?? Start;
        Stop = dates.Find(date => date.Mark == s_dateMarks[1]).Date ?? Stop;
        Modified = dates.Find(date => date.Mark == s_dateMarks[2]).Date ?? Modified;
        return true;
    }

    private static string? DateMark(string line) =>
        Array.Find(s_dateMarks, mark => line.StartsWith(mark, StringComparison.OrdinalIgnoreCase));
}
