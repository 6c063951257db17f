namespace Clausea.Batch.Documents.Pdf;

/// <summary>Words of a plain text that stand at a place of their own; x and y from the upper left corner.</summary>
internal sealed record PlacedText(double X, double Y, string Text);

/// <summary>A page of plain text.</summary>
internal sealed class TextPage(IReadOnlyList<PlacedText> texts) : ExhibitPage(PageCanvas.LetterWidth, PageCanvas.LetterHeight)
{
    public override void Draw(PageCanvas canvas, double x, double y, double scale)
    {
        foreach (var text in texts)
        {
            canvas.Text(FontFace.Regular, TextSheets.Size * scale, x + (text.X * scale), y + (text.Y * scale), text.Text);
        }
    }
}

/// <summary>Lays a plain text out on pages. Lines break where it breaks them, and what it aligns by blanks stays aligned,
/// as in a typewriter's columns.</summary>
internal sealed class TextSheets
{
    public const double Size = 10;

    private const double Margin = 54;
    private const double Right = PageCanvas.LetterWidth - Margin;
    private const double Bottom = PageCanvas.LetterHeight - Margin;
    private const double Column = Size / 2;
    private const int Tab = 8;

    private readonly List<ExhibitPage> _pages = [];
    private readonly double _height = PageFlow.LineHeight(Size);
    private List<PlacedText> _texts = [];
    private double _x = Margin;
    private double _y = Margin + Size;

    public static IReadOnlyList<ExhibitPage> Lay(string text)
    {
        var sheets = new TextSheets();
        foreach (var page in text.Split('\f'))
        {
            foreach (var line in page.EnumerateLines())
            {
                sheets.Line(line);
            }

            sheets.EndPage();
        }

        return sheets._pages;
    }

    // Parts that at least two blanks separate stand at their columns.
    private void Line(ReadOnlySpan<char> line)
    {
        var column = 0;
        for (var at = 0; at < line.Length;)
        {
            for (; at < line.Length && line[at] is ' ' or '\t'; at++)
            {
                column = line[at] == '\t' ? (column / Tab * Tab) + Tab : column + 1;
            }

            var length = PartLength(line[at..]);
            Part(PrintableText.Of(line.Slice(at, length).ToString()), Margin + (column * Column));
            (at, column) = (at + length, column + length);
        }

        NextLine();
    }

    private static int PartLength(ReadOnlySpan<char> part)
    {
        var end = part.IndexOf('\t');
        var blanks = part.IndexOf("  ", StringComparison.Ordinal);
        return end < 0 ? blanks < 0 ? part.Length : blanks : blanks < 0 ? end : Math.Min(end, blanks);
    }

    private void Part(string part, double x)
    {
        _x = _x > Margin ? Math.Max(x, _x + Column) : x;
        for (var rest = part; rest.Length > 0;)
        {
            var fits = Fitting(rest);
            if (fits > 0)
            {
                _texts.Add(new PlacedText(_x, _y, rest[..fits]));
                _x += FontProgram.Regular.Width(rest.AsSpan(0, fits), Size);
                rest = rest[fits..].TrimStart(' ');
            }

            if (rest.Length > 0)
            {
                NextLine();
            }
        }
    }

    // As many words as there is room for; on an empty line at least a character.
    private int Fitting(string text)
    {
        var (room, word, at) = (Right - _x, 0, 0);
        for (var used = 0d; at < text.Length && (used += FontProgram.Regular.Width(text.AsSpan(at, 1), Size)) <= room; at++)
        {
            word = text[at] == ' ' ? at : word;
        }

        return at == text.Length ? at : text[at] == ' ' ? at : word > 0 ? word : _x > Margin ? 0 : Math.Max(1, at);
    }

    private void NextLine()
    {
        (_x, _y) = (Margin, _y + _height);
        if (_y > Bottom)
        {
            EndPage();
        }
    }

    private void EndPage()
    {
        if (_texts.Count > 0)
        {
            _pages.Add(new TextPage(_texts));
            _texts = [];
        }

        (_x, _y) = (Margin, Margin + Size);
        if (_pages.Count > PageTree.MaxPages)
        {
            throw new NotAnExhibitException($"This text has more than {PageTree.MaxPages} pages. Send only the part that matters.");
        }
    }
}
