using System.Xml.Linq;

namespace Clausea.Batch.Documents.Docx;

/// <summary>The head of the first page where there is a letterhead's picture: that of every page, and the picture.</summary>
internal static class FirstHead
{
    /// <summary>Of the header among the document's parts.</summary>
    public const string Relationship = "rId7";

    /// <summary>What the document's relationships need besides.</summary>
    public const string Relationships =
        $"<Relationship Id=\"{Relationship}\" Type=\"{Office}header\" Target=\"header2.xml\"/></Relationships>";

    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";

    /// <summary>What the list of content types needs besides.</summary>
    public static string ContentTypes(LetterLogo logo) =>
        $"<Default Extension=\"{logo.Extension}\" ContentType=\"{logo.ContentType}\"/>" +
        "<Override PartName=\"/word/header2.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml\"/></Types>";

    public static void AddPicture(DocxPackage package, LetterLogo? logo)
    {
        if (logo is not null)
        {
            XNamespace names = "http://schemas.openxmlformats.org/package/2006/relationships";
            package.Add("word/_rels/header2.xml.rels", new XElement(names + "Relationships", new XElement(
                names + "Relationship",
                new XAttribute("Id", LogoParagraph.Relationship),
                new XAttribute("Type", Office + "image"),
                new XAttribute("Target", $"media/logo.{logo.Extension}"))).WriteTo);
        }
    }

    public static void Add(DocxPackage package, DocumentHeader header, LetterLogo? logo)
    {
        if (logo is not null)
        {
            var head = PageHead.Of(header);
            head.Append(LogoParagraph.Of(logo));
            package.Add("word/header2.xml", head.WriteTo);
            package.AddBytes($"word/media/logo.{logo.Extension}", logo.Content);
        }
    }
}
