using Clausea.Batch.Appeals;
using Clausea.Batch.Era;

namespace Clausea.Batch.Worker.Cli;

/// <summary>Claims and services as a remittance advice on paper shows them.</summary>
internal sealed class ClaimSheet(Page page, CodeCatalogue codes)
{
    private const string ServiceIndent = "      ";

    public void Take(EraReader reader)
    {
        switch (reader.Event)
        {
            case EraEvent.Remittance:
                Write(reader.Remittance!);
                break;
            case EraEvent.Claim:
                Write(reader.Claim.ToClaimPayment());
                break;
        }
    }

    private void Write(Remittance remittance)
    {
        var payment = remittance.Payment;
        page.Line(
            $"{remittance.Payer.Name ?? "A payer without a name"} pays {remittance.Payee.Name ?? "a payee without a name"}",
            Ink.Strong);
        page.Wrapped(
            string.Empty,
            $"{Terminal.Money(payment.Amount)} on {Terminal.Date(payment.Date)}{ClaimWords.Method(payment.Method)}, " +
            $"trace {payment.TraceNumber ?? "–"}");
        page.Line();
    }

    private void Write(ClaimPayment claim)
    {
        page.Add("  Claim ");
        page.Add(claim.PatientControlNumber ?? "–", Ink.Strong);
        page.Line($"   {ClaimWords.Name(claim.Patient) ?? "patient not named"}{ClaimWords.Id(claim.Patient, ", member id ")}");
        WriteFacts(ClaimWords.Adjudication(claim));
        WriteFacts(ClaimWords.People(claim));
        WriteFacts(ClaimWords.References(claim));
        WriteFacts(ClaimWords.Amounts(claim.Amounts, claim.Quantities));
        WriteCorrections(claim);
        page.Add($"    Charged {Stated(claim.Charge, claim.ChargeMissing)}   Allowed {MoneyOrNone(ClaimWords.Allowed(claim))}   ");
        page.Add($"Paid {Stated(claim.Paid, claim.PaidMissing)}", Ink.Strong);
        page.Line($"   Patient {MoneyOrNone(claim.PatientResponsibility)}");
        if (!claim.Balanced)
        {
            page.Wrapped("    ", ClaimWords.Imbalance(claim), Ink.Bad);
        }

        Write(claim.Adjustments, claim.Remarks, "    ");
        WriteServices(claim.Services);
        page.Line();
    }

    private void WriteFacts(IEnumerable<string> facts)
    {
        var line = string.Join("; ", facts);
        if (line.Length > 0)
        {
            page.Wrapped("    ", char.ToUpperInvariant(line[0]) + line[1..]);
        }
    }

    // What the payer knows better than the claim said: often the very thing that a denial asks for.
    private void WriteCorrections(ClaimPayment claim)
    {
        foreach (var correction in ClaimWords.Corrections(claim))
        {
            page.Wrapped("    ", correction, Ink.Warning);
        }
    }

    private void WriteServices(IReadOnlyList<ServicePayment> services)
    {
        if (services.Count == 0)
        {
            page.Line("    The payer decided the claim as a whole: it has no services.", Ink.Faint);
            return;
        }

        page.Line(
            $"  {"#",2}  {"Date",-10}  {"Procedure",-16} {"Rev.",-4} {"Units",6} {"Charged",10} {"Allowed",10} {"Paid",10}",
            Ink.Faint);
        foreach (var service in services)
        {
            Write(service);
        }
    }

    private void Write(ServicePayment service)
    {
        page.Line(
            $"  {service.Number,2}  {Terminal.Date(service.From),-10}  {ClaimWords.Procedure(service.Procedure),-16} {service.RevenueCode,-4} " +
            $"{ClaimWords.Units(service),6} {Stated(service.Charge, service.ChargeMissing),10} {MoneyOrNone(service.Allowed),10} {Stated(service.Paid, service.PaidMissing),10}");
        foreach (var note in ClaimWords.Notes(service))
        {
            page.Wrapped(ServiceIndent, note);
        }

        if (!service.Balanced)
        {
            page.Wrapped(ServiceIndent, ClaimWords.Imbalance(service), Ink.Bad);
        }

        Write(service.Adjustments, service.Remarks, ServiceIndent);
    }

    // Group, reason, amount and quantity in columns, the meaning beside them.
    private void Write(IReadOnlyList<Adjustment> adjustments, IReadOnlyList<string> remarks, string indent)
    {
        foreach (var adjustment in adjustments)
        {
            var quantity = adjustment.Quantity is { } n ? $"x {ClaimWords.Number(n)}" : string.Empty;
            WriteCode(
                $"{indent}{adjustment.Group}-{adjustment.Reason}",
                $"{Stated(adjustment.Amount, adjustment.AmountMissing),10}  {quantity,-6}",
                codes.Text(adjustment.Reason));
        }

        foreach (var remark in remarks)
        {
            WriteCode(indent + remark, $"{string.Empty,18}", codes.Text(remark));
        }
    }

    private void WriteCode(string code, string amount, string? text) =>
        page.Wrapped($"{code,-17} {amount}  ", text ?? "The catalogue has no such code.");

    // Missing, or nothing that can be read as an amount.
    private static string Stated(decimal amount, bool missing) => missing ? "–" : Terminal.Money(amount);

    private static string MoneyOrNone(decimal? amount) => amount is { } known ? Terminal.Money(known) : "–";
}
