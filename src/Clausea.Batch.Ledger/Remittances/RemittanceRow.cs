using Clausea.Batch.Era;

namespace Clausea.Batch.Ledger;

/// <summary>A remittance ready to be written: its properties are the parameters of the statements.</summary>
internal sealed class RemittanceRow(long fileId, Interchange? interchange, Remittance remittance, DateTimeOffset now)
{
    public long FileId => fileId;

    public long RemittanceId { get; set; }

    /// <summary>Number of the payer's name.</summary>
    public long PayerNo { get; set; }

    /// <summary>Number of the practice's name.</summary>
    public long PracticeNo { get; set; }

    /// <summary>Stands in for the fingerprint, which is known only at the end; no other remittance has it.</summary>
    public string Provisional { get; } = $"open:{Guid.NewGuid():N}";

    public string? Fingerprint { get; set; }

    public DateTimeOffset Now => now;

    public string ControlNumber { get; } = DenialRow.Clip(remittance.ControlNumber)!;

    public string? TraceNumber { get; } = DenialRow.Clip(remittance.Payment.TraceNumber);

    public Money PaymentAmount { get; } = remittance.Payment.Amount;

    public string? PaymentMethod { get; } = DenialRow.Clip(remittance.Payment.Method);

    public DateOnly? PaymentDate { get; } = remittance.Payment.Date;

    public string? PayerName { get; } = DenialRow.Clip(remittance.Payer.Name);

    public string? PayerId { get; } = DenialRow.Clip(remittance.PayerId);

    public string? PayeeName { get; } = DenialRow.Clip(remittance.Payee.Name);

    public string? PayeeNpi { get; } = DenialRow.Clip(remittance.PayeeNpi);

    public string? PayeeTaxId { get; } = DenialRow.Clip(remittance.PayeeTaxId);

    public string? InterchangeJson { get; } = LedgerJson.Write(interchange);

    public string HeaderJson { get; } = LedgerJson.Write(remittance);

    public int Segment { get; } = remittance.Position.Segment;

    public long ByteOffset { get; } = remittance.Position.Offset;

    public int Claims { get; private set; }

    public int Services { get; private set; }

    public Money Charge { get; private set; }

    public Money Paid { get; private set; }

    public bool Balanced { get; private set; }

    public int Unbalanced { get; private set; }

    public bool Complete { get; private set; }

    public string? ProviderAdjustmentsJson { get; private set; }

    public long? ResentOf { get; set; }

    public int SecondLook { get; set; }

    public int NewDenials { get; set; }

    public int NewAppeals { get; set; }

    public void Add(RemittanceSummary summary)
    {
        Claims = summary.Claims;
        Services = summary.Services;
        Charge = summary.Charge;
        Paid = summary.Paid;
        Balanced = summary.Balanced;
        Unbalanced = summary.Unbalanced;
        Complete = summary.Complete;
        ProviderAdjustmentsJson = LedgerJson.Write(summary.ProviderAdjustments);
    }
}
