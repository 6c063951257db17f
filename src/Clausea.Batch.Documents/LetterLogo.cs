using Clausea.Batch.Documents.Pdf;

namespace Clausea.Batch.Documents;

/// <summary>The picture on a letterhead, as large as it is printed.</summary>
public sealed class LetterLogo
{
    private const double MostWidth = 180;
    private const double MostHeight = 54;

    private readonly ExhibitFile _picture;

    private LetterLogo(ExhibitFile picture, byte[] content)
    {
        (_picture, Content) = (picture, content);
        var (width, height) = picture.SizeOf(0);
        var scale = Math.Min(1, Math.Min(MostWidth / width, MostHeight / height));
        (Width, Height) = (width * scale, height * scale);
    }

    /// <summary>In points.</summary>
    internal double Width { get; }

    /// <summary>In points.</summary>
    internal double Height { get; }

    internal byte[] Content { get; }

    internal string ContentType => _picture.ContentType;

    internal string Extension => ContentType == "image/png" ? "png" : "jpeg";

    /// <summary>The picture of a file; null when there is none, or none that can be printed: a letter goes out without it,
    /// and <c>templates check</c> tells why.</summary>
    public static LetterLogo? Of(string? path)
    {
        try
        {
            return path is not null && File.Exists(path) ? Of(File.ReadAllBytes(path)) : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>The same from memory.</summary>
    public static LetterLogo? Of(byte[] content)
    {
        try
        {
            var picture = ExhibitFile.Open("logo", content);
            return picture.ContentType is "image/png" or "image/jpeg" ? new LetterLogo(picture, content) : null;
        }
        catch (NotAnExhibitException)
        {
            return null;
        }
    }

    internal void Draw(PageCanvas page, double x, double y) => _picture.Draw(0, page, x, y, Width, Height);
}
