using Clausea.Batch.Appeals;
using Clausea.Batch.Era;

namespace Clausea.Batch.Ledger;

/// <summary>One claim and its verdict, ready to be written: its properties are the parameters of the inserts.</summary>
internal sealed class DenialRow(Remittance remittance, ClaimPayment claim, Verdict verdict)
{
    /// <summary>The end of time, for appeals without a deadline.</summary>
    internal static readonly DateOnly NoDeadline = DateOnly.MaxValue;

    // Indexed and listed columns are short in SQL Server; a damaged file may have more. The JSON has it all.
    private const int ShortText = 400;
    private const int CodeText = 40;

    public long RemittanceId { get; set; }
    public DateTimeOffset Now { get; set; }
    public string Fingerprint { get; } = ClaimFingerprint.Of(remittance, claim);
    public string Disposition { get; } = verdict.Disposition.ToString();
    public string? Kind { get; } = verdict.Kind?.ToString();
    public string RuleName { get; } = verdict.Rule;
    public string Because { get; } = verdict.Because;
    public string? Playbook { get; } = verdict.Playbook;
    public Money DeniedAmount { get; } = verdict.DeniedAmount;
    public string Reasons { get; } = string.Join(' ', verdict.Reasons);
    public string Remarks { get; } = string.Join(' ', verdict.Remarks);
    public string Services { get; } = string.Join(' ', verdict.Services);
    public DateOnly? Deadline { get; } = verdict.Deadline?.Date;
    public DateOnly DeadlineKey { get; } = verdict.Deadline?.Date ?? NoDeadline;
    public DateOnly? SafeDeadline { get; } = verdict.Deadline?.SafeDate;
    public string? DeadlineBasis { get; } = verdict.Deadline?.Basis;
    public string? DeadlineSource { get; } = verdict.Deadline?.Source;
    public bool DeadlineIsDefault { get; } = verdict.Deadline?.IsDefault ?? false;
    public int Priority { get; } = verdict.Priority;
    public string VerdictJson { get; } = LedgerJson.Write(verdict);
    public string? PatientControlNumber { get; } = Clip(claim.PatientControlNumber);
    public string? PayerClaimNumber { get; } = Clip(claim.PayerClaimNumber);
    public string? ClaimStatus { get; } = Clip(claim.Status);
    public string? FilingIndicator { get; } = Clip(claim.FilingIndicator);
    public DateOnly? ServiceFrom { get; } = From(claim);
    public DateOnly? ServiceTo { get; } = claim.Services.Max(service => service.To) ?? claim.Date("233") ?? From(claim);
    public Money Charge { get; } = claim.Charge;
    public Money Paid { get; } = claim.Paid;
    public string ClaimJson { get; } = LedgerJson.Write(claim);
    public int Segment { get; } = claim.Position.Segment;
    public long ByteOffset { get; } = claim.Position.Offset;
    public string? PayerName { get; } = Clip(remittance.Payer.Name);
    public string? PayerId { get; } = Clip(remittance.PayerId);
    public string? PayeeName { get; } = Clip(remittance.Payee.Name);
    public string? PayeeNpi { get; } = Clip(remittance.PayeeNpi);
    public string? PayeeTaxId { get; } = Clip(remittance.PayeeTaxId);

    internal IReadOnlyList<string> ToDos { get; } = verdict.ToDos;

    /// <summary>Each once, without groups, as <c>denial_codes</c> has them.</summary>
    internal IReadOnlyList<string> Codes { get; } = CodesOf(verdict.Reasons, verdict.Remarks);

    /// <summary>A bit for each of them.</summary>
    internal long CodeBits => Codes.Aggregate(0L, (bits, code) => bits | BitOf(code));

    /// <summary>Characters that the row holds on to, about.</summary>
    internal int Length => ClaimJson.Length + VerdictJson.Length;

    /// <summary>The same claim for a person to judge, as its remittance was sent before with other content.</summary>
    public DenialRow ForReview() => new(remittance, claim, ResentRemittance.Judge(verdict));

    /// <summary>One of 62 bits, as the schema script counts it for what was there before.</summary>
    internal static long BitOf(string code)
    {
        int At(int place) => place < code.Length ? code[place] : 0;
        return 1L << (((31 * At(0)) + (7 * At(1)) + (3 * At(2)) + At(3)) % 62);
    }

    /// <summary>The first day of service; null when the claim names none.</summary>
    internal static DateOnly? From(ClaimPayment claim) =>
        claim.Services.Min(service => service.From) ?? claim.Date("232");

    /// <summary>Codes of reasons and remarks, each once and without its group.</summary>
    internal static IReadOnlyList<string> CodesOf(IReadOnlyList<string> reasons, IReadOnlyList<string> remarks) =>
    [
        .. reasons.Select(reason => reason[(reason.IndexOf('-', StringComparison.Ordinal) + 1)..]).Concat(remarks)
            .Select(code => (code.Length > CodeText ? code[..CodeText] : code).ToUpperInvariant())
            .Where(code => code.Length > 0)
            .Distinct(),
    ];

    public static string? Clip(string? text) => text is { Length: > ShortText } ? text[..ShortText] : text;
}
