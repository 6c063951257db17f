using Clausea.Batch.Documents.Pdf;

namespace Clausea.Batch.Documents.Packet;

/// <summary>One page of a packet, before it knows its place.</summary>
/// <param name="Label">What its foot says, such as Exhibit B, page 3 of 7.</param>
/// <param name="IsStamped">The label stands in a box.</param>
/// <param name="HasHead">Its head names patient and claim.</param>
internal sealed record PacketSheet(PageCanvas Page, string Label, bool IsStamped = false, bool HasHead = true);

/// <summary>Pages that belong together: the letter, the remittance advice, one exhibit or a run of its pages.</summary>
/// <param name="Title">For bookmarks.</param>
/// <param name="Line">For the list of contents.</param>
internal sealed record PacketSection(string Title, string Line, IReadOnlyList<PacketSheet> Sheets, IReadOnlyList<Bookmark> Bookmarks)
{
    /// <summary>A text laid out on pages of its own.</summary>
    public static PacketSection Text(string title, string markdown, bool hasHead = true, LetterLogo? logo = null)
    {
        var flow = MarkdownFlow.Lay(markdown, logo);
        List<PacketSheet> sheets = [.. flow.Pages.Select((page, at) => new PacketSheet(page, Label(title, at, flow.Pages.Count), HasHead: hasHead))];
        return new PacketSection(title, $"{title}, {MarkdownPage.Count(sheets.Count, "page", "pages")}", sheets, flow.Bookmarks);
    }

    /// <summary>An exhibit, each page stamped.</summary>
    public static PacketSection Of(PacketExhibit exhibit)
    {
        var name = $"Exhibit {exhibit.Exhibit.Letter}";
        List<PacketSheet> sheets = [.. Enumerable.Range(0, exhibit.File.PageCount).Select(at =>
            new PacketSheet(ExhibitSheet.Draw(exhibit.File, at), $"{name}, page {at + 1} of {exhibit.File.PageCount}", IsStamped: true))];
        return new PacketSection($"{name}: {exhibit.Exhibit.Title}", $"{name}: {exhibit.Exhibit.Title}, {MarkdownPage.Count(sheets.Count, "page", "pages")}", sheets, []);
    }

    /// <summary>Two halves of a section that is too large for one file; their pages keep their labels.</summary>
    public (PacketSection First, PacketSection Second) Halves()
    {
        var half = Sheets.Count / 2;
        return (Run([.. Sheets.Take(half)]), Run([.. Sheets.Skip(half)]));
    }

    private PacketSection Run(List<PacketSheet> sheets) => this with
    {
        Line = $"{Title}: from \"{sheets[0].Label}\" to \"{sheets[^1].Label}\"",
        Sheets = sheets,
        Bookmarks = [],
    };

    private static string Label(string title, int at, int count) => count == 1 ? title : $"{title}, page {at + 1} of {count}";
}
