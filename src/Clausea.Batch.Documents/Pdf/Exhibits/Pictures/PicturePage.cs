namespace Clausea.Batch.Documents.Pdf;

/// <summary>Pixels to an inch; zero where a file does not tell.</summary>
internal readonly record struct Resolution(double X, double Y)
{
    private const double Untold = 150;

    /// <summary>What a printed page can have: cameras and broken files tell all sorts of things.</summary>
    public Resolution OrUsual() => IsUsual(X) && IsUsual(Y) && X / Y is > 0.2 and < 5 ? this : new(Untold, Untold);

    private static bool IsUsual(double pixels) => pixels is >= 30 and <= 10_000;
}

/// <summary>Makes a page of a picture.</summary>
internal static class PicturePage
{
    // Four pages of ledger size at 600 dots to an inch.
    private const long MaxPixels = 280_000_000;
    private const int MaxSide = 65_535;
    private const double PointsPerInch = 72;

    /// <param name="orientation">As EXIF and TIFF number it: 1 is upright.</param>
    public static ExhibitPage Of(Picture picture, Resolution told, int orientation)
    {
        var resolution = told.OrUsual();
        var (width, height) = (picture.Width * PointsPerInch / resolution.X, picture.Height * PointsPerInch / resolution.Y);
        var matrix = Matrix.Scale(width, height).Then(Upright(orientation, width, height));
        return orientation is >= 5 and <= 8
            ? new GraphicPage(height, width, picture, matrix) : new GraphicPage(width, height, picture, matrix);
    }

    public static void CheckSize(int width, int height)
    {
        if (width < 1 || height < 1)
        {
            throw new NotAnExhibitException("This picture is empty. Ask for it again.");
        }

        if (width > MaxSide || height > MaxSide || (long)width * height > MaxPixels)
        {
            throw new NotAnExhibitException("This picture is too large for a page. Scan it at a lower resolution.");
        }
    }

    private static Matrix Upright(int orientation, double width, double height) => orientation switch
    {
        2 => new Matrix(-1, 0, 0, 1, width, 0),
        3 => new Matrix(-1, 0, 0, -1, width, height),
        4 => new Matrix(1, 0, 0, -1, 0, height),
        5 => new Matrix(0, -1, -1, 0, height, width),
        6 => new Matrix(0, -1, 1, 0, 0, width),
        7 => new Matrix(0, 1, 1, 0, 0, 0),
        8 => new Matrix(0, 1, -1, 0, height, 0),
        _ => Matrix.None,
    };
}
