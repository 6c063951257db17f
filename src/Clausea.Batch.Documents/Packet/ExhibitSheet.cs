using Clausea.Batch.Documents.Pdf;

namespace Clausea.Batch.Documents.Packet;

/// <summary>A page of an exhibit on a page of the packet: made smaller, so that head and stamp cover nothing of it.</summary>
internal static class ExhibitSheet
{
    private const double Side = 30;
    private const double Top = 58;
    private const double Bottom = 58;

    public static PageCanvas Draw(ExhibitFile file, int page)
    {
        var (width, height) = file.SizeOf(page);
        var sheet = width > height
            ? new PageCanvas(PageCanvas.LetterHeight, PageCanvas.LetterWidth)
            : new PageCanvas();
        file.Draw(page, sheet, Side, Top, sheet.Width - (2 * Side), sheet.Height - Top - Bottom);
        return sheet;
    }
}
