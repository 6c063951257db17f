namespace Clausea.Batch.Appeals;

/// <summary>Which column of a sheet holds what, -1 where none does; and how many columns there are.</summary>
internal sealed record CodeColumns(int Code, int Text, int Start, int Stop, int Modified, int Notes, int Width)
{
    public const int MostColumns = 64;

    private const int RowsBeforeNames = 20;

    private static readonly string[] s_codeNames = ["carc", "rarc", "id", "reason", "remark", "codes", "codevalue", "codenumber"];
    private static readonly string[] s_listNames = ["carc", "rarc", "reason", "remark", "adjustment"];
    private static readonly string[] s_textNames = ["desc", "definition", "text", "narrative", "meaning", "message", "wording", "display"];
    private static readonly string[] s_stopNames = ["stop", "enddate", "deactivat", "terminat", "expir", "effectiveend", "effectiveto", "inactive"];
    private static readonly string[] s_startNames = ["start", "effective", "begin", "activation"];
    private static readonly string[] s_modifiedNames = ["modif", "updat", "revis", "changed"];
    private static readonly string[] s_notesNames = ["note", "comment"];

    /// <summary>By the first row that names a code and a text, and the number of the row behind it.</summary>
    public static (CodeColumns? Columns, int FirstRow) Named(IReadOnlyList<SheetRow> rows)
    {
        for (var i = 0; i < Math.Min(rows.Count, RowsBeforeNames); i++)
        {
            var cells = rows[i].Cells.Take(MostColumns).ToList();
            if (OfNames(cells) is { } columns && !cells.Exists(cell => CodeShape.Kind(CodeShape.Normal(cell)) is not null))
            {
                return (columns, i + 1);
            }
        }

        return (null, 0);
    }

    /// <summary>By names of columns; null when they name no code or no text.</summary>
    public static CodeColumns? OfNames(IEnumerable<string> names)
    {
        var all = names.ToList();
        var columns = all.Select((name, place) => (Name: Normal(name), Place: place)).ToLookup(column => RoleOf(column.Name));
        var code = First(columns[Role.Code].OrderBy(column => Doubt(column.Name)));
        var text = First(columns[Role.Text].OrderBy(column => column.Name.Contains("short", StringComparison.Ordinal)));
        return code < 0 || text < 0 ? null : new CodeColumns(
            code, text, First(columns[Role.Start]), First(columns[Role.Stop]), First(columns[Role.Modified]), First(columns[Role.Notes]), all.Count);
    }

    // Beside the code there may be a code of its group or status, or a number of the row.
    private static int Doubt(string name) => name switch
    {
        "code" => 0,
        "id" => 4,
        _ when name.Contains("group", StringComparison.Ordinal) => 3,
        _ when Has(s_listNames, name) => 1,
        _ => 2,
    };

    private static int First(IEnumerable<(string Name, int Place)> columns) =>
        columns.Select(column => column.Place).DefaultIfEmpty(-1).First();

    /// <summary>By what they hold: the column with the longest texts, the nearest one with codes, dates behind them.
    /// </summary>
    public static CodeColumns? Guessed(IReadOnlyList<SheetRow> rows)
    {
        var width = Math.Min(rows.Select(row => row.Cells.Count).DefaultIfEmpty().Max(), MostColumns);
        var columns = Enumerable.Range(0, width).Select(column => ColumnContent.Of(rows, column)).ToList();
        var text = columns.Where(column => column.Letters > 0 && column.Dates == 0 && !column.IsOfCodes).MaxBy(column => column.Letters);
        var code = columns.Where(column => column.IsOfCodes)
            .OrderBy(column => column.Codes == 0).ThenBy(column => Math.Abs(column.Place - text?.Place ?? 0)).FirstOrDefault();
        if (code is null || text is null)
        {
            return null;
        }

        var dates = columns.SkipWhile(column => column.Place <= Math.Max(code.Place, text.Place))
            .TakeWhile(column => column.Dates * 5 >= column.Filled * 4).ToList();
        var known = columns.Where(column => column == code || column == text || dates.Contains(column) || column.Filled * 10 >= code.Filled * 9);
        return OfDates(code.Place, text.Place, dates) with { Width = known.Max(column => column.Place) + 1 };
    }

    // Lists say Start, Stop, Last Modified. Of two, the second is Stop where only few codes have it.
    private static CodeColumns OfDates(int code, int text, List<ColumnContent> dates)
    {
        var (start, stop, modified) = dates.Count switch
        {
            0 => (-1, -1, -1),
            1 => (dates[0].Place, -1, -1),
            2 when dates[1].Filled * 2 < dates[0].Filled => (dates[0].Place, dates[1].Place, -1),
            2 => (dates[0].Place, -1, dates[1].Place),
            _ => (dates[0].Place, dates[1].Place, dates[2].Place),
        };
        return new CodeColumns(code, text, start, stop, modified, -1, 0);
    }

    private static Role RoleOf(string name) => name switch
    {
        { Length: 0 or > 60 } => Role.None,
        _ when Has(s_textNames, name) => Role.Text,
        _ when Has(s_stopNames, name) => Role.Stop,
        _ when Has(s_modifiedNames, name) => Role.Modified,
        _ when Has(s_notesNames, name) => Role.Notes,
        _ when name.EndsWith("code", StringComparison.Ordinal) || s_codeNames.Contains(name) => Role.Code,
        _ when Has(s_startNames, name) => Role.Start,
        _ => Role.None,
    };

    private static bool Has(string[] words, string name) => Array.Exists(words, word => name.Contains(word, StringComparison.Ordinal));

    private static string Normal(string cell) =>
        cell.Length > 60 ? string.Empty : string.Concat(cell.Where(char.IsLetter).Select(char.ToLowerInvariant));

    private enum Role
    {
        None,
        Code,
        Text,
        Start,
        Stop,
        Modified,
        Notes,
    }
}

/// <summary>What the cells of one column look like.</summary>
internal sealed record ColumnContent(int Place, int Filled, int Codes, int Groups, int Dates, long Letters)
{
    public bool IsOfCodes => Codes + Groups > 0 && (Codes + Groups) * 5 >= Filled * 3;

    public static ColumnContent Of(IReadOnlyList<SheetRow> rows, int column)
    {
        var (filled, codes, groups, dates, letters) = (0, 0, 0, 0, 0L);
        foreach (var cell in rows.Select(row => row[column]).Where(cell => !string.IsNullOrWhiteSpace(cell)))
        {
            filled++;
            var kind = CodeShape.Kind(CodeShape.Normal(cell));
            codes += kind is CodeKind.Reason or CodeKind.Remark ? 1 : 0;
            groups += kind is CodeKind.Group ? 1 : 0;
            dates += CodeDates.Read(cell) is null ? 0 : 1;
            letters += cell.Count(char.IsLetter);
        }

        return new ColumnContent(column, filled, codes, groups, dates, letters);
    }
}
