using System.Text.Json;
using Clausea.Batch.Era;

namespace Clausea.Batch.Worker.Cli;

/// <summary>Writes the JSON of `inspect` while the file is read: memory does not grow with it.</summary>
internal sealed class InspectJson(Utf8JsonWriter json, bool withClaims)
{
    private Interchange? _interchange;
    private FunctionalGroup? _group;
    private bool _inInterchange;
    private bool _inGroup;

    public void Start(string file)
    {
        json.WriteStartObject();
        json.WriteString("file", file);
        json.WriteStartArray("interchanges");
    }

    public void Take(EraReader reader)
    {
        switch (reader.Event)
        {
            case EraEvent.Interchange:
                StartInterchange(reader.Interchange);
                break;
            case EraEvent.Group:
                StartGroup(reader.Interchange, reader.Group);
                break;
            case EraEvent.Remittance:
                StartRemittance(reader.Interchange, reader.Group, reader.Remittance!);
                break;
            case EraEvent.Claim when withClaims:
                WriteClaim(reader.Claim.ToClaimPayment());
                break;
            case EraEvent.RemittanceEnd:
                EndRemittance(reader.Summary!);
                break;
        }
    }

    public void End(string sha256, IEnumerable<Finding> findings)
    {
        EndInterchange();
        json.WriteEndArray();
        json.WriteString("sha256", sha256);
        json.WriteStartArray("findings");
        foreach (var finding in findings)
        {
            json.WriteStartObject();
            json.WriteString("code", finding.Code);
            json.WriteString("severity", Name(finding.Severity));
            json.WriteNumber("segment", finding.Position.Segment);
            json.WriteNumber("offset", finding.Position.Offset);
            json.WriteString("message", finding.Message);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static string Name(Severity severity) => severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        _ => "info",
    };

    private void StartInterchange(Interchange? interchange)
    {
        EndInterchange();
        json.WriteStartObject();
        json.WriteString("controlNumber", interchange?.ControlNumber);
        json.WriteString("sender", interchange?.Sender.Value);
        json.WriteString("receiver", interchange?.Receiver.Value);
        json.WriteStartArray("groups");
        _interchange = interchange;
        _inInterchange = true;
    }

    private void EndInterchange()
    {
        EndGroup();
        if (_inInterchange)
        {
            json.WriteEndArray();
            json.WriteEndObject();
            _inInterchange = false;
        }
    }

    // What stands without an envelope still has its place in the document.
    private void StartGroup(Interchange? interchange, FunctionalGroup? group)
    {
        if (!_inInterchange || !ReferenceEquals(interchange, _interchange))
        {
            StartInterchange(interchange);
        }

        EndGroup();
        json.WriteStartObject();
        json.WriteString("version", group?.Version);
        json.WriteStartArray("remittances");
        _group = group;
        _inGroup = true;
    }

    private void EndGroup()
    {
        if (_inGroup)
        {
            json.WriteEndArray();
            json.WriteEndObject();
            _inGroup = false;
        }
    }

    private void StartRemittance(Interchange? interchange, FunctionalGroup? group, Remittance remittance)
    {
        if (!_inGroup || !ReferenceEquals(group, _group) || !ReferenceEquals(interchange, _interchange))
        {
            StartGroup(interchange, group);
        }

        json.WriteStartObject();
        json.WriteString("controlNumber", remittance.ControlNumber);
        json.WriteString("traceNumber", remittance.Payment.TraceNumber);
        json.WriteNumber("paymentAmount", remittance.Payment.Amount);
        json.WriteString("paymentMethod", remittance.Payment.Method);
        WriteDate("paymentDate", remittance.Payment.Date);
        json.WriteStartObject("payer");
        json.WriteString("name", remittance.Payer.Name);
        json.WriteString("id", remittance.PayerId);
        json.WriteEndObject();
        json.WriteStartObject("payee");
        json.WriteString("name", remittance.Payee.Name);
        json.WriteString("npi", remittance.PayeeNpi);
        json.WriteString("taxId", remittance.PayeeTaxId);
        json.WriteEndObject();
        if (withClaims)
        {
            json.WriteStartArray("claims");
        }
    }

    private void EndRemittance(RemittanceSummary summary)
    {
        if (withClaims)
        {
            json.WriteEndArray();
        }

        json.WriteNumber("claimCount", summary.Claims);
        json.WriteNumber("serviceCount", summary.Services);
        json.WriteNumber("charge", summary.Charge);
        json.WriteNumber("paid", summary.Paid);
        json.WriteStartArray("providerAdjustments");
        foreach (var adjustment in summary.ProviderAdjustments)
        {
            json.WriteStartObject();
            json.WriteString("providerId", adjustment.ProviderId);
            WriteDate("fiscalDate", adjustment.FiscalDate);
            json.WriteString("reason", adjustment.Reason);
            json.WriteString("reference", adjustment.Reference);
            json.WriteNumber("amount", adjustment.Amount);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteBoolean("balanced", summary.Balanced);
        json.WriteBoolean("complete", summary.Complete);
        json.WriteEndObject();
    }

    private void WriteClaim(ClaimPayment claim)
    {
        json.WriteStartObject();
        json.WriteString("patientControlNumber", claim.PatientControlNumber);
        json.WriteString("payerClaimNumber", claim.PayerClaimNumber);
        json.WriteString("status", claim.Status);
        WriteNumber("charge", claim.ChargeMissing ? null : claim.Charge);
        WriteNumber("paid", claim.PaidMissing ? null : claim.Paid);
        WriteNumber("patientResponsibility", claim.PatientResponsibility);
        json.WriteString("filingIndicator", claim.FilingIndicator);
        json.WriteBoolean("reversal", claim.IsReversal);
        json.WriteNumber("segment", claim.Position.Segment);
        WriteNumber("corrects", claim.Corrects?.Segment);
        WriteTexts("remarks", claim.Remarks);
        WriteAdjustments(claim.Adjustments);
        json.WriteBoolean("balanced", claim.Balanced);
        json.WriteStartArray("services");
        foreach (var service in claim.Services)
        {
            WriteService(service);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void WriteService(ServicePayment service)
    {
        var (qualifier, code) = (service.Procedure.Qualifier, service.Procedure.Code);
        json.WriteStartObject();
        json.WriteString("procedure", qualifier is null && code is null ? null : $"{qualifier}:{code}");
        WriteTexts("modifiers", service.Procedure.Modifiers);
        json.WriteString("revenueCode", service.RevenueCode);
        WriteNumber("charge", service.ChargeMissing ? null : service.Charge);
        WriteNumber("paid", service.PaidMissing ? null : service.Paid);
        WriteNumber("units", service.Units);
        WriteDate("date", service.From);
        json.WriteString("lineControlNumber", service.LineControlNumber);
        json.WriteBoolean("balanced", service.Balanced);
        WriteAdjustments(service.Adjustments);
        WriteTexts("remarks", service.Remarks);
        json.WriteEndObject();
    }

    private void WriteAdjustments(IReadOnlyList<Adjustment> adjustments)
    {
        json.WriteStartArray("adjustments");
        foreach (var adjustment in adjustments)
        {
            json.WriteStartObject();
            json.WriteString("group", adjustment.Group);
            json.WriteString("reason", adjustment.Reason);
            WriteNumber("amount", adjustment.AmountMissing ? null : adjustment.Amount);
            WriteNumber("quantity", adjustment.Quantity);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void WriteTexts(string name, IReadOnlyList<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    private void WriteNumber(string name, decimal? number)
    {
        if (number is { } value)
        {
            json.WriteNumber(name, value);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private void WriteDate(string name, DateOnly? date) =>
        json.WriteString(name, date?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
}
