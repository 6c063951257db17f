using System.Text;
using Clausea.Batch.Appeals;
using Clausea.Batch.Documents.Pdf;
using Clausea.Batch.Era;

namespace Clausea.Batch.Documents;

/// <summary>A form in which a letter leaves the house.</summary>
/// <param name="Extension">html, txt, docx or pdf: its name on the command line too.</param>
/// <param name="ContentType">For the browser.</param>
public sealed record LetterFormat(string Extension, string ContentType)
{
    public static readonly LetterFormat Html = new("html", "text/html; charset=utf-8");
    public static readonly LetterFormat Text = new("txt", "text/plain; charset=utf-8");
    public static readonly LetterFormat Word = new("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document");
    public static readonly LetterFormat Pdf = new("pdf", "application/pdf");

    public static IReadOnlyList<LetterFormat> All { get; } = [Html, Text, Word, Pdf];

    /// <summary>By its extension, whatever the case; null when there is none.</summary>
    public static LetterFormat? Find(string extension) =>
        All.FirstOrDefault(format => string.Equals(format.Extension, extension, StringComparison.OrdinalIgnoreCase));
}

/// <summary>A letter as a file. The same draft gives the same bytes, whenever it is asked for.</summary>
public static class LetterFile
{
    /// <summary>The whole file.</summary>
    /// <param name="format">Its form.</param>
    /// <param name="draft">The letter.</param>
    /// <param name="claim">The claim that the head of every page names.</param>
    /// <param name="drafted">When the revision was written; the file states no other date.</param>
    /// <param name="isApproved">Files that are not approved call themselves drafts.</param>
    /// <param name="logo">The letterhead's picture; plain text has none.</param>
    public static byte[] Of(LetterFormat format, Draft draft, ClaimPayment claim, DateTimeOffset drafted, bool isApproved, LetterLogo? logo = null)
    {
        var title = $"{(isApproved ? "Letter" : "Draft")}: {draft.Kind.Title()}";
        return format.Extension switch
        {
            "html" => Encoding.UTF8.GetBytes(Html(draft, logo)),
            "txt" => Encoding.UTF8.GetBytes(draft.Text),
            "docx" => Word(draft, claim, drafted, title, logo),
            _ => PdfLetter.Write(draft.Markdown, DocumentHeader.Of(claim), title, drafted, logo),
        };
    }

    private static string Html(Draft draft, LetterLogo? logo) => logo is null
        ? draft.Html
        : LetterPage.Html(draft.Kind.Title(), draft.Markdown, $"data:{logo.ContentType};base64,{Convert.ToBase64String(logo.Content)}");

    private static byte[] Word(Draft draft, ClaimPayment claim, DateTimeOffset drafted, string title, LetterLogo? logo)
    {
        using var stream = new MemoryStream();
        DocxLetter.Write(draft.Markdown, DocumentHeader.Of(claim), drafted, stream, title, logo);
        return stream.ToArray();
    }
}
