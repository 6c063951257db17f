using System.Text;
using Clausea.Batch.Era;

namespace Clausea.Batch.Shared;

/// <summary>A whole file as objects: for tests, which like to look at everything at once.</summary>
public sealed class EraTree
{
    public List<Interchange> Interchanges { get; } = [];

    public List<FunctionalGroup> Groups { get; } = [];

    public List<(Remittance Header, List<ClaimPayment> Claims, RemittanceSummary Summary)> Remittances { get; } = [];

    public IReadOnlyList<Finding> Findings { get; private set; } = [];

    public IEnumerable<ClaimPayment> Claims => Remittances.SelectMany(remittance => remittance.Claims);

    public IEnumerable<string> FindingCodes => Findings.Select(finding => finding.Code);

    public static EraTree Read(string text, EraOptions? options = null) => Read(Encoding.Latin1.GetBytes(text), options);

    public static EraTree ReadFile(string path) => Read(File.ReadAllBytes(path));

    public static EraTree Read(byte[] bytes, EraOptions? options = null)
    {
        using var stream = new MemoryStream(bytes);
        return Read(stream, options);
    }

    public static EraTree Read(Stream stream, EraOptions? options = null)
    {
        var tree = new EraTree();
        using var reader = new EraReader(stream, options);
        List<ClaimPayment> claims = [];
        while (reader.Read())
        {
            switch (reader.Event)
            {
                case EraEvent.Interchange:
                    tree.Interchanges.Add(reader.Interchange!);
                    break;
                case EraEvent.Group:
                    tree.Groups.Add(reader.Group!);
                    break;
                case EraEvent.Remittance:
                    claims = [];
                    break;
                case EraEvent.Claim:
                    claims.Add(reader.Claim.ToClaimPayment());
                    break;
                case EraEvent.RemittanceEnd:
                    tree.Remittances.Add((reader.Remittance!, claims, reader.Summary!));
                    break;
            }
        }

        tree.Findings = [.. reader.Findings];
        return tree;
    }
}
