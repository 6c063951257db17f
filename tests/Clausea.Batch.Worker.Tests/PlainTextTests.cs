using Clausea.Batch.Worker.Cli;

namespace Clausea.Batch.Worker.Tests;

internal sealed class PlainTextTests
{
    [TestCase("ADA O'MARROW", "ADA O'MARROW")]
    [TestCase("MÜLLER, JOSÉ 李", "MÜLLER, JOSÉ 李")]
    [TestCase("a\u001b[2Jb", "a\uFFFD[2Jb")]
    [TestCase("a\u009b2Jb", "a\uFFFD2Jb")]
    [TestCase("a\u007fb\tc\nd", "a\uFFFDb\uFFFDc\uFFFDd")]
    [TestCase("\u202eabc\u2069", "\uFFFDabc\uFFFD")]
    [TestCase("\U000E0041x", "\uFFFDx")]
    public void Only_what_can_be_seen_is_left(string text, string harmless) => Assert.That(PlainText.Harmless(text), Is.EqualTo(harmless));

    [Test]
    public void Half_a_character_is_replaced() => Assert.That(PlainText.Harmless("\ud800x"), Is.EqualTo("\uFFFDx"));

    [TestCase("", 10, "")]
    [TestCase("one two", 10, "one two")]
    [TestCase("one two three", 8, "one two|three")]
    [TestCase("one two", 3, "one|two")]
    [TestCase("abcdefghij", 4, "abcd|efgh|ij")]
    [TestCase("a bcdefghij", 4, "a|bcde|fghi|j")]
    public void Lines_break_at_blanks_where_there_are_any(string text, int width, string lines) =>
        Assert.That(string.Join('|', PlainText.Wrap(text, width)), Is.EqualTo(lines));

    [TestCase(33, "Name         Amount  Why|one           10.00  because|two words  1,000.00  of what it|                     is")]
    [TestCase(60, "Name         Amount  Why|one           10.00  because|two words  1,000.00  of what it is")]
    [TestCase(20, "one|  Amount 10.00|  Why because|two words|  Amount 1,000.00|  Why of what it is")]
    public void A_table_fits_the_page(int width, string lines)
    {
        using var writer = new StringWriter { NewLine = "|" };
        using var page = new Page(writer, width, width);
        var table = new TextTable("Name", "#Amount", "~Why");
        table.Add("one", "10.00", "because");
        table.Add("two words", "1,000.00", "of what it is");
        table.Write(page, string.Empty);
        Assert.That(writer.ToString(), Is.EqualTo(lines + "|"));
    }

    [Test]
    public void Progress_is_told_and_taken_back()
    {
        using var stream = new MemoryStream(new byte[30_000_000]);
        stream.Position = 15_000_000;
        using var writer = new StringWriter();
        var progress = new ReadProgress(stream, writer);
        progress.Show(1234);
        progress.Clear();
        Assert.That(writer.ToString(), Does.Match(@"^\r\u001b\[K15 of 30 MB, 1,234 claims, [0-9,]+ MB/s\r\u001b\[K$"));
    }
}
