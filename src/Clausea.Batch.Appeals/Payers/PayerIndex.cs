using Clausea.Batch.Era;

namespace Clausea.Batch.Appeals;

/// <summary>Finds the payer of a remittance: by id, else by name, else by a pattern of names. Of payers that share an id
/// or a name the first counts.</summary>
internal sealed class PayerIndex
{
    private readonly Dictionary<string, PayerEntry> _byId = new(StringComparer.Ordinal);
    private readonly Dictionary<string, PayerEntry> _byName = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<(string Pattern, PayerEntry Payer)> _patterns = [];

    public PayerIndex(IReadOnlyList<PayerEntry> payers)
    {
        foreach (var payer in payers)
        {
            foreach (var id in payer.Ids.Concat(payer.Products.SelectMany(product => product.Ids)))
            {
                _byId.TryAdd(id, payer);
            }

            foreach (var name in payer.Aliases.Prepend(payer.Name))
            {
                _byName.TryAdd(name, payer);
            }

            _patterns.AddRange(payer.NamePatterns.Select(pattern => (pattern, payer)));
        }
    }

    /// <summary>REF*2U, N104 and TRN03, as far as they are there.</summary>
    public static IReadOnlyList<string> IdsOf(Remittance remittance) =>
        [.. new[] { remittance.PayerId, remittance.Payer.Id.Value, remittance.Payment.OriginatorId }.OfType<string>().Distinct()];

    public PayerEntry? Find(IReadOnlyList<string> ids, string? name)
    {
        foreach (var id in ids)
        {
            if (_byId.TryGetValue(id, out var payer))
            {
                return payer;
            }
        }

        return name is null ? null : _byName.GetValueOrDefault(name) ?? _patterns.Find(entry => NamePattern.Fits(entry.Pattern, name)).Payer;
    }
}
