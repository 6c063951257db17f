using UglyToad.PdfPig.Tokens;

namespace Clausea.Batch.Documents.Pdf;

/// <summary>The part of a PDF page that is seen, and how it is turned.</summary>
internal sealed record PageBox(double Left, double Bottom, double Right, double Top, int Rotation, double Unit)
{
    private static readonly PageBox s_letter = new(0, 0, PageCanvas.LetterWidth, PageCanvas.LetterHeight, 0, 1);

    public double Width => (Rotation % 180 == 0 ? Right - Left : Top - Bottom) * Unit;

    public double Height => (Rotation % 180 == 0 ? Top - Bottom : Right - Left) * Unit;

    /// <summary>From the page's own space to one as it is viewed, whose origin is at the lower left.</summary>
    public Matrix Upright => (Rotation switch
    {
        90 => new Matrix(0, -1, 1, 0, -Bottom, Right),
        180 => new Matrix(-1, 0, 0, -1, Right, Top),
        270 => new Matrix(0, 1, -1, 0, Top, -Left),
        _ => Matrix.Move(-Left, -Bottom),
    }).Then(Matrix.Scale(Unit, Unit));

    public static PageBox Of(PdfTokens tokens, DictionaryToken page)
    {
        var media = Box(tokens.Numbers(page, "MediaBox", 4)) ?? s_letter;
        var crop = Box(tokens.Numbers(page, "CropBox", 4)) is { } box && box.Within(media) is { } cut ? cut : media;
        var turns = tokens.Integer(page, "Rotate") / 90;
        var unit = tokens.Find<NumericToken>(page, "UserUnit")?.Data is > 0 and < 1000 and var told ? told : 1;
        return crop with { Rotation = ((turns % 4) + 4) % 4 * 90, Unit = unit };
    }

    public static PageBox? Box(double[]? corners)
    {
        if (corners is null)
        {
            return null;
        }

        var box = s_letter with
        {
            Left = Math.Min(corners[0], corners[2]),
            Bottom = Math.Min(corners[1], corners[3]),
            Right = Math.Max(corners[0], corners[2]),
            Top = Math.Max(corners[1], corners[3]),
        };
        return box.IsEmpty ? null : box;
    }

    private bool IsEmpty => Right - Left < 0.01 || Top - Bottom < 0.01;

    private PageBox? Within(PageBox outer) => Box(
        Left < outer.Right && Right > outer.Left && Bottom < outer.Top && Top > outer.Bottom
            ? [Math.Max(Left, outer.Left), Math.Max(Bottom, outer.Bottom), Math.Min(Right, outer.Right), Math.Min(Top, outer.Top)]
            : null);
}
