using Clausea.Batch.Era;

namespace Clausea.Batch.Ledger;

/// <summary>A remittance as the page of its file tells it; money in dollars.</summary>
public sealed record FileRemittance
{
    public required long Id { get; init; }

    public required string ControlNumber { get; init; }

    public string? TraceNumber { get; init; }

    public required decimal Payment { get; init; }

    public string? PaymentMethod { get; init; }

    public DateOnly? PaymentDate { get; init; }

    public string? Payer { get; init; }

    public string? PayerId { get; init; }

    public string? Practice { get; init; }

    /// <summary>NPI, else tax number.</summary>
    public string? PracticeId { get; init; }

    public required int Claims { get; init; }

    public required int Services { get; init; }

    public required decimal Charge { get; init; }

    public required decimal Paid { get; init; }

    /// <summary>Payment, claims and provider adjustments add up.</summary>
    public required bool IsBalanced { get; init; }

    /// <summary>Claims and services that do not add up.</summary>
    public required int Unbalanced { get; init; }

    public required int Denials { get; init; }

    public required int Appeals { get; init; }

    /// <summary>Where it begins in the file.</summary>
    public required Position Position { get; init; }

    /// <summary>The file that had brought the same payment before, with other content.</summary>
    public long? ResentFileId { get; init; }
}

/// <summary>A row of <c>remittances</c> as the database has it.</summary>
internal sealed class FileRemittanceRecord
{
    public long Id { get; init; }
    public string ControlNumber { get; init; } = "";
    public string? TraceNumber { get; init; }
    public Money PaymentAmount { get; init; }
    public string? PaymentMethod { get; init; }
    public DateOnly? PaymentDate { get; init; }
    public string? PayerName { get; init; }
    public string? PayerId { get; init; }
    public string? PayeeName { get; init; }
    public string? PayeeNpi { get; init; }
    public string? PayeeTaxId { get; init; }
    public int Claims { get; init; }
    public int Services { get; init; }
    public Money Charge { get; init; }
    public Money Paid { get; init; }
    public bool Balanced { get; init; }
    public int Unbalanced { get; init; }
    public int NewDenials { get; init; }
    public int NewAppeals { get; init; }
    public int Segment { get; init; }
    public long ByteOffset { get; init; }
    public long? ResentFileId { get; init; }

    public FileRemittance ToRemittance() => new()
    {
        Id = Id,
        ControlNumber = ControlNumber,
        TraceNumber = TraceNumber,
        Payment = PaymentAmount.Amount,
        PaymentMethod = PaymentMethod,
        PaymentDate = PaymentDate,
        Payer = PayerName,
        PayerId = PayerId,
        Practice = PayeeName,
        PracticeId = PayeeNpi ?? PayeeTaxId,
        Claims = Claims,
        Services = Services,
        Charge = Charge.Amount,
        Paid = Paid.Amount,
        IsBalanced = Balanced,
        Unbalanced = Unbalanced,
        Denials = NewDenials,
        Appeals = NewAppeals,
        Position = new(Segment, ByteOffset),
        ResentFileId = ResentFileId,
    };
}
