using System.Text;

namespace Clausea.Batch.Documents.Tests;

/// <summary>Plain text comes onto pages as it was written.</summary>
internal sealed class ExhibitTextTests
{
    [TestCase("utf-8")]
    [TestCase("utf-16")]
    [TestCase("iso-8859-1")]
    public void Letters_with_accents_are_legible(string encoding)
    {
        var name = Encoding.GetEncoding(encoding);
        var exhibit = ExhibitFile.Open("note.TXT", [.. name.GetPreamble(), .. name.GetBytes("Zoë was seen.")]);
        Assert.That((exhibit.ContentType, exhibit.PageCount, exhibit.SizeOf(0)), Is.EqualTo(("text/plain", 1, (612d, 792d))));
        Assert.That(Pdf.Text(Packet.Of(exhibit)), Is.EqualTo("Zoë was seen."));
    }

    [Test]
    public void Windows_quotes_are_legible() =>
        Assert.That(Text([0x93, .. "quoted"u8, 0x94, (byte)' ', 0x80, (byte)'5']), Is.EqualTo("“quoted” €5"));

    [Test]
    public void Lines_break_where_they_did_and_columns_stand_in_line()
    {
        var tops = Pdf.Read(Page("Code    Paid\r\n\n99213   1.00\n\tx"u8.ToArray()), page => page.GetWords().Select(word =>
            (word.Text, X: Math.Round(word.BoundingBox.Left), Line: Math.Round((738 - word.Letters[0].StartBaseLine.Y) / 12.8))).ToList())[0];
        Assert.That(tops.Select(word => (word.Text, word.Line)), Is.EqualTo(new[] { ("Code", 1d), ("Paid", 1d), ("99213", 3d), ("1.00", 3d), ("x", 4d) }));
        Assert.That(tops[1].X, Is.EqualTo(tops[3].X).Within(1));
    }

    [Test]
    public void Long_lines_go_on_in_the_next_and_none_leaves_the_page()
    {
        var words = string.Join(' ', Enumerable.Range(1, 3000).Select(number => $"w{number}")) + " " + new string('x', 400) + "\n" + new string(' ', 300) + "end";
        var pdf = Page(Encoding.ASCII.GetBytes(words));
        Assert.That(Pdf.Squeezed(Pdf.Text(pdf)), Is.EqualTo(Pdf.Squeezed(words)));
        Assert.That(Pdf.Read(pdf, page => page.Letters.Max(letter => letter.BoundingBox.Right)), Has.All.LessThan(560));
    }

    [Test]
    public void Nothing_in_it_is_markup_or_a_command() =>
        Assert.That(Text("# **no** [link](x) <b>\u0007\u001b[2J {{ x }} \u202Eend\f\f\nnext"u8.ToArray()), Is.EqualTo("# **no** [link](x) <b> [2J {{ x }} end next"));

    [Test]
    public void A_text_of_too_many_pages_is_refused()
    {
        Assert.That(Packet.Refusal("a.txt", Encoding.ASCII.GetBytes(string.Join('\n', Enumerable.Repeat("line", 30_000)))), Does.Contain("more than 500 pages"));
        Assert.That(Packet.Refusal("a.txt", new byte[20_000_000].Select(_ => (byte)'a').ToArray()), Does.Contain("too long"));
        Assert.That(Packet.Refusal("a.txt", " \r\n\t"u8.ToArray()), Does.Contain("empty"));
    }

    private static byte[] Page(byte[] content) => Packet.Of(ExhibitFile.Open("note.txt", content));

    private static string Text(byte[] content) => Pdf.Text(Page(content));
}
