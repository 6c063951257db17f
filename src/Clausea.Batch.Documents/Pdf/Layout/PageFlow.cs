namespace Clausea.Batch.Documents.Pdf;

/// <summary>Fills pages from top to bottom within margins of an inch.</summary>
internal sealed class PageFlow
{
    public const double Margin = 72;
    public const double Width = PageCanvas.LetterWidth - (2 * Margin);
    public const double Bottom = PageCanvas.LetterHeight - Margin;
    public const double Height = Bottom - Margin;

    private const double Leading = 1.28;
    private const string NeedGround = "1 0.91 0.56";

    private readonly List<PageCanvas> _pages = [new()];
    private readonly List<Bookmark> _bookmarks = [];

    public IReadOnlyList<PageCanvas> Pages => _pages;

    public IReadOnlyList<Bookmark> Bookmarks => _bookmarks;

    public PageCanvas Page => _pages[^1];

    /// <summary>From the top of the page.</summary>
    public double Y { get; private set; } = Margin;

    public bool IsAtTop => Y <= Margin;

    public double Room => Bottom - Y;

    public static double LineHeight(double size) => size * Leading;

    /// <summary>How many lines of a paragraph stay together at its begin: three cannot be parted without leaving one alone.
    /// </summary>
    public static int Opening(int lines) => lines <= 3 ? lines : 2;

    /// <summary>Begins a page unless so much still fits on this one.</summary>
    public void Ensure(double height)
    {
        if (height > Room && !IsAtTop)
        {
            NewPage();
        }
    }

    public void NewPage()
    {
        _pages.Add(new PageCanvas());
        Y = Margin;
    }

    public void Move(double height) => Y += height;

    /// <summary>Space between blocks: none at the top of a page.</summary>
    public void Gap(double height)
    {
        if (!IsAtTop)
        {
            Y += height;
        }
    }

    public void Mark(string title, int level) => _bookmarks.Add(new Bookmark(title, _pages.Count - 1, Math.Max(0, Y - 6), level));

    /// <summary>A paragraph from x on; neither its first nor its last line stands alone on a page.</summary>
    public void Write(IReadOnlyList<TextLine> lines, double size, double x)
    {
        var height = LineHeight(size);
        Ensure(height * Opening(lines.Count));
        for (var at = 0; at < lines.Count; at++)
        {
            Ensure(lines.Count > 2 && at == lines.Count - 2 ? 2 * height : height);
            Draw(lines[at], size, x, Y);
            Y += height;
        }
    }

    /// <summary>One line whose top is at y.</summary>
    public void Draw(TextLine line, double size, double x, double y)
    {
        var (height, stands) = (LineHeight(size), y + size);
        foreach (var stretch in line.Stretches)
        {
            if (stretch.IsNeed)
            {
                Page.Fill(x + stretch.X - 1, y + (0.1 * size), stretch.Width + 2, height - 1, NeedGround);
            }

            Page.Text(stretch.Face, size, x + stretch.X, stands, stretch.Text);
        }
    }
}
