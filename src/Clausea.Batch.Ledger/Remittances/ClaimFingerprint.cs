using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Clausea.Batch.Era;

namespace Clausea.Batch.Ledger;

/// <summary>What makes one adjudication of one claim the same wherever it is read again: in another wrapping, or in a
/// file that was split or joined on its way. A later adjudication has another payment, status or amounts.</summary>
internal sealed class ClaimFingerprint
{
    private readonly StringBuilder _text = new();

    /// <summary>SHA-256 in lower-case hex.</summary>
    public static string Of(Remittance remittance, ClaimPayment claim)
    {
        var fingerprint = new ClaimFingerprint();
        fingerprint.AddPayment(remittance);
        fingerprint.AddClaim(claim);
        foreach (var service in claim.Services)
        {
            fingerprint.AddService(service);
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(fingerprint._text.ToString())));
    }

    private void AddPayment(Remittance remittance)
    {
        Add(remittance.PayerId ?? remittance.Payment.OriginatorId);
        Add(remittance.PayeeNpi ?? remittance.PayeeTaxId);
        Add(remittance.Payment.TraceNumber);
        Add(remittance.Payment.Date);
    }

    private void AddClaim(ClaimPayment claim)
    {
        Add(claim.PatientControlNumber);
        Add(claim.PayerClaimNumber);
        Add(claim.Status);
        Add(claim.Charge);
        Add(claim.Paid);
        Add(claim.Patient?.Last);
        Add(claim.Patient?.First);
        Add(claim.Patient?.Middle);
        Add(claim.Patient?.Id.Value);
        Add(claim.Date("232"));
        Add(claim.Date("233"));
        AddSet(claim.Adjustments.Select(Written));
        AddSet(claim.Remarks);
    }

    private void AddService(ServicePayment service)
    {
        Add(service.Number.ToString(CultureInfo.InvariantCulture));
        Add(service.Procedure.Qualifier);
        Add(service.Procedure.Code);
        AddSet(service.Procedure.Modifiers);
        Add(service.Charge);
        Add(service.From);
        Add(service.To);
        AddSet(service.Adjustments.Select(Written));
        AddSet(service.Remarks);
    }

    private static string Written(Adjustment adjustment) =>
        $"{adjustment.Group}-{adjustment.Reason} {Written(adjustment.Amount)}";

    // 120, 120.0 and 120.00 are one amount.
    private static string Written(decimal amount) => amount.ToString("0.##########", CultureInfo.InvariantCulture);

    // Senders order adjustments and remarks as they like.
    private void AddSet(IEnumerable<string> values)
    {
        var sorted = values.Order(StringComparer.Ordinal).ToList();
        Add(sorted.Count.ToString(CultureInfo.InvariantCulture));
        sorted.ForEach(Add);
    }

    private void Add(decimal amount) => Add(Written(amount));

    private void Add(DateOnly? date) => Add(date?.ToString(DateStored.Format, CultureInfo.InvariantCulture));

    // The length before each value keeps "AB" + "C" apart from "A" + "BC", and null apart from "".
    private void Add(string? value) =>
        _text.Append(CultureInfo.InvariantCulture, $"{value?.Length ?? -1}:{value}");
}
