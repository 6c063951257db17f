namespace Clausea.Batch.Era;

/// <summary>The header of one ST…SE: a payment, who pays, who is paid. Its claims follow one by one.</summary>
public sealed record Remittance
{
    /// <summary>ST02.</summary>
    public required string ControlNumber { get; init; }

    /// <summary>BPR and TRN.</summary>
    public required Payment Payment { get; init; }

    /// <summary>Loop 1000A.</summary>
    public required Party Payer { get; init; }

    /// <summary>Loop 1000B.</summary>
    public required Party Payee { get; init; }

    /// <summary>N1 in other roles than payer and payee.</summary>
    public IReadOnlyList<Party> Others { get; init; } = [];

    /// <summary>REF before the payer.</summary>
    public IReadOnlyList<Identifier> References { get; init; } = [];

    public IReadOnlyList<QualifiedDate> Dates { get; init; } = [];

    /// <summary>CUR02.</summary>
    public string? Currency { get; init; }

    /// <summary>CUR03.</summary>
    public decimal? ExchangeRate { get; init; }

    /// <summary>REF*EV.</summary>
    public string? ReceiverId { get; init; }

    /// <summary>REF*F2: the version of the payer's system.</summary>
    public string? SystemVersion { get; init; }

    /// <summary>DTM*405.</summary>
    public DateOnly? ProductionDate { get; init; }

    /// <summary>GS08 of the group it stands in.</summary>
    public string? Version { get; init; }

    public required Position Position { get; init; }

    /// <summary>REF*2U, which overrides N104 in practice.</summary>
    public string? PayerId => Payer.Reference("2U") ?? Payer.Id.Value;

    /// <summary>N104 when it is an NPI (N103 XX).</summary>
    public string? PayeeNpi => Payee.Id.Qualifier == "XX" ? Payee.Id.Value : Payee.Reference("HPI");

    /// <summary>REF*TJ, or N104 when it is a tax identifier (N103 FI).</summary>
    public string? PayeeTaxId => Payee.Id.Qualifier == "FI" ? Payee.Id.Value : Payee.Reference("TJ");
}

/// <summary>BPR and TRN. Bank account numbers (BPR07–09, BPR13–15) are not read: nobody here needs them.</summary>
public sealed record Payment
{
    public static readonly Payment None = new();

    /// <summary>BPR01.</summary>
    public string? HandlingCode { get; init; }

    /// <summary>BPR02, in dollars.</summary>
    public decimal Amount { get; init; }

    /// <summary>BPR03: C or D.</summary>
    public string? CreditDebit { get; init; }

    /// <summary>BPR04: ACH, BOP, CHK, FWT, NON.</summary>
    public string? Method { get; init; }

    /// <summary>BPR05: how the addenda travel, such as CCP or CTX.</summary>
    public string? Format { get; init; }

    /// <summary>BPR10.</summary>
    public string? OriginatingCompany { get; init; }

    /// <summary>BPR11.</summary>
    public string? OriginatingSupplement { get; init; }

    /// <summary>BPR16.</summary>
    public DateOnly? Date { get; init; }

    /// <summary>TRN02: check, EFT or advice number.</summary>
    public string? TraceNumber { get; init; }

    /// <summary>TRN03: the payer's tax identifier with a leading 1.</summary>
    public string? OriginatorId { get; init; }

    /// <summary>TRN04.</summary>
    public string? OriginatorSupplement { get; init; }
}

/// <summary>An organization: payer or payee (N1, N2, N3, N4, REF, PER, RDM).</summary>
public sealed record Party
{
    public static readonly Party Unknown = new();

    /// <summary>N101.</summary>
    public string? Role { get; init; }

    public string? Name { get; init; }

    /// <summary>N103, N104.</summary>
    public Identifier Id { get; init; }

    public Address? Address { get; init; }

    public IReadOnlyList<Identifier> References { get; init; } = [];

