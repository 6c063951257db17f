using Clausea.Batch.Appeals;

namespace Clausea.Batch.Documents.Packet;

/// <summary>A page with the fields of form CMS-20027, in its order, for a Medicare redetermination: the letter is the
/// request, and this page lets the contractor key it. What nobody has told stays open for the pen.</summary>
internal static class RedeterminationForm
{
    public const string Name = "CMS-20027";

    private const string Open = "____________________";

    public static string Of(PacketOrder order)
    {
        var (claim, remittance, from) = (order.Denial.Claim, order.Denial.Remittance, order.Between.From);
        var header = DocumentHeader.Of(claim);
        var notice = Notice.Of(remittance, claim).Date;
        return new MarkdownPage()
            .Heading("Medicare redetermination request: fields of form CMS-20027")
            .Paragraph("These are the elements that the form asks for. The letter with this page is the request.")
            .Facts(
                "Field",
                ("Beneficiary's name", header.Patient ?? Open),
                ("Medicare number", header.MemberId ?? Open),
                ("Item or service to be appealed", Services(order) is { Length: > 0 } services ? services : "The claim as a whole"),
                ("Date the service or item was received", MarkdownPage.Days(header.ServiceFrom, header.ServiceTo) ?? Open),
                ("Date of the initial determination notice", notice is null ? Open : $"{MarkdownPage.Day(notice)} (the remittance advice page follows)"),
                ("Reason for a late request, if it is late", "See the letter, if any"),
                ("Name of the Medicare contractor that decided", order.Between.To.Name ?? Open),
                ("Does the appeal involve an overpayment", Open),
                ("I do not agree with the determination because", "See the letter"),
                ("Additional information Medicare should consider", "See the letter and its exhibits"),
                ("Evidence", order.Exhibits.Count > 0 ? MarkdownPage.Count(order.Exhibits.Count, "exhibit, listed in the letter", "exhibits, listed in the letter") : "None is submitted with this packet"),
                ("Person appealing", "Provider of the service (billing provider)"),
                ("Name of the person appealing", from.Signer ?? Open),
                ("Organization", from.Name),
                ("Address", from.Address.Count > 0 ? string.Join(", ", from.Address) : Open),
                ("Telephone number", from.Phone ?? Open),
                ("Signature", Open),
                ("Date signed", Open))
            .ToString();
    }

    private static string Services(PacketOrder order) => string.Join("; ", order.Denial.Claim.Services
        .Where(service => order.Denial.Verdict.Services.Contains(service.Number))
        .Select(service => string.Join('-', new[] { service.Procedure.Code ?? service.RevenueCode }.Concat(service.Procedure.Modifiers).OfType<string>()) is { Length: > 0 } code
            ? $"line {service.Number}, {code}"
            : $"line {service.Number}"));
}
