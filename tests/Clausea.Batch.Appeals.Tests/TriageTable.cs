using System.Globalization;
using Clausea.Batch.Era;
using Clausea.Batch.Shared;

namespace Clausea.Batch.Appeals.Tests;

/// <summary>One row of triage-table.md.</summary>
public sealed record TriageRow(
    string Service, string Payer, string Codes, decimal Denied, string Disposition, string Playbook, string Rule)
{
    private const decimal Charge = 150m;

    public override string ToString() => $"{Service} {Payer}: {Codes}";

    /// <summary>The row as an 835, read.</summary>
    internal (Remittance Remittance, ClaimPayment Claim) Read()
    {
        var payer = Payer.Split(", ");
        var status = payer.FirstOrDefault(part => part.StartsWith("status ", StringComparison.Ordinal))?[7..] ?? "1";
        var id = payer.FirstOrDefault(part => part.StartsWith("payer ", StringComparison.Ordinal))?[6..] ?? "SAMPLE";
        var services = Service == "–" ? [] : Service.Split(" / ");
        var lines = Codes.Split(" / ").Select(codes => codes.Split(' ')).ToList();
        var paid = lines.Sum(Paid);
        List<string> segments = [$"CLP*A*{status}*{Money(Charge * lines.Count)}*{Money(paid)}*0*{payer[0]}*ICN"];
        if (services.Length == 0)
        {
            segments.AddRange(Adjustments(lines[0]));
        }

        var remarks = lines.SelectMany(codes => codes).Where(code => code.StartsWith("claim:", StringComparison.Ordinal)).Select(code => code[6..]).ToList();
        if (remarks.Count > 0)
        {
            segments.Add($"MOA***{string.Join('*', remarks)}");
        }

        for (var i = 0; i < services.Length; i++)
        {
            segments.Add(Svc(services[i], Paid(lines[i])));
            segments.Add("DTM*472*20260105");
            segments.AddRange(Adjustments(lines[i]));
            segments.AddRange(lines[i].Where(IsRemark).Select(code => $"LQ*HE*{code}"));
        }

        var tree = EraTree.Read(EraText.WithClaim([.. segments]).Replace("REF", $"REF*2U*{id}").ToString());
        return (tree.Remittances[0].Header, tree.Claims.Single());
    }

    private static string Svc(string service, decimal paid) => service.StartsWith("rev ", StringComparison.Ordinal)
        ? $"SVC*NU:{service[4..]}*{Money(Charge)}*{Money(paid)}"
        : $"SVC*HC:{service}*{Money(Charge)}*{Money(paid)}";

    private static IEnumerable<string> Adjustments(string[] codes) =>
        from code in codes
        where code.Contains('-', StringComparison.Ordinal)
        let parts = code.Split('-', '=')
        select $"CAS*{parts[0]}*{parts[1]}*{(parts.Length > 2 ? parts[2] : Money(Charge))}";

    private static decimal Paid(string[] codes) => codes.Where(code => code.StartsWith("paid=", StringComparison.Ordinal))
        .Sum(code => decimal.Parse(code[5..], CultureInfo.InvariantCulture));

    private static bool IsRemark(string code) => !code.Contains('-', StringComparison.Ordinal) && !code.Contains('=', StringComparison.Ordinal) &&
        !code.StartsWith("claim:", StringComparison.Ordinal);

    private static string Money(decimal amount) => amount.ToString("0.##", CultureInfo.InvariantCulture);
}

/// <summary>The rows of triage-table.md.</summary>
internal static class TriageTable
{
    private static readonly Lock s_lock = new();

    private static string Path => Repository.PathOf("tests", "Clausea.Batch.Appeals.Tests", "triage-table.md");

    public static IReadOnlyList<TriageRow> Rows { get; } =
    [
        .. from line in File.ReadLines(Path)
           let cells = Cells(line)
           where cells.Length == 7 && cells[0] != "Service" && !cells[0].StartsWith('-')
           select new TriageRow(cells[0], cells[1], cells[2], decimal.Parse(cells[3], CultureInfo.InvariantCulture), cells[4], cells[5], cells[6]),
    ];

    /// <summary>The rule's name; only "playbook" where the row names the playbook anyway.</summary>
    public static string ShortRule(Verdict verdict) => verdict.Rule == $"playbook:{verdict.Playbook}" ? "playbook" : verdict.Rule;

    /// <summary>Writes playbook and rule into the row; disposition and amount stay what a person has written.</summary>
    public static void Accept(TriageRow row, Verdict verdict)
    {
        lock (s_lock)
        {
            File.WriteAllLines(Path, File.ReadAllLines(Path).Select(line => Cells(line) is { Length: 7 } cells && cells[0] == row.Service && cells[1] == row.Payer && cells[2] == row.Codes
                ? "| " + string.Join(" | ", (string[])[cells[0].PadRight(22), cells[1].PadRight(18), cells[2].PadRight(28), cells[3].PadRight(8), cells[4].PadRight(17), (verdict.Playbook ?? "–").PadRight(34), ShortRule(verdict).PadRight(17)]) + " |"
                : line).ToArray());
        }
    }

    private static string[] Cells(string line) => line.Trim('|').Split('|', StringSplitOptions.TrimEntries);
}
