using Clausea.Batch.Era;

namespace Clausea.Batch.Appeals;

/// <summary>The practices the office bills for (templates/practices.yaml).</summary>
public sealed class PracticeBook
{
    public static readonly PracticeBook Empty = new([]);

    private readonly Dictionary<string, PracticeEntry> _byNpi = new(StringComparer.Ordinal);
    private readonly Dictionary<string, PracticeEntry> _byTaxId = new(StringComparer.Ordinal);

    public PracticeBook(IReadOnlyList<PracticeEntry> practices, BillingCompany? billingCompany = null)
    {
        (Practices, BillingCompany) = (practices, billingCompany);
        foreach (var practice in practices)
        {
            foreach (var npi in practice.Npis)
            {
                _byNpi.TryAdd(npi, practice);
            }

            foreach (var taxId in practice.TaxIds)
            {
                _byTaxId.TryAdd(taxId, practice);
            }
        }
    }

    public IReadOnlyList<PracticeEntry> Practices { get; }

    /// <summary>Who bills for the practices; null when they bill for themselves.</summary>
    public BillingCompany? BillingCompany { get; }

    /// <summary>By NPI, else by tax identifier; of practices that share one the first counts.</summary>
    public PracticeEntry? Find(Remittance remittance) =>
        Find(_byNpi, remittance.PayeeNpi) ?? Find(_byTaxId, remittance.PayeeTaxId);

    private static PracticeEntry? Find(Dictionary<string, PracticeEntry> table, string? id) =>
        id is null ? null : table.GetValueOrDefault(id);
}

/// <summary>One practice: what its letterhead and signature say.</summary>
public sealed record PracticeEntry
{
    public required string Name { get; init; }

    public IReadOnlyList<string> Npis { get; init; } = [];

    /// <summary>Nine digits each.</summary>
    public IReadOnlyList<string> TaxIds { get; init; } = [];

    public IReadOnlyList<string> Address { get; init; } = [];

    /// <summary>Two letters; filing rules may depend on it where the remittance has no address of the payee.</summary>
    public string? State { get; init; }

    public string? Phone { get; init; }

    public string? Fax { get; init; }

    public string? Email { get; init; }

    public string? Signer { get; init; }

    public string? SignerTitle { get; init; }

    /// <summary>Such as LCSW or MD.</summary>
    public string? Credential { get; init; }

    /// <summary>A PNG or JPEG file, relative to the folder of the templates.</summary>
    public string? Logo { get; init; }
}

/// <summary>A company that bills for practices, and by what authority it writes for them.</summary>
public sealed record BillingCompany(string Name, IReadOnlyList<string> Address, string? Phone, string? Authority);
