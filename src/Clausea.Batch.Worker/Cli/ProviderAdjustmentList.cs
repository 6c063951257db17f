using Clausea.Batch.Appeals;
using Clausea.Batch.Era;

namespace Clausea.Batch.Worker.Cli;

/// <summary>The provider adjustments of a file: the first of them one by one, beyond that a sum for each reason.</summary>
internal sealed class ProviderAdjustmentList
{
    private const int RowsKept = 20;
    private const int ReasonsKept = 60;

    private readonly List<ProviderAdjustment> _rows = [];
    private readonly Dictionary<string, ReasonTotal> _reasons = [];
    private long _count;

    public decimal Total { get; private set; }

    public void Add(IReadOnlyList<ProviderAdjustment> adjustments)
    {
        foreach (var adjustment in adjustments)
        {
            _count++;
            Total += adjustment.Amount;
            if (_rows.Count < RowsKept)
            {
                _rows.Add(adjustment);
            }

            var reason = adjustment.Reason ?? "–";
            reason = _reasons.Count < ReasonsKept || _reasons.ContainsKey(reason) ? reason : "others";
            if (!_reasons.TryGetValue(reason, out var total))
            {
                _reasons.Add(reason, total = new ReasonTotal());
            }

            total.Count++;
            total.Amount += adjustment.Amount;
        }
    }

    public void Write(Page page)
    {
        if (_count == 0)
        {
            return;
        }

        page.Line();
        page.Add("Provider adjustments", Ink.Strong);
        page.Line(": positive lowers the payment, negative raises it", Ink.Faint);
        var table = _count <= RowsKept ? OneByOne() : ByReason();
        table.Write(page, "  ");
    }

    private TextTable OneByOne()
    {
        var table = new TextTable("Reason", "#Amount", "Provider", "Year ends", "~Reference", "~Meaning");
        foreach (var row in _rows)
        {
            table.Add(row.Reason, Terminal.Money(row.Amount), row.ProviderId, Terminal.Date(row.FiscalDate), row.Reference, Meaning(row.Reason));
        }

        return table;
    }

    private TextTable ByReason()
    {
        var table = new TextTable("Reason", "#Times", "#Amount", "~Meaning");
        foreach (var (reason, total) in _reasons.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            table.Add(reason, $"{total.Count:N0}", Terminal.Money(total.Amount), Meaning(reason));
        }

        return table;
    }

    private static string Meaning(string? reason) =>
        CodeCatalogue.Shipped.ProviderAdjustment(reason)?.Text ?? "The catalogue has no such reason.";

    private sealed class ReasonTotal
    {
        public long Count { get; set; }

        public decimal Amount { get; set; }
    }
}
