using Clausea.Batch.Documents.Pdf;

namespace Clausea.Batch.Documents;

/// <summary>A document that may travel with a letter, opened and checked.</summary>
public sealed class ExhibitFile
{
    private const int MaxMegabytes = 50;

    private readonly IReadOnlyList<ExhibitPage> _pages;

    private ExhibitFile(ExhibitKind kind, IReadOnlyList<ExhibitPage> pages) => (ContentType, _pages) = (kind.ContentType, pages);

    /// <summary>Told by the content, not by the name.</summary>
    public string ContentType { get; }

    public int PageCount => _pages.Count;

    /// <param name="name">File name, for messages and to tell text files; nothing else depends on it.</param>
    /// <param name="content">The whole file.</param>
    /// <exception cref="NotAnExhibitException">The file cannot travel with a letter.</exception>
    public static ExhibitFile Open(string name, byte[] content)
    {
        if (content.Length > MaxMegabytes * 1024 * 1024)
        {
            throw new NotAnExhibitException($"{name} has more than {MaxMegabytes} MB. Scan it at a lower resolution, or split it.");
        }

        var kind = ExhibitKind.Of(name, content);
        try
        {
            return new ExhibitFile(kind, kind.Read(content));
        }
        catch (NotAnExhibitException refusal)
        {
            throw new NotAnExhibitException($"{name}: {refusal.Message}", refusal);
        }
        catch (Exception fault) when (fault is not NotAnExhibitException)
        {
            throw new NotAnExhibitException($"{name}: {kind.Damaged}", fault);
        }
    }

    /// <summary>In points, as viewed; page from 0.</summary>
    internal (double Width, double Height) SizeOf(int page) => (_pages[page].Width, _pages[page].Height);

    /// <summary>Fits a page into a box whose upper left corner is at x and y, in its middle and in proportion.</summary>
    internal void Draw(int page, PageCanvas canvas, double x, double y, double width, double height)
    {
        var drawn = _pages[page];
        var scale = Math.Min(width / drawn.Width, height / drawn.Height);
        drawn.Draw(canvas, x + ((width - (drawn.Width * scale)) / 2), y + ((height - (drawn.Height * scale)) / 2), scale);
    }
}
