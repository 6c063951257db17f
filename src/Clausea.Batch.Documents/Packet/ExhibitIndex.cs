namespace Clausea.Batch.Documents.Packet;

/// <summary>The list of exhibits: letter, what it is, how many pages, and in which file it stands.</summary>
internal static class ExhibitIndex
{
    public static string Of(PacketOrder order, IReadOnlyList<IReadOnlyList<PacketSection>> files)
    {
        var isSplit = files.Count > 1;
        string[] file = isSplit ? ["File"] : [];
        bool[] left = isSplit ? [false] : [];
        return new MarkdownPage()
            .Heading("Exhibits")
            .Paragraph("Each page of an exhibit carries its letter and number at its foot, as the letter cites them.")
            .Table(
                ["Exhibit", "Document", "Pages", .. file],
                [false, false, true, .. left],
                order.Exhibits.Select(exhibit => (string[])
                [
                    exhibit.Exhibit.Letter,
                    exhibit.Exhibit.Title,
                    MarkdownPage.Count(exhibit.File.PageCount, "page", "pages"),
                    .. isSplit ? new[] { FilesOf(exhibit, files) } : [],
                ]))
            .ToString();
    }

    private static string FilesOf(PacketExhibit exhibit, IReadOnlyList<IReadOnlyList<PacketSection>> files)
    {
        var start = $"Exhibit {exhibit.Exhibit.Letter},";
        var numbers = files.Select((sections, at) => (Sections: sections, Number: at + 1))
            .Where(file => file.Sections.Any(section => section.Sheets[0].Label.StartsWith(start, StringComparison.Ordinal)))
            .Select(file => file.Number).ToList();
        return numbers.Count == 1 ? $"{numbers[0]} of {files.Count}" : $"{numbers[0]} to {numbers[^1]} of {files.Count}";
    }
}
