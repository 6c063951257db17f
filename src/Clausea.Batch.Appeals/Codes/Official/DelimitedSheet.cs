using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace Clausea.Batch.Appeals;

/// <summary>Rows of a text whose cells are parted by one character, quoted where need be.</summary>
internal sealed class DelimitedSheet
{
    public static readonly IReadOnlyList<char> Delimiters = [',', ';', '\t', '|'];

    // What each unclosed quotation mark may cost, so that a file full of them is not read for ever.
    private const int MostRestarts = 200;
    private const int MostRereading = 4;

    private readonly string _text;
    private readonly CsvConfiguration _format;
    private readonly List<SheetRow> _rows = [];
    private readonly List<CodeListProblem> _problems = [];
    private bool _isMalformed;
    private bool _isOpen;
    private int _from;
    private int _linesBefore;

    private DelimitedSheet(string text, char delimiter)
    {
        _text = text;
        _format = new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = delimiter.ToString(),
            HasHeaderRecord = false,
            IgnoreBlankLines = false,
            NewLine = "\n",
            BadDataFound = bad =>
            {
                _isMalformed = true;
                _isOpen |= bad.Field.AsSpan().TrimStart().StartsWith("\"") && int.IsOddInteger(bad.Field.AsSpan().Count('"'));
            },
        };
    }

    public static CodeSheet Read(string text, char delimiter)
    {
        var sheet = new DelimitedSheet(text, delimiter);
        sheet.ReadRows();
        return CodeSheet.Of(sheet._rows, delimiter, sheet._problems);
    }

    // A quotation mark that is not closed in its row swallows the rows below: its line is left out, and reading begins
    // anew behind it.
    private void ReadRows()
    {
        var (restarts, reread) = (0, 0L);
        while (ReadUntilUnclosed() is { } swallowed)
        {
            reread += swallowed;
            if (++restarts > MostRestarts || reread > MostRereading * (long)_text.Length)
            {
                _problems.Add(new CodeListProblem(_linesBefore + 1, "too many quotation marks are not closed; what follows is left out"));
                return;
            }
        }
    }

    /// <summary>Reads on; how many characters an unclosed row took, null at the end of the text.</summary>
    private int? ReadUntilUnclosed()
    {
        using var reader = new StringReader(_text[_from..]);
        using var parser = new CsvParser(reader, _format);
        var (done, lines) = (0L, 0);
        while (parser.Read())
        {
            _isMalformed = _isOpen = false;
            var cells = parser.Count > CodeColumns.MostColumns ? null : parser.Record;
            var line = _linesBefore + lines + 1;
            if (_isOpen || _isMalformed && cells!.Any(cell => cell.Contains('\n', StringComparison.Ordinal)))
            {
                _problems.Add(new CodeListProblem(line, "a quotation mark is not closed"));
                StartBehind(done, line);
                return parser.RawRecord.Length;
            }

            Add(line, cells);
            (done, lines) = (done + parser.RawRecord.Length, parser.RawRow);
        }

        return null;
    }

    private void Add(int line, string[]? cells)
    {
        if (cells is null)
        {
            _problems.Add(new CodeListProblem(line, $"the row has more than {CodeColumns.MostColumns} columns"));
        }
        else
        {
            _rows.Add(new SheetRow(line, cells));
        }
    }

    private void StartBehind(long done, int line)
    {
        var end = _text.IndexOf('\n', _from + (int)done);
        (_from, _linesBefore) = (end < 0 ? _text.Length : end + 1, line);
    }
}
