namespace Clausea.Batch.Appeals;

/// <summary>Codes of a plain text: a code, then its text behind a tab, two blanks or a dash; or a code on a line of its
/// own. Texts go on over the next lines, up to a blank one, and may have a trailer.</summary>
internal sealed class PlainCodeText
{
    private readonly CodeSheet _sheet = new();
    private readonly List<string> _lines = [];
    private string? _code;
    private int _line;
    private int? _indent;
    private bool _closed = true;

    public static CodeSheet Read(string text)
    {
        var reader = new PlainCodeText();
        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            reader.Take(line, ++number);
        }

        reader.Finish();
        return reader._sheet;
    }

    private void Take(string line, int number)
    {
        var content = line.Trim();
        if (content.Length == 0)
        {
            _closed = _lines.Count > 0 || _code is null;
        }
        else if (_code is not null && CodeTrailer.IsMark(content))
        {
            _lines.Add(content);
            _closed = true;
        }
        else if (Entry(line, content) is { } entry)
        {
            Finish();
            (_code, _line, _closed) = (entry.Code, number, false);
            _lines.AddRange(entry.Text.Length > 0 ? [entry.Text] : []);
        }
        else if (_code is not null && !_closed)
        {
            _lines.Add(content);
        }
        else
        {
            _sheet.Problems.Add(new CodeListProblem(number, "the line belongs to no code"));
        }
    }

    // A line that is indented more than the codes are continues a text, even if it begins with a number.
    private (string Code, string Text)? Entry(string line, string content)
    {
        var indent = line.Length - line.TrimStart().Length;
        if (indent > (_indent ?? indent))
        {
            return null;
        }

        var (head, text) = Split(content);
        var code = CodeShape.Normal(head);
        if (CodeShape.Kind(code) is null || text.Length == 0 && !_closed)
        {
            return null;
        }

        _indent ??= indent;
        return (code, text);
    }

    private void Finish()
    {
        if (_code is not null)
        {
            var trailer = CodeTrailer.Of(string.Join('\n', _lines));
            _sheet.Take(new CodeRow(_line, _code, trailer.Text)
            {
                Start = trailer.Start,
                Stop = trailer.Stop,
                Modified = trailer.Modified,
                Notes = trailer.Notes,
            });
        }

        (_code, _closed) = (null, true);
        _lines.Clear();
    }

    // Cells behind the text make it a table, which is read as one.
    private static (string Code, string Text) Split(string content)
    {
        var end = content.AsSpan().IndexOfAny(' ', '\t');
        if (end is < 0 or > 6)
        {
            return (content, string.Empty);
        }

        var text = content[end..].TrimStart();
        var gap = content.AsSpan(end, content.Length - end - text.Length);
        var dash = text is ['-' or '–' or '—', ' ', ..];
        var isApart = gap.Length > 1 || gap[0] == '\t' || dash;
        return isApart && !text.Contains('\t', StringComparison.Ordinal)
            ? (content[..end], dash ? text[1..].TrimStart() : text)
            : (content, string.Empty);
    }
}
