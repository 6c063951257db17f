namespace Clausea.Batch.Appeals;

/// <summary>A row of a list: where it begins, and its cells.</summary>
internal sealed record SheetRow(int Line, IReadOnlyList<string> Cells)
{
    public string this[int column] => column >= 0 && column < Cells.Count ? Cells[column] : string.Empty;

    public bool IsBlank => Cells.All(string.IsNullOrWhiteSpace);
}

/// <summary>One row that was left out, and why.</summary>
public sealed record CodeListProblem(int Line, string Message)
{
    public override string ToString() => $"line {Line}: {Message}";
}

/// <summary>A code with what stands beside it, as read from any kind of file.</summary>
internal sealed record CodeRow(int Line, string Code, string Text)
{
    public DateOnly? Start { get; init; }

    public DateOnly? Stop { get; init; }

    public DateOnly? Modified { get; init; }

    public string? Notes { get; init; }
}

/// <summary>One way of reading a file: the codes it finds, what it leaves out, and how sure it is.</summary>
internal sealed class CodeSheet
{
    private const int LongestText = 4_000;

    private static readonly string[] s_noDates = ["n/a", "na", "none", "null", "tbd", "open", "current", "present", "active"];

    public List<CodeRow> Codes { get; } = [];

    public List<CodeListProblem> Problems { get; } = [];

    /// <summary>Whether columns say what they hold.</summary>
    public bool HasNames { get; private set; }

    /// <summary>Rows that fit, less those that do not.</summary>
    public int Score => Codes.Count - Problems.Count;

    /// <summary>Reads rows by the names of their columns, else by what the columns hold.</summary>
    public static CodeSheet Of(IReadOnlyList<SheetRow> rows, char? delimiter = null, IEnumerable<CodeListProblem>? problems = null)
    {
        var sheet = new CodeSheet();
        sheet.Problems.AddRange(problems ?? []);
        var (columns, first) = CodeColumns.Named(rows);
        sheet.HasNames = columns is not null;
        columns ??= CodeColumns.Guessed(rows);
        if (columns is not null)
        {
            foreach (var row in rows.Skip(first).Where(row => !row.IsBlank).SkipWhile(row => !sheet.HasNames && IsTitle(row)))
            {
                sheet.Take(row, columns, delimiter);
            }
        }

        return sheet;
    }

    /// <summary>Takes the codes of another part of the file.</summary>
    public void Add(CodeSheet part)
    {
        Codes.AddRange(part.Codes);
        Problems.AddRange(part.Problems);
        HasNames |= part.HasNames;
    }

    /// <summary>Takes one code, or tells what is wrong with its row.</summary>
    public void Take(CodeRow row)
    {
        var wrong = row switch
        {
            { Code.Length: 0 } => "there is no code",
            { Text.Length: 0 } => "the code has no text",
            { Text.Length: > LongestText } => $"the text is longer than {LongestText} characters",
            _ when CodeShape.Kind(row.Code) is null && !CodeShape.IsForeign(row.Code) => "this is not a code",
            _ when !row.Text.Any(char.IsLetter) => "the text has no words",
            _ => null,
        };
        if (wrong is null)
        {
            Codes.Add(row);
        }
        else
        {
            Problems.Add(new CodeListProblem(row.Line, wrong));
        }
    }

    private void Take(SheetRow row, CodeColumns columns, char? delimiter)
    {
        if (TextOf(row, columns, delimiter) is not { } text)
        {
            Problems.Add(new CodeListProblem(row.Line, "there are more cells than columns; quotation marks may be missing"));
            return;
        }

        if (Array.Exists([columns.Start, columns.Stop, columns.Modified], column => HasWords(row[column])))
        {
            Problems.Add(new CodeListProblem(row.Line, "there are words where a date should be; quotation marks may be missing"));
            return;
        }

        var trailer = CodeTrailer.Of(text);
        Take(new CodeRow(row.Line, CodeShape.Normal(row[columns.Code]), trailer.Text)
        {
            Start = Date(row, columns.Start) ?? trailer.Start,
            Stop = Date(row, columns.Stop) ?? trailer.Stop,
            Modified = Date(row, columns.Modified) ?? trailer.Modified,
            Notes = CodeTrailer.Tidy(row[columns.Notes]) is { Length: > 0 } notes ? notes : trailer.Notes,
        });
    }

    // Rows above the first code that have no number, such as names of columns that we do not know.
    private static bool IsTitle(SheetRow row) =>
        row.Cells.All(cell => !cell.Any(char.IsAsciiDigit) && CodeShape.Kind(CodeShape.Normal(cell)) is null);

    // A text that holds the delimiter and is not quoted goes on in the next cells. Half of it must not pass for the whole.
    private static string? TextOf(SheetRow row, CodeColumns columns, char? delimiter) =>
        row.Cells.Skip(columns.Width).All(string.IsNullOrWhiteSpace) ? row[columns.Text]
        : columns.Text == columns.Width - 1 && delimiter is { } comma ? string.Join(comma, row.Cells.Skip(columns.Text))
        : null;

    private static bool HasWords(string cell) =>
        cell.Any(char.IsLetter) && CodeDates.Read(cell) is null && !s_noDates.Contains(cell.Trim(), StringComparer.OrdinalIgnoreCase);

    private DateOnly? Date(SheetRow row, int column)
    {
        var cell = row[column].Trim();
        var date = CodeDates.Read(cell);
        if (date is null && cell.Any(char.IsAsciiDigit))
        {
            Problems.Add(new CodeListProblem(row.Line, "a date cannot be read; the code is taken without it"));
        }

        return date;
    }
}
