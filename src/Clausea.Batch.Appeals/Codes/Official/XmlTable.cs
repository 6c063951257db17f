using System.Text;

namespace Clausea.Batch.Appeals;

/// <summary>An element that may be a row: its attributes, the elements in it, and its own text, by name.</summary>
internal sealed class XmlRow(string name, int line)
{
    private const int LongestText = 8_000;

    private readonly Dictionary<string, int> _names = [];
    private readonly StringBuilder _text = new();
    private bool _hasOwnText;
    private int _attributes;
    private string? _onlyElement;

    public string Name => name;

    public int Line => line;

    public List<(string Name, string Value)> Fields { get; } = [];

    /// <summary>The text of the element and of all in it.</summary>
    public string AllText => _text.ToString();

    /// <summary>What the element stands for as a cell: its text, the one element or the one attribute in it; else null.</summary>
    public string? Value =>
        _hasOwnText || Fields.Count == 0 ? AllText
        : Fields.Count - _attributes == 1 ? _onlyElement
        : Fields.Count == 1 ? Fields[0].Value : null;

    public void AddText(string text)
    {
        _hasOwnText |= !string.IsNullOrWhiteSpace(text);
        Append(text);
    }

    public void AddAttribute(string attribute, string value)
    {
        _attributes++;
        Add(attribute, value);
    }

    public void AddElement(string element, string? value, string allText)
    {
        Append(allText.Length == 0 ? " " : allText);
        _onlyElement = value;
        Add(element, value ?? string.Empty);
    }

    /// <summary>Whether it can be a row. Text beside attributes is a cell of its own: &lt;reason code="1"&gt;words.</summary>
    public bool Finish()
    {
        if (_hasOwnText && Fields.Count == _attributes)
        {
            Add("text", AllText);
        }

        return Fields.Count > 1;
    }

    // More of the same name get a number: td, td 2, td 3. More columns than a sheet has are dropped.
    private void Add(string field, string value)
    {
        if (Fields.Count <= CodeColumns.MostColumns)
        {
            var number = _names[field] = _names.GetValueOrDefault(field) + 1;
            Fields.Add((number == 1 ? field : $"{field} {number}", value));
        }
    }

    // Longer than any text of a code: enough to see that it is too long.
    private void Append(string text)
    {
        if (_text.Length < LongestText)
        {
            _text.Append(text, 0, Math.Min(text.Length, LongestText));
        }
    }
}

/// <summary>All elements of one name.</summary>
internal sealed class XmlTable
{
    private readonly List<string> _names = [];
    private readonly Dictionary<string, int> _places = [];
    private readonly List<SheetRow> _rows = [];

    public void Add(XmlRow row)
    {
        var cells = new List<string>(row.Fields.Count);
        foreach (var (name, value) in row.Fields)
        {
            if (PlaceOf(name) is { } place)
            {
                cells.AddRange(Enumerable.Repeat(string.Empty, Math.Max(0, place + 1 - cells.Count)));
                cells[place] = value;
            }
        }

        _rows.Add(new SheetRow(row.Line, cells));
    }

    /// <summary>The names of elements count as names of columns. A row that has several codes is none.</summary>
    public CodeSheet ToSheet()
    {
        if (CodeColumns.OfNames(_names) is not { } columns)
        {
            return _rows.Count > 1 ? CodeSheet.Of(_rows) : new CodeSheet();
        }

        return _names.Contains($"{_names[columns.Code]} 2") ? new CodeSheet() : CodeSheet.Of([new SheetRow(0, _names), .. _rows]);
    }

    private int? PlaceOf(string name)
    {
        if (!_places.TryGetValue(name, out var place) && _names.Count < CodeColumns.MostColumns)
        {
            place = _places[name] = _names.Count;
            _names.Add(name);
        }

        return _places.ContainsKey(name) ? place : null;
    }
}
