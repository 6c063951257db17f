namespace Clausea.Batch.Era;

/// <summary>Loop 2100: how one claim was adjudicated.</summary>
public sealed record ClaimPayment
{
    public required Position Position { get; init; }

    /// <summary>CLP01: the practice's account number, CLM01 of the original claim.</summary>
    public string? PatientControlNumber { get; init; }

    /// <summary>CLP02.</summary>
    public required string Status { get; init; }

    /// <summary>CLP03, in dollars; zero when it is missing.</summary>
    public decimal Charge { get; init; }

    /// <summary>CLP03 is absent, or no number.</summary>
    public bool ChargeMissing { get; init; }

    /// <summary>CLP04, in dollars; zero when it is missing.</summary>
    public decimal Paid { get; init; }

    /// <summary>CLP04 is absent, or no number.</summary>
    public bool PaidMissing { get; init; }

    /// <summary>CLP05, in dollars.</summary>
    public decimal? PatientResponsibility { get; init; }

    /// <summary>CLP06.</summary>
    public string? FilingIndicator { get; init; }

    /// <summary>CLP07: the payer's claim control number.</summary>
    public string? PayerClaimNumber { get; init; }

    /// <summary>CLP08: place of service or type of bill.</summary>
    public string? FacilityType { get; init; }

    /// <summary>CLP09.</summary>
    public string? Frequency { get; init; }

    /// <summary>CLP11.</summary>
    public string? Drg { get; init; }

    /// <summary>CLP12.</summary>
    public decimal? DrgWeight { get; init; }

    /// <summary>CLP13.</summary>
    public decimal? DischargeFraction { get; init; }

    /// <summary>Claim-level CAS, zero amounts included.</summary>
    public IReadOnlyList<Adjustment> Adjustments { get; init; } = [];

    /// <summary>NM1*QC.</summary>
    public Person? Patient { get; init; }

    /// <summary>NM1*IL.</summary>
    public Person? Insured { get; init; }

    /// <summary>NM1*74: what the payer has instead of what was submitted.</summary>
    public Person? Corrected { get; init; }

    /// <summary>NM1*82.</summary>
    public Person? Rendering { get; init; }

    /// <summary>NM1*TT: where the payer forwarded the claim.</summary>
    public Person? CrossoverCarrier { get; init; }

    /// <summary>NM1*PR: who should be primary.</summary>
    public Person? CorrectedPriorityPayer { get; init; }

    /// <summary>NM1*GB.</summary>
    public Person? OtherSubscriber { get; init; }

    /// <summary>NM1 in roles that the 835 does not have, or named twice.</summary>
    public IReadOnlyList<Person> Others { get; init; } = [];

    /// <summary>MIA.</summary>
    public Adjudication? Inpatient { get; init; }

    /// <summary>MOA.</summary>
    public Adjudication? Outpatient { get; init; }

    /// <summary>Remark codes of MIA (05, 20–23) and MOA (03–07), in order.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    public IReadOnlyList<Identifier> References { get; init; } = [];

    public IReadOnlyList<QualifiedDate> Dates { get; init; } = [];

    public IReadOnlyList<Contact> Contacts { get; init; } = [];

    public IReadOnlyList<QualifiedNumber> Amounts { get; init; } = [];

    public IReadOnlyList<QualifiedNumber> Quantities { get; init; } = [];

    /// <summary>Loop 2110; empty when the payer adjudicated the claim as a whole.</summary>
    public IReadOnlyList<ServicePayment> Services { get; init; } = [];

    /// <summary>Charge is paid plus claim and service adjustments.</summary>
    public bool Balanced { get; init; }

    /// <summary>CLP02 is 22.</summary>
    public bool IsReversal => Status == "22";

    /// <summary>Where the reversal stands that this claim corrects, when one stands before it in the file.</summary>
    public Position? Corrects { get; init; }

    public string? Reference(string qualifier) => References.Find(qualifier);

    public DateOnly? Date(string qualifier) => Dates.Find(qualifier);
}

/// <summary>Loop 2110: how one service line was adjudicated.</summary>
public sealed record ServicePayment
{
    public required Position Position { get; init; }

    /// <summary>1-based place within the claim.</summary>
    public required int Number { get; init; }

    /// <summary>SVC01.</summary>
    public required Procedure Procedure { get; init; }

    /// <summary>SVC02, in dollars; zero when it is missing.</summary>
    public decimal Charge { get; init; }

    /// <summary>SVC02 is absent, or no number.</summary>
    public bool ChargeMissing { get; init; }

    /// <summary>SVC03, in dollars; zero when it is missing.</summary>
    public decimal Paid { get; init; }

    /// <summary>SVC03 is absent, or no number.</summary>
    public bool PaidMissing { get; init; }

    /// <summary>SVC04.</summary>
    public string? RevenueCode { get; init; }

    /// <summary>SVC05: units paid.</summary>
    public decimal? Units { get; init; }

