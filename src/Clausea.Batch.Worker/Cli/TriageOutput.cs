using System.Text.Json;
using Clausea.Batch.Appeals;

namespace Clausea.Batch.Worker.Cli;

/// <summary>Where the rows of `triage` go, one by one: a large file does not have to fit into memory.</summary>
internal interface ITriageOutput : IDisposable
{
    void Add(TriageRow row);

    void End();
}

/// <summary>One JSON array.</summary>
internal sealed class TriageJson : ITriageOutput
{
    private const int FlushAt = 64 * 1024;

    private readonly Stream _output;
    private readonly Utf8JsonWriter _writer;

    public TriageJson()
    {
        _output = Console.OpenStandardOutput();
        _writer = new Utf8JsonWriter(_output, new JsonWriterOptions { Indented = true, Encoder = Terminal.Json.Encoder });
        _writer.WriteStartArray();
    }

    public void Add(TriageRow row)
    {
        JsonSerializer.Serialize(_writer, row, Terminal.Json);
        if (_writer.BytesPending > FlushAt)
        {
            _writer.Flush();
        }
    }

    public void End()
    {
        _writer.WriteEndArray();
        _writer.Flush();
        _output.Write("\n"u8);
    }

    public void Dispose()
    {
        _writer.Dispose();
        _output.Dispose();
    }
}

/// <summary>A table for people: the first claims one by one, then all of them by what to do.</summary>
internal sealed class TriageSheet : ITriageOutput
{
    private const int ShownOneByOne = 500;

    private readonly Page _page = Page.OfOutput();
    private readonly TextTable _claims = new("Claim", "#Denied", "Codes", "What to do", "Playbook", "By", "#Priority", "~Why");
    private readonly Dictionary<(Disposition Disposition, string? Playbook), (int Claims, decimal Denied)> _totals = [];
    private int _count;
    private decimal _denied;

    public void Add(TriageRow row)
    {
        var (claims, denied) = _totals.GetValueOrDefault((row.Disposition, row.Playbook));
        _totals[(row.Disposition, row.Playbook)] = (claims + 1, denied + row.DeniedAmount);
        _denied += row.DeniedAmount;
        if (++_count <= ShownOneByOne)
        {
            _claims.Add(
                row.PatientControlNumber, Terminal.Money(row.DeniedAmount), string.Join(' ', row.Reasons.Concat(row.Remarks)),
                row.Disposition.ToString(), row.Playbook, By(row.Deadline), Terminal.Count(row.Priority), row.Because);
        }
    }

    public void End()
    {
        if (_count > 0)
        {
            _claims.Write(_page, string.Empty);
            WriteRest();
            _page.Line();
            WriteTotals();
            _page.Line();
        }

        _page.Line($"{Terminal.Count(_count, "claim")}, {Terminal.Money(_denied)} denied.");
    }

    public void Dispose() => _page.Dispose();

    private void WriteRest()
    {
        if (_count > ShownOneByOne)
        {
            _page.Line($"… and {Terminal.Count(_count - ShownOneByOne, "more claim")}; --json lists them all.");
        }
    }

    private void WriteTotals()
    {
        var table = new TextTable("What to do", "Playbook", "#Claims", "#Denied");
        foreach (var ((disposition, playbook), (claims, denied)) in _totals.OrderByDescending(total => total.Key.Disposition).ThenByDescending(total => total.Value.Denied))
        {
            table.Add(disposition.ToString(), playbook, Terminal.Count(claims), Terminal.Money(denied));
        }

        table.Write(_page, string.Empty);
    }

    private static string By(Deadline? deadline) => deadline is null
        ? "–"
        : Terminal.Date(deadline.Date) + (deadline.IsDefault ? " (default, verify)" : string.Empty);
}
