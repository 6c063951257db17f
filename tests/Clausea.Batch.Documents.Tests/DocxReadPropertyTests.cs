using System.Globalization;
using System.Text;
using Clausea.Batch.Appeals;
using Clausea.Batch.Documents.Docx;
using Markdig.Syntax;

namespace Clausea.Batch.Documents.Tests;

/// <summary>Letters of random runs and random lists that come back as a reader sees them.</summary>
internal sealed class DocxReadPropertyTests
{
    private const int Seed = 20260302;
    private const int Rounds = 3_000;

    private static readonly string[] s_words =
    [
        "a", "b", " ", " ", "1", ".", ")", "-", "+", "=", "#", ">", "*", "_", "|", "[x]", "(y)", "`", "~", "&amp;amp;", "\\", "!", "—", "“", "§", "$", "€", "°",
        "\u00A0", "\u0301", "😀", "é", "12. ", "⟦", "⟧", "⟦NEEDS: a_b — c⟧", "http://e.org", "&lt;b&gt;", ":", "|-", "---", "    ",
    ];

    [Test]
    public void Random_runs_say_the_same()
    {
        var random = new Random(Seed);
        for (var round = 0; round < Rounds; round++)
        {
            var (runs, text) = (new StringBuilder("<w:r><w:t>x</w:t><w:br/></w:r>"), new StringBuilder("x\n"));
            for (var count = random.Next(1, 8); count > 0; count--)
            {
                var word = string.Concat(Enumerable.Range(0, random.Next(1, 4)).Select(_ => s_words[random.Next(s_words.Length)]));
                runs.Append(CultureInfo.InvariantCulture, $"<w:r><w:rPr>{Look(random, "b")}{Look(random, "i")}</w:rPr><w:t xml:space=\"preserve\">{word}</w:t>");
                text.Append(System.Net.WebUtility.HtmlDecode(word));
                if (random.Next(6) == 0)
                {
                    runs.Append("<w:br/>");
                    text.Append('\n');
                }

                runs.Append("</w:r>");
            }

            var file = WordFile.With($"<w:p>{runs}</w:p>");
            var markdown = DocxText.Read(new MemoryStream(file)).Markdown;
            Assert.That(Seen(markdown), Is.EqualTo(Lines(text.ToString())), $"round {round}: {markdown}\n{runs}");
        }
    }

    [Test]
    public void Random_lists_come_back()
    {
        var random = new Random(Seed);
        for (var round = 0; round < Rounds; round++)
        {
            var markdown = List(random, string.Empty, 0) + (random.Next(2) == 0 ? "\nText\n\n" + List(random, string.Empty, 0) : string.Empty);
            var read = DocxText.Read(new MemoryStream(DocxTests.Bytes(markdown, new DocumentHeader()))).Markdown;
            var expected = MarkdownText.ToPlainText(markdown);
            Assert.That(MarkdownText.ToPlainText(read), Is.EqualTo(expected), $"round {round}:\n{markdown}\nread:\n{read}");
        }
    }

    private static string Look(Random random, string look) => random.Next(3) == 0 ? $"<w:{look}/>" : string.Empty;

    private static string List(Random random, string indent, int depth)
    {
        var text = new StringBuilder();
        var number = random.Next(3) == 0 ? random.Next(120) : 1;
        var isOrdered = random.Next(2) == 0;
        text.Append(isOrdered && number != 1 && depth > 0 ? "\n" : string.Empty);
        for (var count = random.Next(1, 4); count > 0; count--)
        {
            var mark = isOrdered ? $"{number++}. " : "- ";
            var inner = indent + new string(' ', mark.Length);
            text.Append(CultureInfo.InvariantCulture, $"{indent}{mark}item\n{(random.Next(5) == 0 ? $"{inner}line\n" : string.Empty)}");
            text.Append(random.Next(5) == 0 ? $"\n{inner}more\n" : string.Empty);
            text.Append(depth < 3 && random.Next(3) == 0 ? List(random, inner, depth + 1) : string.Empty);
            text.Append(random.Next(8) == 0 && depth < 3 ? $"\n{inner}last\n" : string.Empty);
        }

        return text.ToString();
    }

    private static string Lines(string text) =>
        string.Join('\n', text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0));

    private static string Seen(string markdown)
    {
        var blocks = MarkdownText.Parse(markdown);
        Assert.That(blocks, Is.All.InstanceOf<ParagraphBlock>(), markdown);
        return Lines(string.Join('\n', blocks.Cast<LeafBlock>().Select(block =>
            string.Concat(Runs.PiecesOf(block).Select(piece => piece.Text ?? "\n")))));
    }
}
