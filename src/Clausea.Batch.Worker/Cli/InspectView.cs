using Clausea.Batch.Appeals;
using Clausea.Batch.Era;
using Spectre.Console;

namespace Clausea.Batch.Worker.Cli;

/// <summary>`inspect` for people: the payments first, then findings grouped, each with its place.</summary>
internal sealed class InspectView(IAnsiConsole console, CodeCatalogue codes, bool withClaims)
{
    private const int PlacesShown = 5;

    private readonly Table _payments = Terminal.Table("Payer", "Trace", "Date", "#Payment", "#Claims", "#Services", "#Charged", "#Paid", "#Provider adj.", "Balance");
    private (int Interchanges, int Remittances, int Claims, int Services) _count;

    public void Take(EraReader reader)
    {
        switch (reader.Event)
        {
            case EraEvent.Interchange:
                _count.Interchanges++;
                break;
            case EraEvent.Remittance when withClaims:
                console.MarkupLineInterpolated($"[bold]{reader.Remittance!.Payer.Name ?? "?"}[/] pays {reader.Remittance.Payee.Name ?? "?"}, trace {reader.Remittance.Payment.TraceNumber ?? "–"}");
                break;
            case EraEvent.Claim when withClaims:
                Show(reader.Claim.ToClaimPayment());
                break;
            case EraEvent.RemittanceEnd:
                Add(reader.Remittance!, reader.Summary!);
                break;
        }
    }

    public void End(EraReader reader)
    {
        console.Write(_payments);
        console.WriteLine($"{Terminal.Count(_count.Interchanges, "interchange")}, {Terminal.Count(_count.Remittances, "remittance")}, " +
            $"{Terminal.Count(_count.Claims, "claim")}, {Terminal.Count(_count.Services, "service")}, {Terminal.Count(reader.Segments, "segment")}.");
        if (reader.Findings.Count == 0)
        {
            console.MarkupLine("[green]No findings.[/] Everything balances.");
            return;
        }

        foreach (var group in reader.Findings.GroupBy(finding => finding.Code).OrderByDescending(group => group.First().Severity))
        {
            Show(group.Key, [.. group]);
        }

        if (reader.Findings.NotKept > 0)
        {
            console.WriteLine($"… and {reader.Findings.NotKept} more findings that are only counted.");
        }
    }

    private void Add(Remittance remittance, RemittanceSummary summary)
    {
        _count.Remittances++;
        _count.Claims += summary.Claims;
        _count.Services += summary.Services;
        _payments.AddPlainRow(
            remittance.Payer.Name,
            remittance.Payment.TraceNumber,
            Terminal.Date(remittance.Payment.Date),
            Terminal.Money(remittance.Payment.Amount),
            $"{summary.Claims}",
            $"{summary.Services}",
            Terminal.Money(summary.Charge),
            Terminal.Money(summary.Paid),
            Terminal.Money(summary.ProviderAdjustments.Sum(adjustment => adjustment.Amount)),
            (summary.Complete, summary.Balanced, summary.Unbalanced) switch
            {
                (false, _, _) => "cut off",
                (_, true, 0) => "yes",
                (_, true, var n) => $"yes, but {n} inside it do not",
                _ => "no",
            });
    }

    private void Show(string code, List<Finding> findings)
    {
        var color = findings[0].Severity switch { Severity.Error => "red", Severity.Warning => "yellow", _ => "grey" };
        var title = FindingKinds.All.FirstOrDefault(kind => kind.Code == code)?.Title ?? string.Empty;
        console.MarkupLineInterpolated($"[{color}]{InspectJson.Name(findings[0].Severity),-7}[/] [bold]{code}[/] {title}");
        foreach (var finding in findings.Take(PlacesShown))
        {
            console.WriteLine($"        {finding.Position}: {finding.Message}");
        }

        if (findings.Count > PlacesShown)
        {
            console.WriteLine($"        … and {findings.Count - PlacesShown} more like it");
        }
    }

    private void Show(ClaimPayment claim)
    {
        console.WriteLine($"  Claim {claim.PatientControlNumber ?? "–"} (payer's {claim.PayerClaimNumber ?? "–"}), status {claim.Status}: " +
            $"charge {Terminal.Money(claim.Charge)}, paid {Terminal.Money(claim.Paid)}, patient {Terminal.Money(claim.PatientResponsibility ?? 0)}" +
            (claim.Balanced ? string.Empty : ", DOES NOT BALANCE"));
        Show(claim.Adjustments, claim.Remarks, "    ");
        foreach (var service in claim.Services)
        {
            var modifiers = string.Concat(service.Procedure.Modifiers.Select(modifier => $"-{modifier}"));
            console.WriteLine($"    {service.Number,2}. {Terminal.Date(service.From)} {service.Procedure.Code}{modifiers} {service.RevenueCode} " +
                $"charge {Terminal.Money(service.Charge)}, paid {Terminal.Money(service.Paid)}" + (service.Balanced ? string.Empty : ", DOES NOT BALANCE"));
            Show(service.Adjustments, service.Remarks, "        ");
        }
    }

    private void Show(IReadOnlyList<Adjustment> adjustments, IReadOnlyList<string> remarks, string indent)
    {
        foreach (var adjustment in adjustments)
        {
            console.WriteLine($"{indent}{adjustment.Group}-{adjustment.Reason} {Terminal.Money(adjustment.Amount)}  {codes.Reason(adjustment.Reason)?.Text ?? "not in the catalogue"}");
        }

        foreach (var remark in remarks)
        {
            console.WriteLine($"{indent}{remark}  {codes.Remark(remark)?.Text ?? "not in the catalogue"}");
        }
    }
}
