using Clausea.Batch.Era;

namespace Clausea.Batch.Appeals;

/// <summary>The practices the office bills for (templates/practices.yaml).</summary>
public sealed class PracticeBook(IReadOnlyList<PracticeEntry> practices)
{
    public static readonly PracticeBook Empty = new([]);

    public IReadOnlyList<PracticeEntry> Practices => practices;

    /// <summary>By NPI, else by tax identifier.</summary>
    public PracticeEntry? Find(Remittance remittance) =>
        practices.FirstOrDefault(practice => remittance.PayeeNpi is { } npi && practice.Npis.Contains(npi)) ??
        practices.FirstOrDefault(practice => remittance.PayeeTaxId is { } tax && practice.TaxIds.Contains(tax));
}

/// <summary>One practice: what its letterhead and signature say.</summary>
public sealed record PracticeEntry
{
    public required string Name { get; init; }

    public IReadOnlyList<string> Npis { get; init; } = [];

    public IReadOnlyList<string> TaxIds { get; init; } = [];

    public IReadOnlyList<string> Address { get; init; } = [];

    public string? Phone { get; init; }

    public string? Fax { get; init; }

    public string? Email { get; init; }

    public string? Signer { get; init; }

    public string? SignerTitle { get; init; }
}
