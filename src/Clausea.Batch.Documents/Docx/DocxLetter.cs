using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Clausea.Batch.Appeals;
using Clausea.Batch.Documents.Docx;
using DocumentFormat.OpenXml;
using Markdig;

namespace Clausea.Batch.Documents;

/// <summary>Writes a Markdown letter as a Word document; the same input gives the same bytes.</summary>
public static class DocxLetter
{
    private const string Creator = "Clausea.Batch";

    /// <summary>Writes the whole file.</summary>
    /// <param name="markdown">The text of the letter.</param>
    /// <param name="header">What the head of every page says.</param>
    /// <param name="created">The date of creation and change that the file states.</param>
    /// <param name="stream">Gets the file; it need not seek, and stays open.</param>
    /// <param name="logo">The letterhead's picture, on the first page.</param>
    /// <param name="title">The title among the properties of the file. It shows in lists of files: no patient in it.</param>
    public static void Write(
        string markdown, DocumentHeader header, DateTimeOffset created, Stream stream, string title = "Draft appeal", LetterLogo? logo = null)
    {
        var letter = LetterBody.Of(Markdown.Parse(markdown, MarkdownText.Pipeline), hasFirstHead: logo is not null);
        using var package = new DocxPackage();
        package.AddFixed("[Content_Types].xml", "content-types.xml", logo is null ? null : FirstHead.ContentTypes(logo));
        package.AddFixed("_rels/.rels", "package-rels.xml");
        package.Add("docProps/core.xml", Properties(title, created).WriteTo);
        package.AddFixed("word/_rels/document.xml.rels", "document-rels.xml", logo is null ? null : FirstHead.Relationships);
        FirstHead.AddPicture(package, logo);
        package.Add("word/document.xml", Tree(letter.Document));
        package.AddFixed("word/fontTable.xml", "fontTable.xml");
        package.AddFixed("word/footer1.xml", "footer1.xml");
        package.Add("word/header1.xml", Tree(PageHead.Of(header)));
        FirstHead.Add(package, header, logo);
        package.Add("word/numbering.xml", Tree(letter.Numbering));
        package.AddFixed("word/settings.xml", "settings.xml");
        package.AddFixed("word/styles.xml", "styles.xml");
        package.WriteTo(stream);
    }

    private static Action<XmlWriter> Tree(OpenXmlElement root) => root.WriteTo;

    private static XElement Properties(string title, DateTimeOffset created)
    {
        XNamespace core = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties";
        XNamespace dublin = "http://purl.org/dc/elements/1.1/";
        XNamespace terms = "http://purl.org/dc/terms/";
        XNamespace instance = "http://www.w3.org/2001/XMLSchema-instance";
        var instant = created.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var type = new XAttribute(instance + "type", "dcterms:W3CDTF");
        return new XElement(
            core + "coreProperties",
            new XAttribute(XNamespace.Xmlns + "cp", core),
            new XAttribute(XNamespace.Xmlns + "dc", dublin),
            new XAttribute(XNamespace.Xmlns + "dcterms", terms),
            new XAttribute(XNamespace.Xmlns + "xsi", instance),
            new XElement(dublin + "title", CleanText.Of(title)),
            new XElement(dublin + "creator", Creator),
            new XElement(core + "lastModifiedBy", Creator),
            new XElement(terms + "created", type, instant),
            new XElement(terms + "modified", type, instant));
    }
}
