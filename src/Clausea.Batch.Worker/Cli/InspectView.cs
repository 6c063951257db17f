using System.Globalization;
using Clausea.Batch.Era;

namespace Clausea.Batch.Worker.Cli;

/// <summary>One file for people: what it is, its payments, provider adjustments, findings. Keeps a bounded number of
/// rows, however many remittances there are, and counts the rest.</summary>
internal sealed class InspectView(Page page, bool allPlaces)
{
    private const int RowsKept = 20;
    private const int UnbalancedKept = 50;

    private readonly List<PaymentRow> _rows = [];
    private readonly ProviderAdjustmentList _providerAdjustments = new();
    private int _interchanges;
    private int _groups;
    private int _tests;
    private int _unbalanced;
    private int _cutOff;
    private long _services;
    private decimal _charge;
    private decimal _paid;
    private decimal _patient;
    private decimal _patientOfOne;
    private Party? _payee;
    private bool _severalPayees;

    public long Remittances { get; private set; }

    public long Claims { get; private set; }

    /// <summary>Sum of BPR02, in dollars.</summary>
    public decimal Payment { get; private set; }

    public void Take(EraReader reader)
    {
        switch (reader.Event)
        {
            case EraEvent.Claim:
                Claims++;
                _patientOfOne += reader.Claim.PatientResponsibility ?? 0;
                break;
            case EraEvent.Interchange:
                _interchanges++;
                _tests += reader.Interchange!.IsTest ? 1 : 0;
                break;
            case EraEvent.Group:
                _groups++;
                break;
            case EraEvent.RemittanceEnd:
                Add(reader.Remittance!, reader.Summary!);
                break;
        }
    }

    public void Write(FindingList findings, long segments, long? bytes)
    {
        WriteCounts(segments, bytes);
        WriteVerdict(findings);
        WritePayments();
        _providerAdjustments.Write(page);
        new FindingSheet(page, allPlaces).Write(findings);
    }

    private void Add(Remittance remittance, RemittanceSummary summary)
    {
        var row = new PaymentRow(remittance, summary, _patientOfOne);
        Remittances++;
        Payment += remittance.Payment.Amount;
        _services += summary.Services;
        _charge += summary.Charge;
        _paid += summary.Paid;
        _patient += _patientOfOne;
        _patientOfOne = 0;
        _providerAdjustments.Add(summary.ProviderAdjustments);
        AddPayee(remittance.Payee);
        _cutOff += summary.Complete ? 0 : 1;
        _unbalanced += row.IsFine || !summary.Complete ? 0 : 1;
        if (_rows.Count < (row.IsFine ? RowsKept : RowsKept + UnbalancedKept))
        {
            _rows.Add(row);
        }
    }

    private void AddPayee(Party payee)
    {
        if (_payee is not null && (payee.Name != _payee.Name || payee.Id != _payee.Id))
        {
            _severalPayees = true;
        }

        _payee ??= payee;
    }

    private void WriteCounts(long segments, long? bytes)
    {
        page.Wrapped(
            "  ",
            $"{Terminal.Count(_interchanges, "interchange")}, {Terminal.Count(_groups, "group")}, " +
            $"{Terminal.Count(Remittances, "remittance")}, {Terminal.Count(Claims, "claim")}, " +
            $"{Terminal.Count(_services, "service")}, {Terminal.Count(segments, "segment")}" +
            (bytes is { } size ? $", {Size(size)}" : string.Empty));
        if (_payee?.Name is { } name)
        {
            page.Wrapped("  Paid to ", _severalPayees ? $"{name}, and others" : name + Identifiers(_payee));
        }

        if (_tests > 0)
        {
            var which = _interchanges == _tests ? "Marked" : $"{Number(_tests)} of the interchanges are marked";
            page.Line($"  {which} as test data (ISA15 is T).", Ink.Warning);
        }
    }

    private static string Identifiers(Party payee) => payee.Id switch
    {
        { Qualifier: "XX", Value: { } npi } => $", NPI {npi}",
        { Qualifier: "FI", Value: { } tax } => $", tax id {tax}",
        { Value: { } id } => $", id {id}",
        _ => string.Empty,
    };

