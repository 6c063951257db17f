namespace Clausea.Batch.Documents.Pdf;

/// <summary>Reads a JPEG, which a PDF holds as it is.</summary>
internal static class JpegExhibit
{
    // Adobe writes how much light there is instead of how much ink.
    private const string Inverted = " /Decode [1 0 1 0 1 0 1 0]";

    public static IReadOnlyList<ExhibitPage> Read(byte[] content)
    {
        var header = JpegHeader.Read(content);
        PicturePage.CheckSize(header.Width, header.Height);
        var decode = header is { Components: 4, IsAdobe: true } ? Inverted : string.Empty;
        var picture = new Picture(header.Width, header.Height,
            $"/ColorSpace {Picture.Space(header.Components)} /BitsPerComponent 8 /Filter /DCTDecode{decode}", header.Kept);
        return [PicturePage.Of(picture, header.Resolution == default ? header.Tags.Resolution : header.Resolution, header.Tags.Orientation)];
    }
}
