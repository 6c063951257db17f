using Clausea.Batch.Era;

namespace Clausea.Batch.Appeals;

/// <summary>Who writes and who is written to, as far as remittance and settings tell.</summary>
public sealed record Correspondents
{
    public required Sender From { get; init; }

    public required Addressee To { get; init; }

    /// <summary>Both sides of a letter of this kind.</summary>
    public static Correspondents Of(TemplateSet templates, Remittance remittance, ClaimPayment claim, LetterKind kind) => new()
    {
        From = Sender.Of(templates, remittance),
        To = Addressee.Of(templates.Payers.Find(remittance, claim), remittance, kind),
    };
}

/// <summary>The practice, and who writes for it.</summary>
public sealed record Sender
{
    private const string Unnamed = "Our practice";

    public required string Name { get; init; }

    public required IReadOnlyList<string> Address { get; init; }

    public string? Phone { get; init; }

    public string? Fax { get; init; }

    public string? Npi { get; init; }

    public string? TaxId { get; init; }

    public string? Signer { get; init; }

    /// <summary>File of the letterhead's picture.</summary>
    public string? Logo { get; init; }

    public BillingCompany? BillingCompany { get; init; }

    internal static Sender Of(TemplateSet templates, Remittance remittance)
    {
        var practice = templates.Practices.Find(remittance);
        return new Sender
        {
            Name = NameOf(practice, remittance),
            Address = practice?.Address ?? Lines(remittance.Payee.Address),
            Phone = practice?.Phone,
            Fax = practice?.Fax,
            Npi = remittance.PayeeNpi,
            TaxId = remittance.PayeeTaxId,
            Signer = practice?.Signer,
            Logo = practice?.Logo is { } logo ? Path.Combine(templates.Folder, logo) : null,
            BillingCompany = templates.Practices.BillingCompany,
        };
    }

    internal static string NameOf(PracticeEntry? practice, Remittance remittance) =>
        practice?.Name ?? NaturalName.OfOrganization(remittance.Payee.Name) ?? Unnamed;

    internal static IReadOnlyList<string> Lines(Address? address) => address is null
        ? []
        : [.. address.Lines.Select(line => NaturalName.OfOrganization(line)!), $"{NaturalName.OfOrganization(address.City)}, {address.State} {PostalCode(address.PostalCode)}"];

    private static string? PostalCode(string? code) =>
        code is { Length: 9 } ? code.EndsWith("0000", StringComparison.Ordinal) ? code[..5] : $"{code[..5]}-{code[5..]}" : code;
}

/// <summary>The payer's unit for one kind of letter. A later level goes where the decision letter says: nothing is known
/// here but the payer.</summary>
public sealed record Addressee
{
    /// <summary>Null when neither the remittance nor the settings name it.</summary>
    public required string? Name { get; init; }

    public string? Unit { get; init; }

    public IReadOnlyList<string> Address { get; init; } = [];

    public string? Fax { get; init; }

    public string? Portal { get; init; }

    public string? Phone { get; init; }

    /// <summary>How much each channel takes.</summary>
    public IReadOnlyList<ChannelLimit> Limits { get; init; } = [];

    internal static string? NameOf(PayerEntry? payer, Remittance remittance) =>
        payer?.Name ?? NaturalName.OfOrganization(remittance.Payer.Name);

    internal static Addressee Of(PayerEntry? payer, Remittance remittance, LetterKind kind)
    {
        var named = new Addressee { Name = NameOf(payer, remittance), Limits = payer?.Limits ?? [] };
        return payer is null || kind.IsLaterLevel() || kind == LetterKind.Escalation ? named : kind switch
        {
            LetterKind.Records => Elsewhere(named, payer, "Medical Records", payer.WhereRecordsGo),
            LetterKind.CorrectedClaim or LetterKind.Reopening => Elsewhere(named, payer, "Claims Department", payer.WhereClaimsGo),
            _ => named with { Unit = payer.Unit, Address = payer.Address, Fax = payer.Fax, Portal = payer.Portal, Phone = payer.Phone },
        };
    }

    // Fax and portal belong to the address for appeals.
    private static Addressee Elsewhere(Addressee named, PayerEntry payer, string unit, IReadOnlyList<string> address) => ReferenceEquals(address, payer.Address)
        ? named with { Unit = unit, Address = address, Fax = payer.Fax, Portal = payer.Portal }
        : named with { Unit = unit, Address = address };
}
