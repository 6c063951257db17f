namespace Clausea.Batch.Documents.Pdf;

/// <summary>Makes pictures of pixels that have a color and an opacity.</summary>
internal static class Pixels
{
    private const int Opaque = 255;

    /// <param name="rgba">Four bytes to a pixel.</param>
    /// <param name="isPremultiplied">The colors are already as weak as the opacity makes them.</param>
    public static Picture OnWhite(int width, int height, ReadOnlySpan<byte> rgba, bool isPremultiplied)
    {
        var rgb = new byte[width * height * 3L];
        var isGray = true;
        for (int from = 0, to = 0; to < rgb.Length; from += 4, to += 3)
        {
            var opacity = rgba[from + 3];
            for (var color = 0; color < 3; color++)
            {
                var ink = isPremultiplied ? rgba[from + color] : ((rgba[from + color] * opacity) + (Opaque / 2)) / Opaque;
                rgb[to + color] = (byte)Math.Min(Opaque, ink + Opaque - opacity);
            }

            isGray &= rgb[to] == rgb[to + 1] && rgb[to] == rgb[to + 2];
        }

        return isGray ? Picture.Of(width, height, 1, 8, Gray(rgb)) : Picture.Of(width, height, 3, 8, rgb);
    }

    private static byte[] Gray(byte[] rgb)
    {
        var gray = new byte[rgb.Length / 3];
        for (var at = 0; at < gray.Length; at++)
        {
            gray[at] = rgb[3 * at];
        }

        return gray;
    }
}