    private void WriteVerdict(FindingList findings)
    {
        if (findings.Errors + findings.Warnings > 0)
        {
            var notes = findings.Count - findings.Errors - findings.Warnings;
            var counts = new List<string>();
            Count(counts, findings.Errors, "error");
            Count(counts, findings.Warnings, "warning");
            if (notes > 0)
            {
                counts.Add($"{notes:N0} for information");
            }

            page.Line($"  Needs a person: {string.Join(", ", counts)}.", findings.Errors > 0 ? Ink.Bad : Ink.Warning);
        }
        else
        {
            var rest = findings.Count == 0 ? "No findings." : $"{Terminal.Count(findings.Count, "finding")} for information, nothing to do.";
            page.Line($"  Everything balances. {rest}", Ink.Good);
        }
    }

    private static void Count(List<string> parts, int n, string noun)
    {
        if (n > 0)
        {
            parts.Add(Terminal.Count(n, noun));
        }
    }

    private void WritePayments()
    {
        page.Line();
        page.Line("Payments", Ink.Strong);
        var table = new TextTable(
            "~Payer", "Trace", "Date", "By", "#Payment", "#Claims", "#Services",
            "#Charged", "#Paid", "#Patient", "#Provider adj.", "~Balance");
        foreach (var row in _rows)
        {
            row.AddTo(table);
        }

        if (Remittances > 1)
        {
            table.Add(
                Ink.Strong, "Total", string.Empty, string.Empty, string.Empty,
                Terminal.Money(Payment), Number(Claims), Number(_services), Terminal.Money(_charge), Terminal.Money(_paid),
                Terminal.Money(_patient), Terminal.Money(_providerAdjustments.Total), TotalBalance());
        }

        table.Write(page, "  ");
        if (Remittances > _rows.Count)
        {
            page.Wrapped("  ", LeftOut());
        }
    }

    private string TotalBalance() => (_unbalanced, _cutOff) switch
    {
        (0, 0) => "yes",
        (0, var cut) => $"{cut} cut off",
        (var no, 0) => $"{no} of {Remittances} do not",
        var (no, cut) => $"{no} of {Remittances} do not, {cut} cut off",
    };

    private string LeftOut()
    {
        var unbalancedLeft = _unbalanced + _cutOff - _rows.Count(row => !row.IsFine);
        var left = Remittances - _rows.Count;
        return unbalancedLeft == 0
            ? $"{Terminal.Count(left, "more remittance")} left out; all of them balance."
            : $"{Terminal.Count(left, "more remittance")} left out, of which {Number(unbalancedLeft)} do not balance.";
    }

    public static string Number(long n) => n.ToString("N0", CultureInfo.InvariantCulture);

    private static string Size(long bytes) => bytes < 1_000_000
        ? Terminal.Count(bytes, "byte")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:N1} MB");
}

/// <summary>A payment in the table.</summary>
internal sealed class PaymentRow(Remittance remittance, RemittanceSummary summary, decimal patient)
{
    private readonly decimal _providerAdjustments = summary.ProviderAdjustments.Sum(adjustment => adjustment.Amount);

    public bool IsFine => summary is { Complete: true, Balanced: true, Unbalanced: 0 };

    public void AddTo(TextTable table) => table.Add(
        IsFine ? Ink.Plain : Ink.Bad,
        remittance.Payer.Name,
        remittance.Payment.TraceNumber,
        Terminal.Date(remittance.Payment.Date),
        remittance.Payment.Method,
        Terminal.Money(remittance.Payment.Amount),
        InspectView.Number(summary.Claims),
        InspectView.Number(summary.Services),
        Terminal.Money(summary.Charge),
        Terminal.Money(summary.Paid),
        Terminal.Money(patient),
        Terminal.Money(_providerAdjustments),
        Balance());

    private string Balance()
    {
        var difference = remittance.Payment.Amount - (summary.Paid - _providerAdjustments);
        return (summary.Complete, summary.Balanced, summary.Unbalanced, difference) switch
        {
            (false, _, _, _) => "cut off",
            (_, true, 0, _) => "yes",
            (_, true, 1, _) => "yes, but 1 inside it does not",
            (_, true, var inside, _) => $"yes, but {inside} inside it do not",
            (_, _, _, < 0) => $"no: pays {Terminal.Money(-difference)} too little",
            (_, _, _, > 0) => $"no: pays {Terminal.Money(difference)} too much",
            _ => "no",
        };
    }
}
