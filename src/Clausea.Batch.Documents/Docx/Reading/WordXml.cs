using System.Text;
using System.Xml;

namespace Clausea.Batch.Documents.Docx.Reading;

/// <summary>Reads a part into elements, within bounds of size, number and depth.</summary>
internal static class WordXml
{
    private const int MostElements = 300_000;
    private const int MostAttributes = 200;
    private const int Deepest = 200;

    // Between two tags. The reader needs the square of the attributes of one element.
    private const int LongestStretch = 65_536;

    private const string Namespaces = "http://www.w3.org/2000/xmlns/";

    // Word's own, in the transitional and the strict kind of file, and those of the package.
    private static readonly HashSet<string> s_namespaces = new(StringComparer.Ordinal)
    {
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
        "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "http://schemas.openxmlformats.org/package/2006/relationships",
    };

    private static readonly XmlReaderSettings s_settings = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };

    /// <exception cref="NotALetterException">It is beyond the bounds.</exception>
    /// <exception cref="XmlException">It is not well-formed, or declares entities.</exception>
    public static WordElement Read(MemoryStream part)
    {
        CheckStretches(part.GetBuffer().AsSpan(0, (int)part.Length));

        // Word writes nothing else, and only in UTF-8 are tags found without a parser.
        using var text = new StreamReader(part, Encoding.UTF8, detectEncodingFromByteOrderMarks: false);
        using var xml = XmlReader.Create(text, s_settings);
        var top = new WordElement(string.Empty);
        var open = new Stack<WordElement>([top]);
        for (var elements = 0; xml.Read();)
        {
            switch (xml.NodeType)
            {
                case XmlNodeType.Element:
                    Begin(xml, open, ++elements);
                    break;
                case XmlNodeType.EndElement:
                    open.Pop();
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace
                    when open.Peek().Name is "t":
                    open.Peek().AddText(xml.Value);
                    break;
            }
        }

        return top.Children[0];
    }

    private static void CheckStretches(ReadOnlySpan<byte> part)
    {
        for (var left = part; !left.IsEmpty;)
        {
            var next = left.IndexOf((byte)'<') + 1;
            var length = next == 0 ? left.Length : next;
            if (length > LongestStretch)
            {
                throw Refusals.TooLong();
            }

            left = left[length..];
        }
    }

    private static void Begin(XmlReader xml, Stack<WordElement> open, int elements)
    {
        if (xml.Depth > Deepest || xml.AttributeCount > MostAttributes)
        {
            throw Refusals.Damaged();
        }

        if (elements > MostElements)
        {
            throw Refusals.TooLong();
        }

        var element = new WordElement(s_namespaces.Contains(xml.NamespaceURI) ? xml.LocalName : ":" + xml.LocalName);
        open.Peek().Add(element);
        if (!xml.IsEmptyElement)
        {
            open.Push(element);
        }

        while (xml.MoveToNextAttribute())
        {
            if (xml.NamespaceURI != Namespaces)
            {
                element.Add(xml.LocalName, xml.Value);
            }
        }
    }
}
