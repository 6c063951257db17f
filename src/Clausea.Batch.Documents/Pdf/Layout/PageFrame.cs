using System.Globalization;

namespace Clausea.Batch.Documents.Pdf;

/// <summary>The head and the foot of a page.</summary>
internal static class PageFrame
{
    public const double Size = 8.5;
    public const double Gray = 0.35;

    private const double Edge = 36;

    /// <summary>Whose claim it is, once the page is filled.</summary>
    public static void Head(PageCanvas page, DocumentHeader header)
    {
        List<Word> words = [.. InlineText.Plain(Line(header))];
        var width = page.Width - (2 * PageFlow.Margin);
        var y = Edge + Size;
        foreach (var line in TextWrapper.Wrap(words, Size, width).Take(2))
        {
            foreach (var stretch in line.Stretches)
            {
                page.Text(stretch.Face, Size, PageFlow.Margin + stretch.X, y, stretch.Text, Gray);
            }

            y += PageFlow.LineHeight(Size);
        }
    }

    /// <summary>Page 3 of 7, at the right.</summary>
    public static void Foot(PageCanvas page, int number, int count)
    {
        var place = string.Create(CultureInfo.InvariantCulture, $"Page {number} of {count}");
        page.Text(FontFace.Regular, Size, page.Width - PageFlow.Margin - FontProgram.Regular.Width(place, Size), Baseline(page), place, Gray);
    }

    /// <summary>Where the foot stands.</summary>
    public static double Baseline(PageCanvas page) => page.Height - Edge;

    /// <summary>Patient Pat Sample · Member ID M1 · Service 01/05/2026 to 01/09/2026 · Claim ICN-1.</summary>
    public static string Line(DocumentHeader header)
    {
        var dates = header.ServiceFrom is not { } from ? null
            : header.ServiceTo is { } to && to != from ? $"{UsDate.Of(from)} to {UsDate.Of(to)}" : UsDate.Of(from);
        string?[] facts = [Fact("Patient", header.Patient), Fact("Member ID", header.MemberId), Fact("Service", dates), Fact("Claim", header.Claim)];
        return string.Join("  ·  ", facts.OfType<string>());
    }

    private static string? Fact(string name, string? value) => value is null ? null : $"{name} {value}";
}

/// <summary>Dates as payers in the United States write them in columns.</summary>
internal static class UsDate
{
    public static string Of(DateOnly? date) => date?.ToString("MM'/'dd'/'yyyy", CultureInfo.InvariantCulture) ?? "–";
}
