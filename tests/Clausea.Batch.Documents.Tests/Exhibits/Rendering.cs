using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Clausea.Batch.Documents.Tests;

/// <summary>A page as poppler paints it, one pixel to a point.</summary>
internal sealed class Rendering
{
    private readonly byte[] _gray;

    private Rendering(int width, int height, byte[] gray) => (Width, Height, _gray) = (width, height, gray);

    public int Width { get; }

    public int Height { get; }

    /// <summary>Skips the test where poppler is not installed.</summary>
    public static Rendering Of(byte[] pdf, int page = 1)
    {
        var path = Path.Combine(Path.GetTempPath(), $"exhibit-{Guid.NewGuid():N}.pdf");
        File.WriteAllBytes(path, pdf);
        try
        {
            return Read(Paint(path, page));
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>From the upper left, in points.</summary>
    public bool IsDark(double x, double y) => _gray[((int)y * Width) + (int)x] < 100;

    public bool IsLight(double x, double y) => _gray[((int)y * Width) + (int)x] > 200;

    private static byte[] Paint(string path, int page)
    {
        var number = page.ToString(CultureInfo.InvariantCulture);
        var start = new ProcessStartInfo("pdftoppm", ["-r", "72", "-gray", "-f", number, "-l", number, path]) { RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            using var process = Process.Start(start)!;
            var complaints = process.StandardError.ReadToEndAsync();
            using var painted = new MemoryStream();
            process.StandardOutput.BaseStream.CopyTo(painted);
            process.WaitForExit();
            Assert.That(complaints.Result, Is.Empty);
            return painted.ToArray();
        }
        catch (Win32Exception)
        {
            Assert.Ignore("pdftoppm (poppler-utils) is not installed.");
            throw;
        }
    }

    private static Rendering Read(byte[] pgm)
    {
        var head = Encoding.ASCII.GetString(pgm, 0, Math.Min(40, pgm.Length)).Split(['\n', ' '], 5);
        var (width, height) = (int.Parse(head[1], CultureInfo.InvariantCulture), int.Parse(head[2], CultureInfo.InvariantCulture));
        return new Rendering(width, height, pgm[^(width * height)..]);
    }
}
