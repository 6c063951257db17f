using System.Globalization;
using Clausea.Batch.Shared;

namespace Clausea.Batch.Era.Tests;

/// <summary>What <see cref="EraReader"/> has read, in the shape in which the second reader tells it.</summary>
internal static class TreeReading
{
    public static PlainReading Of(EraTree tree) => new()
    {
        Interchanges = [.. tree.Interchanges.Select((interchange, index) =>
            Of(interchange, tree, tree.Interchanges.ElementAtOrDefault(index + 1)?.Position.Segment ?? int.MaxValue))],
    };

    private static PlainInterchange Of(Interchange interchange, EraTree tree, int end)
    {
        var groups = tree.Groups.Where(group => Within(group.Position, interchange.Position, end)).ToList();
        return new PlainInterchange
        {
            ControlNumber = interchange.ControlNumber,
            Sender = interchange.Sender.Value,
            Receiver = interchange.Receiver.Value,
            Groups = [.. groups.Select((group, index) =>
                Of(group, tree, groups.ElementAtOrDefault(index + 1)?.Position.Segment ?? end))],
            Details =
            [
                $"ISA05={interchange.Sender.Qualifier}",
                $"ISA07={interchange.Receiver.Qualifier}",
                $"ISA09={Day(interchange.Date)}",
                $"ISA12={interchange.Version}",
                $"test={interchange.IsTest}",
            ],
        };
    }

    private static PlainGroup Of(FunctionalGroup group, EraTree tree, int end) => new()
    {
        Version = group.Version,
        Remittances =
        [
            .. tree.Remittances.Where(remittance => Within(remittance.Header.Position, group.Position, end))
                .Select(remittance => Of(remittance.Header, remittance.Claims, remittance.Summary)),
        ],
        Details = [$"GS02={group.Sender}", $"GS03={group.Receiver}", $"GS04={Day(group.Date)}", $"GS06={group.ControlNumber}"],
    };

    private static bool Within(Position position, Position start, int end) => position.Segment > start.Segment && position.Segment < end;

    private static PlainRemittance Of(Remittance header, List<ClaimPayment> claims, RemittanceSummary summary) => new()
    {
        ControlNumber = header.ControlNumber,
        TraceNumber = header.Payment.TraceNumber,
        PaymentAmount = Bare(header.Payment.Amount),
        PaymentMethod = header.Payment.Method,
        PaymentDate = header.Payment.Date,
        Payer = new PlainPayer(header.Payer.Name, header.PayerId),
        Payee = new PlainPayee(header.Payee.Name, header.PayeeNpi, header.PayeeTaxId),
        Claims = [.. claims.Select(Of)],
        ClaimCount = summary.Claims,
        ServiceCount = summary.Services,
        Charge = Bare(summary.Charge),
        Paid = Bare(summary.Paid),
        ProviderAdjustments = [.. summary.ProviderAdjustments.Select(adjustment => new PlainProviderAdjustment(
            adjustment.ProviderId, adjustment.FiscalDate, adjustment.Reason, adjustment.Reference, Bare(adjustment.Amount)))],
        Balanced = summary.Balanced,
        Complete = summary.Complete,
        Details =
        [
            $"BPR01={header.Payment.HandlingCode}",
            $"BPR03={header.Payment.CreditDebit}",
            $"BPR10={header.Payment.OriginatingCompany}",
            $"TRN03={header.Payment.OriginatorId}",
            $"TRN04={header.Payment.OriginatorSupplement}",
            $"CUR02={header.Currency}",
            $"EV={header.ReceiverId}",
            $"F2={header.SystemVersion}",
            $"405={Day(header.ProductionDate)}",
            .. Of("payer", header.Payer),
            .. Of("payee", header.Payee),
            .. summary.ProviderSummaries.SelectMany(provider =>
                (IEnumerable<string>)[$"{provider.Segment} in {provider.HeaderNumber}", .. Of(provider.Segment, provider.Elements)]),
        ],
    };

    private static IEnumerable<string> Of(string name, Party party) =>
    [
        $"{name} id={party.Id.Qualifier}|{party.Id.Value}",
        .. (party.Address?.Lines ?? []).Select(line => $"{name} N3={line}"),
        $"{name} N4={party.Address?.City}|{party.Address?.State}|{party.Address?.PostalCode}|{party.Address?.Country}",
        .. party.References.Select(Of).Concat(party.Contacts.Select(Of)).Select(line => $"{name} {line}"),
        .. new[] { party.DeliveryMethod?.Method, party.DeliveryMethod?.Name, party.DeliveryMethod?.Address }
            .Select((element, index) => (element, index)).Where(part => part.element is not null)
            .Select(part => $"{name} RDM{part.index + 1:00}={part.element}"),
    ];

