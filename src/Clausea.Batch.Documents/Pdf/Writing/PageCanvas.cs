using System.Globalization;
using System.Text;

namespace Clausea.Batch.Documents.Pdf;

/// <summary>Something that a page shows besides text: an image, or the page of another file.</summary>
internal interface IGraphic
{
    /// <summary>Writes it into a file, once; the number of its object.</summary>
    int Write(PdfObjects objects);
}

/// <summary>One page being drawn. Places are in points from its upper left corner.</summary>
internal sealed class PageCanvas(double width, double height)
{
    public const double LetterWidth = 612;
    public const double LetterHeight = 792;

    private readonly StringBuilder _content = new();
    private readonly SortedSet<ushort>[] _glyphs = [[], [], []];
    private readonly List<IGraphic> _graphics = [];

    public PageCanvas()
        : this(LetterWidth, LetterHeight)
    {
    }

    public double Width => width;

    public double Height => height;

    public IReadOnlyList<IGraphic> Graphics => _graphics;

    /// <summary>Glyphs in use, by face.</summary>
    public IReadOnlyCollection<ushort> Glyphs(FontFace face) => _glyphs[(int)face];

    public byte[] Content() => Encoding.ASCII.GetBytes(_content.ToString());

    /// <summary>Text that stands on y; it has gone through <see cref="PrintableText"/>.</summary>
    public void Text(FontFace face, double size, double x, double y, string text, double gray = 0)
    {
        var font = face.Program();
        _content.Append(CultureInfo.InvariantCulture, $"BT /F{(int)face} {N(size)} Tf {N(gray)} g {N(x)} {N(height - y)} Td <");
        foreach (var c in text)
        {
            var glyph = font.Glyph(c);
            _glyphs[(int)face].Add(glyph);
            _content.Append(CultureInfo.InvariantCulture, $"{glyph:X4}");
        }

        _content.Append("> Tj ET\n");
    }

    public void Fill(double x, double y, double w, double h, string color) =>
        _content.Append(CultureInfo.InvariantCulture, $"{color} rg {N(x)} {N(height - y - h)} {N(w)} {N(h)} re f\n");

    public void Line(double x1, double y1, double x2, double y2, double gray = 0.7) => _content.Append(
        CultureInfo.InvariantCulture, $"{N(gray)} G 0.5 w {N(x1)} {N(height - y1)} m {N(x2)} {N(height - y2)} l S\n");

    /// <summary>Draws a graphic by a matrix from its own space to that of a PDF page, whose origin is at the lower left.
    /// </summary>
    public void Place(IGraphic graphic, Matrix matrix, string? clip = null)
    {
        _content.Append(CultureInfo.InvariantCulture, $"q {matrix} cm {clip}/X{_graphics.Count} Do Q\n");
        _graphics.Add(graphic);
    }

    private static string N(double number) => PdfObjects.Number(number);
}
