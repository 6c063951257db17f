using Clausea.Batch.Appeals;

namespace Clausea.Batch.Worker.Cli;

/// <summary>`codes list`: shipped and imported texts side by side.</summary>
internal static class CodesList
{
    public static int Run(CodeCatalogue codes, CodeKind? only, bool json)
    {
        var rows = OfficialText.Kinds.Where(kind => only is null || kind == only).SelectMany(kind => Rows(kind, codes)).ToList();
        if (json)
        {
            Terminal.PrintJson(rows);
            return ExitCode.Fine;
        }

        var table = Terminal.Table("Code", "Kind", "Status", "Our words", "Official text");
        foreach (var row in rows)
        {
            table.AddPlainRow(row.Code, row.Kind.ToString(), row.Status, row.Text, row.Official is { } text ? PlainText.Harmless(text) : null);
        }

        Terminal.Out.Write(table);
        return ExitCode.Fine;
    }

    private static IEnumerable<CodesRow> Rows(CodeKind kind, CodeCatalogue codes)
    {
        var shipped = kind switch
        {
            CodeKind.Reason => codes.Reasons.Select(code => new CodesRow(code.Code, kind, code.Text, Status(code.IsActive, code.Stopped))),
            CodeKind.Remark => codes.Remarks.Select(code => new CodesRow(code.Code, kind, code.Text, Status(code.IsActive, code.Stopped))),
            _ => codes.Groups.Select(code => new CodesRow(code.Code, kind, code.Text, Status(true, null))),
        };
        var ours = shipped.ToDictionary(row => row.Code);
        var official = codes.OfficialTexts.List(kind)?.Texts ?? [];
        return ours.Values.Select(row => row.With(codes.Official(row.Code)))
            .Concat(official.Where(text => !ours.ContainsKey(text.Code))
                .Select(text => new CodesRow(text.Code, kind, null, "not in the catalogue").With(text)))
            .OrderBy(row => row.Code, CodeOrder.Natural);
    }

    private static string Status(bool isActive, DateOnly? stopped) =>
        isActive ? "active" : stopped is { } day ? $"deactivated {Terminal.Date(day)}" : "deactivated";
}

/// <summary>A row of `codes list --json`: our words and status, and what the imported list says.</summary>
internal sealed record CodesRow(string Code, CodeKind Kind, string? Text, string Status)
{
    public string? Official { get; init; }

    public DateOnly? Start { get; init; }

    public DateOnly? Stop { get; init; }

    public DateOnly? Modified { get; init; }

    public string? Notes { get; init; }

    public CodesRow With(OfficialText? official) => official is null ? this : this with
    {
        Official = official.Text,
        Start = official.Start,
        Stop = official.Stop,
        Modified = official.Modified,
        Notes = official.Notes,
        Status = official.Stop is { } day && Status == "active" ? $"active; by the list until {Terminal.Date(day)}" : Status,
    };
}
