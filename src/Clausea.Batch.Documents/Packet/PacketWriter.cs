using Clausea.Batch.Appeals;
using Clausea.Batch.Documents.Pdf;

namespace Clausea.Batch.Documents.Packet;

/// <summary>Puts a packet together: cover sheet, letter, remittance advice, form, list of exhibits, exhibits; in as many
/// files as the payer's channel asks for.</summary>
public static class PacketWriter
{
    private const string Index = "Exhibits";

    /// <summary>The files, in the order in which they are sent.</summary>
    /// <exception cref="PacketException">The channel does not take so much, however it is split.</exception>
    public static IReadOnlyList<PacketFile> Write(PacketOrder order)
    {
        var shares = PacketSplit.Share(Front(order), [.. order.Exhibits.Select(PacketSection.Of)], order.Limit);
        return [.. shares.Select((sections, at) => File(order, WithIndex(order, sections, shares, at), at + 1, shares.Count))];
    }

    /// <summary>The packet of a letter without exhibits, or with those that fit: its one file's pages, to stand among
    /// others.</summary>
    internal static (IReadOnlyList<PageCanvas> Pages, IReadOnlyList<Bookmark> Bookmarks) Pages(PacketOrder order)
    {
        IReadOnlyList<PacketSection> sections = [.. Front(order), .. order.Exhibits.Select(PacketSection.Of)];
        return Bind(order, WithIndex(order, sections, [sections], 0), 1, 1);
    }

    private static List<PacketSection> Front(PacketOrder order)
    {
        var (remittance, claim) = (order.Denial.Remittance, order.Denial.Claim);
        List<PacketSection> front =
        [
            PacketSection.Text("Letter", order.Draft.Markdown, logo: order.Logo),
            PacketSection.Text("Remittance advice", RemittanceAdvice.Of(remittance, claim, order.Codes)),
        ];
        if (order.Form == RedeterminationForm.Name && order.Draft.Kind == LetterKind.Appeal)
        {
            front.Insert(1, PacketSection.Text($"Fields of form {RedeterminationForm.Name}", RedeterminationForm.Of(order)));
        }

        return front;
    }

    // The list stands in the first file, before the first exhibit, and says in which file each is.
    private static List<PacketSection> WithIndex(
        PacketOrder order, IReadOnlyList<PacketSection> sections, IReadOnlyList<IReadOnlyList<PacketSection>> shares, int at)
    {
        if (at > 0 || order.Exhibits.Count == 0)
        {
            return [.. sections];
        }

        var front = sections.TakeWhile(section => !section.Sheets[0].IsStamped).ToList();
        return [.. front, PacketSection.Text(Index, ExhibitIndex.Of(order, shares)), .. sections.Skip(front.Count)];
    }

    private static PacketFile File(PacketOrder order, IReadOnlyList<PacketSection> sections, int number, int of)
    {
        var (pages, bookmarks) = Bind(order, sections, number, of);
        var content = PdfFile.Write(pages, bookmarks, Title(order), order.Made);
        return new PacketFile(number, of, pages.Count, [.. sections.Select(section => section.Line)], content);
    }

    private static (IReadOnlyList<PageCanvas> Pages, IReadOnlyList<Bookmark> Bookmarks) Bind(
        PacketOrder order, IReadOnlyList<PacketSection> sections, int number, int of)
    {
        List<string> contents = [.. sections.Select(section => section.Line)];
        var behind = sections.Sum(section => section.Sheets.Count);
        var cover = CoverOf(1);
        if (cover.Sheets.Count > 1)
        {
            cover = CoverOf(cover.Sheets.Count);
        }

        List<PacketSection> all = [cover, .. sections];
        List<PacketSheet> sheets = [.. all.SelectMany(section => section.Sheets)];
        var frame = new PacketFrame(DocumentHeader.Of(order.Denial.Claim), !order.IsApproved, order.IsSubstanceUse);
        for (var at = 0; at < sheets.Count; at++)
        {
            frame.Draw(sheets[at], at + 1, sheets.Count);
        }

        return ([.. sheets.Select(sheet => sheet.Page)], Bookmarks(all));

        PacketSection CoverOf(int pages) => PacketSection.Text(
            "Cover sheet", CoverSheet.Of(order, new PacketPart(number, of, pages + behind, contents)), hasHead: false);
    }

    private static List<Bookmark> Bookmarks(IReadOnlyList<PacketSection> sections)
    {
        var bookmarks = new List<Bookmark>();
        var page = 0;
        foreach (var section in sections)
        {
            bookmarks.Add(new Bookmark(PrintableText.Of(section.Title), page, 0, 1));
            bookmarks.AddRange(section.Bookmarks.Where(inner => inner.Level > 1).Select(inner => inner with { Page = inner.Page + page }));
            page += section.Sheets.Count;
        }

        return bookmarks;
    }

    private static string Title(PacketOrder order) => $"{(order.IsApproved ? "Packet" : "Draft packet")}: {order.Draft.Kind.Title()}";
}
