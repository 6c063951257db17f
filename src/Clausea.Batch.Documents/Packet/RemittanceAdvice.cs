using System.Globalization;
using Clausea.Batch.Appeals;
using Clausea.Batch.Documents.Pdf;
using Clausea.Batch.Era;

namespace Clausea.Batch.Documents.Packet;

/// <summary>Our own readable page of what the electronic remittance says of one claim: nothing of any other.</summary>
internal static class RemittanceAdvice
{
    public static string Of(Remittance remittance, ClaimPayment claim, CodeCatalogue codes)
    {
        var page = new MarkdownPage()
            .Heading("Remittance advice for one claim")
            .Paragraph($"Printed from the electronic remittance (X12 835{Version(remittance)}). It shows this claim only; amounts and codes stand as the payer sent them.");
        Payment(page, remittance);
        Claim(page, claim, codes);
        ClaimAdjustments(page, claim);
        Services(page, claim);
        Meanings(page, claim, codes);
        return page.ToString();
    }

    private static void Payment(MarkdownPage page, Remittance remittance) => page.Facts(
        "Remittance",
        ("Payer", Named(NaturalName.OfOrganization(remittance.Payer.Name), remittance.PayerId, "ID")),
        ("Payee", Named(NaturalName.OfOrganization(remittance.Payee.Name), remittance.PayeeNpi, "NPI")),
        ("Payee tax ID", remittance.PayeeTaxId),
        ("Payment date", MarkdownPage.Day(remittance.Payment.Date)),
        ("Production date", remittance.ProductionDate is { } produced && produced != remittance.Payment.Date ? MarkdownPage.Day(produced) : null),
        ("Check or EFT trace number", remittance.Payment.TraceNumber),
        ("Payment method", remittance.Payment.Method),
        ("Payer's contact", Contact(remittance)));

    private static void Claim(MarkdownPage page, ClaimPayment claim, CodeCatalogue codes)
    {
        var header = DocumentHeader.Of(claim);
        page.Facts(
            "Claim",
            ("Patient", header.Patient),
            ("Insured", NaturalName.OfPerson(claim.Insured)),
            ("Member ID", header.MemberId),
            ("Corrected name", NaturalName.OfPerson(claim.Corrected)),
            ("Corrected ID", claim.Corrected?.Id.Value),
            ("Payer claim number", claim.PayerClaimNumber),
            ("Patient account", claim.PatientControlNumber),
            ("Claim status", Status(claim.Status, codes)),
            ("Dates of service", MarkdownPage.Days(header.ServiceFrom, header.ServiceTo)),
            ("Received by the payer", claim.Date("050") is { } received ? MarkdownPage.Day(received) : null),
            ("Rendering provider", Named(NaturalName.OfPerson(claim.Rendering), claim.Rendering?.Id is { Qualifier: "XX" } npi ? npi.Value : null, "NPI")),
            ("Authorization", claim.Reference("G1") ?? claim.Reference("BB")),
            ("Charge", MarkdownPage.Money(claim.Charge)),
            ("Paid", MarkdownPage.Money(claim.Paid)),
            ("Patient responsibility", claim.PatientResponsibility is { } share ? MarkdownPage.Money(share) : null),
            ("Remark codes of the claim", claim.Remarks.Count > 0 ? string.Join(", ", claim.Remarks) : null));
    }

    private static void ClaimAdjustments(MarkdownPage page, ClaimPayment claim)
    {
        if (claim.Adjustments.Count > 0)
        {
            page.Heading("Adjustments of the claim as a whole", 2).Table(
                ["Group and reason", "Amount", "Quantity"], [false, true, true], claim.Adjustments.Select(adjustment => new[] { CodeOf(adjustment), MarkdownPage.Money(adjustment.Amount), Number(adjustment.Quantity) }));
        }
    }

    private static void Services(MarkdownPage page, ClaimPayment claim)
    {
        if (claim.Services.Count == 0)
        {
            page.Paragraph("The remittance has no service lines for this claim.");
            return;
        }

        var isAllowedSent = claim.Services.Any(service => service.Allowed is not null);
        string[] allowed = isAllowedSent ? ["Allowed"] : [];
        bool[] right = isAllowedSent ? [true] : [];
        page.Heading("Service lines", 2).Table(
            ["Line", "Date", "Service", "Units", "Charge", .. allowed, "Paid", "Adjustments", "Remarks"],
            [true, false, false, true, true, .. right, true, false, false],
            claim.Services.Select(service => Row(service, isAllowedSent)));
    }

    private static string[] Row(ServicePayment service, bool isAllowedSent) =>
    [
        Number(service.Number),
        service.From is { } from ? UsDate.Of(from) + (service.To is { } to && to != from ? $" to {UsDate.Of(to)}" : string.Empty) : MarkdownPage.None,
        Procedure(service),
        Number(service.Units),
        MarkdownPage.Money(service.Charge),
        .. isAllowedSent ? new[] { service.Allowed is { } allowed ? MarkdownPage.Money(allowed) : MarkdownPage.None } : [],
        MarkdownPage.Money(service.Paid),
        Joined(service.Adjustments.Select(adjustment => $"{CodeOf(adjustment)} {MarkdownPage.Money(adjustment.Amount)}")),
        Joined(service.Remarks),
    ];

    private static void Meanings(MarkdownPage page, ClaimPayment claim, CodeCatalogue codes)
    {
        var used = claim.Adjustments.Concat(claim.Services.SelectMany(service => service.Adjustments)).Select(CodeOf)
            .Concat(claim.Remarks).Concat(claim.Services.SelectMany(service => service.Remarks)).Distinct().ToList();
        if (used.Count > 0)
        {
            page.Heading("Codes", 2).List(used.Select(code => codes.Official(code) is { } official
                ? $"{code}: {official.Text}"
                : codes.Text(code) is { } ours ? $"{code}, in our words: {ours}" : $"{code}: not in our code list"));
        }
    }

    private static string Procedure(ServicePayment service)
    {
        var code = string.Join('-', new[] { service.Procedure.Code }.Concat(service.Procedure.Modifiers).OfType<string>());
        var submitted = service.Submitted?.Code is { } sent && sent != service.Procedure.Code ? $" (submitted as {sent})" : string.Empty;
        var revenue = service.RevenueCode is { } rev ? $"{(code.Length > 0 ? ", " : string.Empty)}rev. {rev}" : string.Empty;
        return code + submitted + revenue is { Length: > 0 } text ? text : MarkdownPage.None;
    }

    private static string Status(string status, CodeCatalogue codes) => codes.Status(status) is { } known ? $"{status}, {known.Text}" : status;

    private static string? Contact(Remittance remittance) =>
        remittance.Payer.Contacts.FirstOrDefault(contact => contact.Function == "CX")?.Number("TE");

    private static string Version(Remittance remittance) => remittance.Version is { } version ? $", {version}" : string.Empty;

    private static string? Named(string? name, string? id, string kind) => (name, id) switch
    {
        (null, null) => null,
        (null, _) => $"{kind} {id}",
        (_, null) => name,
        _ => $"{name}, {kind} {id}",
    };

    private static string CodeOf(Adjustment adjustment) => $"{adjustment.Group}-{adjustment.Reason}";

    private static string Joined(IEnumerable<string> texts) => string.Join(", ", texts) is { Length: > 0 } text ? text : MarkdownPage.None;

    private static string Number(decimal? number) => number?.ToString("0.####", CultureInfo.InvariantCulture) ?? MarkdownPage.None;
}