    /// <summary>SVC06: the procedure as submitted, when the payer changed it.</summary>
    public Procedure? Submitted { get; init; }

    /// <summary>SVC07: units as submitted.</summary>
    public decimal? SubmittedUnits { get; init; }

    public IReadOnlyList<Adjustment> Adjustments { get; init; } = [];

    /// <summary>LQ, in order.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    public IReadOnlyList<Identifier> References { get; init; } = [];

    public IReadOnlyList<QualifiedDate> Dates { get; init; } = [];

    public IReadOnlyList<QualifiedNumber> Amounts { get; init; } = [];

    public IReadOnlyList<QualifiedNumber> Quantities { get; init; } = [];

    /// <summary>Charge is paid plus adjustments.</summary>
    public bool Balanced { get; init; }

    /// <summary>DTM*472, else DTM*150.</summary>
    public DateOnly? From => Dates.Find("472") ?? Dates.Find("150");

    /// <summary>DTM*151, else the end of the range that DTM*472 or DTM*150 gives, else the one date there is.</summary>
    public DateOnly? To => Dates.Find("151") ?? Dates.FindUntil("472") ?? Dates.FindUntil("150") ?? From;

    /// <summary>REF*6R.</summary>
    public string? LineControlNumber => References.Find("6R");

    /// <summary>AMT*B6.</summary>
    public decimal? Allowed => Amounts.Find("B6");
}

/// <summary>One group, reason, amount and quantity; a CAS segment yields one to six. Positive lowers the payment.</summary>
public sealed record Adjustment(string Group, string Reason, decimal Amount, decimal? Quantity)
{
    /// <summary>The amount is absent, or no number; it counts as zero.</summary>
    public bool AmountMissing { get; init; }
}

/// <summary>A composite procedure: qualifier (HC, NU, AD …), code and up to four modifiers.</summary>
public sealed record Procedure(string? Qualifier, string? Code, IReadOnlyList<string> Modifiers, string? Description)
{
    public static readonly Procedure Unknown = new(null, null, [], null);
}

/// <summary>NM1: a person, or an organization when <see cref="IsOrganization"/>.</summary>
public sealed record Person
{
    /// <summary>NM101.</summary>
    public string? Role { get; init; }

    public bool IsOrganization { get; init; }

    /// <summary>NM103: last name, or the organization's.</summary>
    public string? Last { get; init; }

    public string? First { get; init; }

    public string? Middle { get; init; }

    public string? Prefix { get; init; }

    public string? Suffix { get; init; }

    /// <summary>NM108, NM109.</summary>
    public Identifier Id { get; init; }
}

/// <summary>MIA or MOA: its elements as sent (index 1 is MIA01), remark codes among them.</summary>
public sealed record Adjudication(IReadOnlyList<string?> Elements)
{
    /// <summary>Days, counts and amounts of MIA: covered days (01), the amounts of the prospective payment (02, 04, 06–14,
    /// 16–19, 24), lifetime psychiatric days (03), cost report days (15).</summary>
    internal static ReadOnlySpan<int> InpatientNumbers => [1, 2, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 24];

    /// <summary>Of MOA: reimbursement rate (01), HCPCS payable (02), ESRD payment (08), professional component (09).</summary>
    internal static ReadOnlySpan<int> OutpatientNumbers => [1, 2, 8, 9];

    internal static ReadOnlySpan<int> InpatientRemarks => [5, 20, 21, 22, 23];

    internal static ReadOnlySpan<int> OutpatientRemarks => [3, 4, 5, 6, 7];

    /// <summary>An element as a number (days, a rate, or dollars); null when it is absent or none.</summary>
    public decimal? Number(int element) => Reading.Elements.Number(Elements, element);
}

/// <summary>DTM, with the end of the span when it is a range (RD8).</summary>
public readonly record struct QualifiedDate(string Qualifier, DateOnly Date, DateOnly? Until = null);

/// <summary>AMT (dollars) or QTY (units).</summary>
public readonly record struct QualifiedNumber(string Qualifier, decimal Value);

internal static class Qualified
{
    public static DateOnly? FindUntil(this IReadOnlyList<QualifiedDate> dates, string qualifier)
    {
        foreach (var date in dates)
        {
            if (date.Qualifier == qualifier && date.Until is not null)
            {
                return date.Until;
            }
        }

        return null;
    }

    public static DateOnly? Find(this IReadOnlyList<QualifiedDate> dates, string qualifier)
    {
        foreach (var date in dates)
        {
            if (date.Qualifier == qualifier)
            {
                return date.Date;
            }
        }

        return null;
    }

    public static decimal? Find(this IReadOnlyList<QualifiedNumber> numbers, string qualifier)
    {
        foreach (var number in numbers)
        {
            if (number.Qualifier == qualifier)
            {
                return number.Value;
            }
        }

        return null;
    }
}
