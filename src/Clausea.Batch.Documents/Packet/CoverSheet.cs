using System.Globalization;
using Clausea.Batch.Appeals;

namespace Clausea.Batch.Documents.Packet;

/// <summary>The first page of each file: from whom, to whom, how many pages, what is inside. It names the claim, and no
/// patient: a fax may lie where anybody passes.</summary>
internal static class CoverSheet
{
    private const string Confidential =
        "Confidential. These pages hold health information that is protected by federal and state law, and they are for the addressee only. " +
        "If they reached you by mistake, please call the sender, do not read or copy them, and return or destroy them.";

    public const string Part2Notice = "42 CFR part 2 prohibits unauthorized use or disclosure of these records.";

    public static string Of(PacketOrder order, PacketPart part)
    {
        var (from, to) = (order.Between.From, order.Between.To);
        var page = new MarkdownPage().Heading(order.Channel == PacketChannel.Fax ? "Fax" : "Cover sheet");
        page.Facts(
            "To",
            ("Organization", to.Name),
            ("Department", to.Unit ?? "As the letter names it"),
            ("Address", to.Address.Count > 0 ? string.Join(", ", to.Address) : null),
            ("Fax", to.Fax),
            ("Portal", order.Channel == PacketChannel.Portal ? to.Portal : null));
        page.Facts(
            "From",
            ("Organization", from.Name),
            ("On its behalf", from.BillingCompany?.Name),
            ("Address", from.Address.Count > 0 ? string.Join(", ", from.Address) : null),
            ("Phone", from.BillingCompany?.Phone ?? from.Phone),
            ("Fax", from.Fax),
            ("NPI", from.Npi),
            ("Tax ID", from.TaxId));
        page.Facts(
            "About",
            ("Subject", Subject(order)),
            ("Payer claim number", order.Denial.Claim.PayerClaimNumber),
            ("Date", order.Draft.Dated is { } dated ? MarkdownPage.Day(dated) : null),
            ("Pages", Pages(part)));
        page.Heading("Contents of this file", 2).List(part.Contents);
        page.Paragraph(Confidential);
        if (order.IsSubstanceUse)
        {
            page.Bold(Part2Notice);
        }

        return page.ToString();
    }

    private static string Subject(PacketOrder order)
    {
        var title = order.Draft.Kind.Title();
        return (order.IsApproved ? string.Empty : "DRAFT, not approved: ") + char.ToUpperInvariant(title[0]) + title[1..];
    }

    private static string Pages(PacketPart part) => part.Of == 1
        ? string.Create(CultureInfo.InvariantCulture, $"{part.PageCount:N0} with this one")
        : string.Create(CultureInfo.InvariantCulture, $"{part.PageCount:N0} with this one; file {part.Number} of {part.Of}");
}
