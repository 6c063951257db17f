using Clausea.Batch.Documents.Pdf;

namespace Clausea.Batch.Documents.Packet;

/// <summary>Head, stamp and page number of a packet's pages.</summary>
internal sealed class PacketFrame(DocumentHeader header, bool isDraft, bool isSubstanceUse)
{
    private const double StampSize = 10;
    private const double Notice = 7.5;
    private const string DraftMark = "DRAFT, not approved";

    public void Draw(PacketSheet sheet, int number, int count)
    {
        var page = sheet.Page;
        if (sheet.HasHead)
        {
            PageFrame.Head(page, header);
        }

        PageFrame.Foot(page, number, count);
        var baseline = PageFrame.Baseline(page);
        var label = PrintableText.Of(isDraft ? $"{DraftMark}  ·  {sheet.Label}" : sheet.Label);
        if (sheet.IsStamped)
        {
            Stamp(page, label, baseline);
        }
        else
        {
            page.Text(isDraft ? FontFace.Bold : FontFace.Regular, PageFrame.Size, PageFlow.Margin, baseline, label, isDraft ? 0 : PageFrame.Gray);
        }

        if (isSubstanceUse)
        {
            page.Text(FontFace.Italic, Notice, PageFlow.Margin, page.Height - 20, CoverSheet.Part2Notice);
        }
    }

    private static void Stamp(PageCanvas page, string label, double baseline)
    {
        var (left, right) = (PageFlow.Margin, PageFlow.Margin + FontProgram.Bold.Width(label, StampSize));
        var (top, bottom) = (baseline - StampSize - 2, baseline + 5);
        page.Fill(left - 5, top, right - left + 10, bottom - top, "1 1 1");
        page.Line(left - 5, top, right + 5, top, 0);
        page.Line(left - 5, bottom, right + 5, bottom, 0);
        page.Line(left - 5, top, left - 5, bottom, 0);
        page.Line(right + 5, top, right + 5, bottom, 0);
        page.Text(FontFace.Bold, StampSize, left, baseline, label);
    }
}
