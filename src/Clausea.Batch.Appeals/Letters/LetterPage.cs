using System.Net;

namespace Clausea.Batch.Appeals;

/// <summary>A letter as an HTML document of its own, for reading and printing.</summary>
internal static class LetterPage
{
    private const string Style = """
        body { font: 11pt/1.45 Georgia, "Times New Roman", serif; color: #111; max-width: 46em; margin: 2.5em auto; padding: 0 1.5em; }
        p { margin: 0 0 .8em; } h2 { font-size: 1.05em; margin: 1.3em 0 .4em; }
        table { border-collapse: collapse; margin: .6em 0 1em; font-size: .92em; width: 100%; }
        th, td { border: 1px solid #bbb; padding: .25em .5em; text-align: left; vertical-align: top; }
        th { background: #f1f1f1; font-weight: 600; }
        img.logo { max-width: 180pt; max-height: 54pt; }
        mark.need { background: #ffe9a8; padding: 0 .15em; border-radius: 2px; }
        @media print { body { margin: 0; max-width: none; } }
        """;

    /// <param name="logo">Address of the letterhead's picture, such as a data: URL; null without one.</param>
    public static string Html(string title, string markdown, string? logo = null) => $"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <title>Draft {WebUtility.HtmlEncode(title)}</title>
        <style>
        {Style}
        </style>
        </head>
        <body>
        {(logo is null ? string.Empty : $"<p><img class=\"logo\" alt=\"\" src=\"{WebUtility.HtmlEncode(logo)}\"></p>\n")}{MarkdownText.ToHtml(markdown)}</body>
        </html>

        """;
}
