using System.Text.Json;
using System.Text.Json.Serialization;

namespace Clausea.Batch.Shared;

/// <summary>What a file says, in the shape of `inspect --claims --json`. <c>Details</c> holds what the model has beyond
/// that document, one element a line (`REF*1L=GROUP`). Amounts are without trailing zeros, so that equal means equal.</summary>
public sealed record PlainReading
{
    private static readonly JsonSerializerOptions s_json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    private static readonly JsonSerializerOptions s_contract = new(s_json) { TypeInfoResolver = PlainContract.Resolver };

    public required IReadOnlyList<PlainInterchange> Interchanges { get; init; }

    [JsonIgnore]
    public IEnumerable<PlainRemittance> Remittances =>
        Interchanges.SelectMany(interchange => interchange.Groups).SelectMany(group => group.Remittances);

    [JsonIgnore]
    public IEnumerable<PlainClaim> Claims => Remittances.SelectMany(remittance => remittance.Claims);

    /// <summary>What does not balance, by level: remittances, claims, services.</summary>
    [JsonIgnore]
    public (int Remittances, int Claims, int Services) Unbalanced =>
        (Remittances.Count(remittance => !remittance.Balanced),
            Claims.Count(claim => !claim.Balanced),
            Claims.SelectMany(claim => claim.Services).Count(service => !service.Balanced));

    /// <summary>One line for each value that differs.</summary>
    public IReadOnlyList<string> DifferencesTo(PlainReading other)
    {
        var (expected, actual) = (JsonSerializer.SerializeToUtf8Bytes(this, s_json), JsonSerializer.SerializeToUtf8Bytes(other, s_json));
        if (expected.AsSpan().SequenceEqual(actual))
        {
            return [];
        }

        using var left = JsonDocument.Parse(expected);
        using var right = JsonDocument.Parse(actual);
        return JsonPaths.Differences(left.RootElement, right.RootElement);
    }

    /// <summary>Only what `inspect --claims --json` prints.</summary>
    public JsonElement ToContractJson() => JsonSerializer.SerializeToElement(this, s_contract);
}

public sealed record PlainInterchange
{
    public required string? ControlNumber { get; init; }

    public required string? Sender { get; init; }

    public required string? Receiver { get; init; }

    public required IReadOnlyList<PlainGroup> Groups { get; init; }

    public IReadOnlyList<string> Details { get; init; } = [];
}

public sealed record PlainGroup
{
    public required string? Version { get; init; }

    public required IReadOnlyList<PlainRemittance> Remittances { get; init; }

    public IReadOnlyList<string> Details { get; init; } = [];
}

public sealed record PlainRemittance
{
    public required string? ControlNumber { get; init; }

    public required string? TraceNumber { get; init; }

    public required decimal? PaymentAmount { get; init; }

    public required string? PaymentMethod { get; init; }

    public required DateOnly? PaymentDate { get; init; }

    public required PlainPayer Payer { get; init; }

    public required PlainPayee Payee { get; init; }

    public required IReadOnlyList<PlainClaim> Claims { get; init; }

    public required int ClaimCount { get; init; }

    public required int ServiceCount { get; init; }

    public required decimal Charge { get; init; }

    public required decimal Paid { get; init; }

    public required IReadOnlyList<PlainProviderAdjustment> ProviderAdjustments { get; init; }

    public required bool Balanced { get; init; }

    public required bool Complete { get; init; }

    public IReadOnlyList<string> Details { get; init; } = [];
}

public sealed record PlainPayer(string? Name, string? Id);

public sealed record PlainPayee(string? Name, string? Npi, string? TaxId);

public sealed record PlainProviderAdjustment(
    string? ProviderId, DateOnly? FiscalDate, string? Reason, string? Reference, decimal? Amount);

public sealed record PlainClaim
{
    public required string? PatientControlNumber { get; init; }

    public required string? PayerClaimNumber { get; init; }

    public required string? Status { get; init; }

    public required decimal? Charge { get; init; }

    public required decimal? Paid { get; init; }

    public required decimal? PatientResponsibility { get; init; }

    public required string? FilingIndicator { get; init; }

    public required bool Reversal { get; init; }

    public required IReadOnlyList<string> Remarks { get; init; }

    public required IReadOnlyList<PlainAdjustment> Adjustments { get; init; }

    public required bool Balanced { get; init; }

    public required IReadOnlyList<PlainLine> Services { get; init; }

    public IReadOnlyList<string> Details { get; init; } = [];
}

public sealed record PlainLine
{
    public required string? Procedure { get; init; }

    public required IReadOnlyList<string> Modifiers { get; init; }

    public required string? RevenueCode { get; init; }

    public required decimal? Charge { get; init; }

    public required decimal? Paid { get; init; }

    public required decimal? Units { get; init; }

    public required DateOnly? Date { get; init; }

    public required string? LineControlNumber { get; init; }

    public required bool Balanced { get; init; }

    public required IReadOnlyList<PlainAdjustment> Adjustments { get; init; }

    public required IReadOnlyList<string> Remarks { get; init; }

    public IReadOnlyList<string> Details { get; init; } = [];
}

public sealed record PlainAdjustment(string? Group, string? Reason, decimal? Amount, decimal? Quantity);
