using System.Globalization;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Clausea.Batch.Documents.Docx;

/// <summary>The header of every page: whose claim the letter is about.</summary>
internal static class PageHead
{
    private const int TwipsPerEm = 180;

    public static Header Of(DocumentHeader header)
    {
        var dates = Dates(header);
        List<Paragraph> lines =
        [
            .. Line(Entry("Patient", header.Patient), Entry("Member ID", header.MemberId)),
            .. Line(Entry(dates.Label, dates.Text), Entry("Payer claim number", header.Claim)),
        ];
        if (lines.Count == 0)
        {
            return new Header(new Paragraph(Style(isLast: false)));
        }

        lines[^1].ParagraphProperties = Style(isLast: true);
        return new Header(lines);
    }

    private static (string Label, string? Text) Dates(DocumentHeader header)
    {
        var from = header.ServiceFrom ?? header.ServiceTo;
        var to = header.ServiceTo ?? from;
        return from == to
            ? ("Date of service", from is { } day ? Format(day) : null)
            : ("Dates of service", $"{Format(from!.Value)} to {Format(to!.Value)}");
    }

    private static string Format(DateOnly day) => day.ToString("MMMM d, yyyy", CultureInfo.InvariantCulture);

    private static string? Entry(string label, string? value) =>
        string.IsNullOrWhiteSpace(value) ? null : $"{label}: {CleanText.Of(value.Trim())}";

    // Side by side when there is room.
    private static IEnumerable<Paragraph> Line(string? left, string? right)
    {
        if (left is not null && right is not null
            && (TextWidth.Of(left) + TextWidth.Of(right)) * TwipsPerEm < LetterBody.TextWidth - TwipsPerEm)
        {
            return [new Paragraph(Style(isLast: false), Runs.Text(left), new Run(new TabChar()), Runs.Text(right))];
        }

        return new[] { left, right }.OfType<string>().Select(entry => new Paragraph(Style(isLast: false), Runs.Text(entry)));
    }

    private static ParagraphProperties Style(bool isLast) => new()
    {
        ParagraphStyleId = new ParagraphStyleId { Val = "Header" },
        ParagraphBorders = isLast
            ? new ParagraphBorders(new BottomBorder { Val = BorderValues.Single, Size = 4, Space = 4, Color = "A0A0A0" })
            : null,
    };
}