    private static PlainClaim Of(ClaimPayment claim) => new()
    {
        PatientControlNumber = claim.PatientControlNumber,
        PayerClaimNumber = claim.PayerClaimNumber,
        Status = claim.Status,
        Charge = Bare(claim.Charge),
        Paid = Bare(claim.Paid),
        PatientResponsibility = Bare(claim.PatientResponsibility),
        FilingIndicator = claim.FilingIndicator,
        Reversal = claim.IsReversal,
        Remarks = claim.Remarks,
        Adjustments = [.. claim.Adjustments.Select(Of)],
        Balanced = claim.Balanced,
        Services = [.. claim.Services.Select(Of)],
        Details =
        [
            $"CLP08={claim.FacilityType}",
            $"CLP09={claim.Frequency}",
            $"CLP11={claim.Drg}",
            $"CLP12={Text(claim.DrgWeight)}",
            $"CLP13={Text(claim.DischargeFraction)}",
            .. Of("QC", claim.Patient),
            .. Of("IL", claim.Insured),
            .. Of("74", claim.Corrected),
            .. Of("82", claim.Rendering),
            .. Of("TT", claim.CrossoverCarrier),
            .. Of("PR", claim.CorrectedPriorityPayer),
            .. Of("GB", claim.OtherSubscriber),
            .. Of("MIA", claim.Inpatient?.Elements ?? []),
            .. Of("MOA", claim.Outpatient?.Elements ?? []),
            .. claim.References.Select(Of),
            .. claim.Dates.Select(Of),
            .. claim.Contacts.Select(Of),
            .. claim.Amounts.Select(amount => Of("AMT", amount)),
            .. claim.Quantities.Select(quantity => Of("QTY", quantity)),
        ],
    };

    private static PlainLine Of(ServicePayment service) => new()
    {
        Procedure = $"{service.Procedure.Qualifier}:{service.Procedure.Code}",
        Modifiers = service.Procedure.Modifiers,
        RevenueCode = service.RevenueCode,
        Charge = Bare(service.Charge),
        Paid = Bare(service.Paid),
        Units = Bare(service.Units),
        Date = service.From,
        LineControlNumber = service.LineControlNumber,
        Balanced = service.Balanced,
        Adjustments = [.. service.Adjustments.Select(Of)],
        Remarks = service.Remarks,
        Details =
        [
            $"description={service.Procedure.Description}",
            $"submitted={service.Submitted?.Qualifier}:{service.Submitted?.Code}",
            .. (service.Submitted?.Modifiers ?? []).Select(modifier => $"submitted modifier {modifier}"),
            $"SVC07={Text(service.SubmittedUnits)}",
            .. service.References.Select(Of),
            .. service.Dates.Select(Of),
            .. service.Amounts.Select(amount => Of("AMT", amount)),
            .. service.Quantities.Select(quantity => Of("QTY", quantity)),
        ],
    };

    private static PlainAdjustment Of(Adjustment adjustment) =>
        new(adjustment.Group, adjustment.Reason, Bare(adjustment.Amount), Bare(adjustment.Quantity));

    private static IEnumerable<string> Of(string role, Person? person) => person is null
        ? []
        :
        [
            $"NM1*{role}={(person.IsOrganization ? "organization" : "person")}|{person.Last}|{person.First}|{person.Middle}" +
            $"|{person.Prefix}|{person.Suffix}|{person.Id.Qualifier}|{person.Id.Value}",
        ];

    private static IEnumerable<string> Of(string tag, IReadOnlyList<string?> elements) =>
        elements.Select((element, index) => (element, index)).Where(part => part.index > 0 && !string.IsNullOrEmpty(part.element))
            .Select(part => $"{tag}{part.index:00}={part.element}");

    private static string Of(Identifier reference) => $"REF*{reference.Qualifier}={reference.Value}";

    private static string Of(QualifiedDate date) => $"DTM*{date.Qualifier}={Day(date.Date)}/{Day(date.Until)}";

    private static string Of(string tag, QualifiedNumber number) => $"{tag}*{number.Qualifier}={Text(number.Value)}";

    private static string Of(Contact contact) =>
        $"PER*{contact.Function}={contact.Name}{string.Concat(contact.Numbers.Select(number => $"|{number.Qualifier}={number.Value}"))}";

    private static string Day(DateOnly? date) => date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? string.Empty;

    private static string Text(decimal? number) => Bare(number)?.ToString(CultureInfo.InvariantCulture) ?? string.Empty;

    private static decimal? Bare(decimal? number) => number is { } value ? Bare(value) : null;

    // Without trailing zeros: 1.50 and 1.5 are one amount, but not one text.
    private static decimal Bare(decimal number) => number == 0 ? 0 : number / 1.0000000000000000000000000000m;
}
