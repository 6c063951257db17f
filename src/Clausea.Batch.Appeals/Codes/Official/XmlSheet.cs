using System.Xml;

namespace Clausea.Batch.Appeals;

/// <summary>Rows of an XML document, whatever its elements are called: an element is a row when its attributes and the
/// elements in it hold a code and its text.</summary>
internal sealed class XmlSheet
{
    private static readonly XmlReaderSettings s_settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = CodeListReader.LargestFile,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    };

    private const int DeepestElement = 64;

    private readonly Dictionary<string, XmlTable> _tables = [];
    private readonly Stack<XmlRow> _open = new();
    private CodeListProblem? _broken;

    public static CodeSheet Read(string text)
    {
        var document = new XmlSheet();
        document.ReadRows(text);
        var all = new CodeSheet();
        foreach (var sheet in document._tables.Values.Select(table => table.ToSheet()).Where(sheet => sheet.Codes.Count > 0))
        {
            all.Add(sheet);
        }

        if (document._broken is { } broken)
        {
            all.Problems.Add(broken);
        }

        return all;
    }

    private void ReadRows(string text)
    {
        using var reader = XmlReader.Create(new StringReader(text), s_settings);
        try
        {
            while (_broken is null && reader.Read())
            {
                Take(reader);
            }
        }
        catch (XmlException e)
        {
            _broken = new CodeListProblem(e.LineNumber, "the XML is not well-formed from here on, and what follows is left out");
        }
    }

    private void Take(XmlReader reader)
    {
        switch (reader.NodeType)
        {
            case XmlNodeType.Element when reader.Depth >= DeepestElement:
                _broken = new CodeListProblem(LineOf(reader), "the elements are nested too deeply, and what follows is left out");
                break;
            case XmlNodeType.Element:
                Begin(reader);
                break;
            case XmlNodeType.EndElement:
                End();
                break;
            case XmlNodeType.Text or XmlNodeType.CDATA:
                _open.Peek().AddText(reader.Value);
                break;
        }
    }

    private void Begin(XmlReader reader)
    {
        var row = new XmlRow(reader.LocalName, LineOf(reader));
        var isEmpty = reader.IsEmptyElement;
        while (reader.MoveToNextAttribute())
        {
            if (reader.Prefix != "xmlns" && reader.Name != "xmlns")
            {
                row.AddAttribute(reader.LocalName, reader.Value);
            }
        }

        _open.Push(row);
        if (isEmpty)
        {
            End();
        }
    }

    // Any element may be a row, and a cell of the element around it.
    private void End()
    {
        var row = _open.Pop();
        var value = row.Value;
        if (_open.TryPeek(out var parent))
        {
            parent.AddElement(row.Name, value, row.AllText);
        }

        if (row.Finish())
        {
            TableOf(row).Add(row);
        }
    }

    private static int LineOf(XmlReader reader) => ((IXmlLineInfo)reader).LineNumber;

    private XmlTable TableOf(XmlRow row)
    {
        if (!_tables.TryGetValue(row.Name, out var table))
        {
            _tables[row.Name] = table = new XmlTable();
        }

        return table;
    }
}
