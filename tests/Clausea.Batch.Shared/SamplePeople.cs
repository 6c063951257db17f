using Clausea.Batch.Era;

namespace Clausea.Batch.Shared;

/// <summary>Everything in the samples that must never be seen in logs, job arguments or job names.</summary>
public static class SamplePeople
{
    /// <summary>Names, member ids, claim and account numbers of all samples.</summary>
    public static IReadOnlyList<string> Secrets { get; } =
    [
        .. SampleTable.Rows.Where(row => row.Balanced is not null)
            .SelectMany(row => EraTree.ReadFile(row.Path).Claims)
            .SelectMany(SecretsOf)
            .OfType<string>()
            .Where(text => text.Length >= 4)
            .Distinct(),
    ];

    private static IEnumerable<string?> SecretsOf(ClaimPayment claim)
    {
        yield return claim.PatientControlNumber;
        yield return claim.PayerClaimNumber;
        foreach (var person in new[] { claim.Patient, claim.Insured, claim.Corrected })
        {
            yield return person?.Last;
            yield return person?.Id.Value;
        }
    }
}