    public IReadOnlyList<Contact> Contacts { get; init; } = [];

    /// <summary>RDM: how the remittance was delivered.</summary>
    public Delivery? DeliveryMethod { get; init; }

    public string? Reference(string qualifier) => References.Find(qualifier);
}

/// <summary>N3 and N4.</summary>
public sealed record Address(
    IReadOnlyList<string> Lines, string? City, string? State, string? PostalCode, string? Country, string? Subdivision = null);

/// <summary>RDM: BM by mail, EM by e-mail, FT by file transfer, OL on line; to whom, and at which number or address.
/// </summary>
public sealed record Delivery(string? Method, string? Name, string? Address);

/// <summary>PER: a contact and its numbers, each with its qualifier (TE, FX, EM, UR, EX).</summary>
public sealed record Contact(string? Function, string? Name, IReadOnlyList<Identifier> Numbers)
{
    public string? Number(string qualifier) => Numbers.Find(qualifier);
}

/// <summary>PLB: money moved outside of any claim. Positive lowers the payment. Never a denial.</summary>
public sealed record ProviderAdjustment(
    string? ProviderId, DateOnly? FiscalDate, string? Reason, string? Reference, decimal Amount, Position Position);

/// <summary>TS3 or TS2: its elements as sent (index 1 is TS301 or TS201), and the LX number it belongs to.</summary>
public sealed record ProviderSummary(string Segment, string? HeaderNumber, IReadOnlyList<string?> Elements, Position Position)
{
    private bool IsTotals => Segment == "TS3";

    /// <summary>TS301.</summary>
    public string? ProviderId => IsTotals ? Text(1) : null;

    /// <summary>TS302.</summary>
    public string? FacilityType => IsTotals ? Text(2) : null;

    /// <summary>TS303: the last day of the provider's fiscal year.</summary>
    public DateOnly? FiscalDate => IsTotals && DateOnly.TryParseExact(Text(3), "yyyyMMdd", out var date) ? date : null;

    /// <summary>TS304.</summary>
    public decimal? Claims => IsTotals ? Number(4) : null;

    /// <summary>TS305, in dollars.</summary>
    public decimal? Charge => IsTotals ? Number(5) : null;

    /// <summary>An element as a number (a count, days, or dollars); null when it is absent or none.</summary>
    public decimal? Number(int element) => Reading.Elements.Number(Elements, element);

    private string? Text(int element) => element < Elements.Count ? Elements[element] : null;
}

/// <summary>What a remittance came to, known at its end.</summary>
public sealed record RemittanceSummary
{
    public required int Claims { get; init; }

    public required int Services { get; init; }

    /// <summary>Sum of CLP03.</summary>
    public required decimal Charge { get; init; }

    /// <summary>Sum of CLP04.</summary>
    public required decimal Paid { get; init; }

    public required IReadOnlyList<ProviderAdjustment> ProviderAdjustments { get; init; }

    /// <summary>TS3 and TS2 of loops 2000, in order: what institutional payers add up per provider.</summary>
    public required IReadOnlyList<ProviderSummary> ProviderSummaries { get; init; }

    /// <summary>Sum of CLP04 less sum of PLB is BPR02.</summary>
    public required bool Balanced { get; init; }

    /// <summary>Claims, and services within claims, that do not balance.</summary>
    public required int Unbalanced { get; init; }

    /// <summary>False when the file ended before the remittance did.</summary>
    public required bool Complete { get; init; }

    /// <summary>SHA-256 of ST…SE without control numbers and whatever the separators; null unless asked for.</summary>
    public string? Fingerprint { get; init; }
}

internal static class Identifiers
{
    public static string? Find(this IReadOnlyList<Identifier> identifiers, string qualifier)
    {
        foreach (var identifier in identifiers)
        {
            if (identifier.Qualifier == qualifier)
            {
                return identifier.Value;
            }
        }

        return null;
    }
}
