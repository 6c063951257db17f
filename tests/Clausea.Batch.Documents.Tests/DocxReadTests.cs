using System.Text;
using System.Text.RegularExpressions;
using Clausea.Batch.Appeals;

namespace Clausea.Batch.Documents.Tests;

/// <summary>Edited letters that come back as drafts.</summary>
internal sealed class DocxReadTests
{
    [Test]
    public void Every_letter_comes_back_as_it_was_written()
    {
        var changed = SampleLetters.All.Where(letter =>
        {
            var read = Read(DocxTests.Bytes(letter.Draft.Markdown, letter.Header));
            return read.LeftOut.Count > 0 || MarkdownText.ToPlainText(read.Markdown) != letter.Draft.Text
                || !NeedsIn(read.Markdown).SequenceEqual(NeedsIn(letter.Draft.Markdown));
        });
        Assert.That(SampleLetters.All, Has.Count.GreaterThan(100));
        Assert.That(changed.Select(letter => letter.Name), Is.Empty);
    }

    [TestCase("# One\n\n## Two\n\nText **bold** *italic* ***both***\n")]
    [TestCase("a\nb\n**c**\n")]
    [TestCase("- a\n- b\n  - c\n    1. d\n    2. e\n- f\n")]
    [TestCase("1. a\n2. b\n\nText\n\n3. c\n   - d\n")]
    [TestCase("1. a\n\n   more of a\n2. b\n   line of b\n")]
    [TestCase("- a\n  - b\n\n  more of a\n")]
    [TestCase("- a\n\n  4. b\n  5. c\n")]
    [TestCase("| a | b | c |\n|:---|---:|:---:|\n| 1 | **2** | \\| |\n|  | x |  |\n")]
    [TestCase("> quoted\n> twice\n\n---\n\nText\n")]
    [TestCase("\\# no \\*head\\* \\| \\_ \\[x\\](y) \\`z\\` \\\\ \\& \\~\n\\- no list\n1\\. nor this\n\\=\\=\n")]
    [TestCase("Sent ⟦NEEDS: date of \\[sic\\] — office⟧ by “fax” – isn’t it\n")]
    public void Markdown_comes_back_unchanged(string markdown) =>
        Assert.That(Read(DocxTests.Bytes(markdown, new DocumentHeader())).Markdown, Is.EqualTo(markdown.Replace("\\=\\=", "\\==", StringComparison.Ordinal)));

    [Test]
    public void Neighbouring_ordered_lists_stay_two()
    {
        const string Markdown = "1. a\n2. b\n\n1) c\n2) d\n";
        var read = Read(DocxTests.Bytes(Markdown, new DocumentHeader())).Markdown;
        Assert.That(MarkdownText.ToPlainText(read), Is.EqualTo("1. a\n2. b\n\n1. c\n2. d\n"));
    }

    [TestCase("<w:ins><w:r><w:t>new</w:t></w:r></w:ins><w:del><w:r><w:delText>old</w:delText></w:r></w:del>", "new")]
    [TestCase("<w:moveFrom><w:r><w:t>there</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>here</w:t></w:r></w:moveTo>", "here")]
    [TestCase("<w:commentRangeStart/><w:r><w:t>a</w:t></w:r><w:commentRangeEnd/><w:r><w:commentReference/></w:r>", "a")]
    [TestCase("<w:r><w:fldChar/><w:instrText>DATE</w:instrText><w:t>May</w:t></w:r>", "May")]
    [TestCase("<w:hyperlink><w:r><w:t>link</w:t></w:r></w:hyperlink><w:fldSimple><w:r><w:t>field</w:t></w:r></w:fldSimple>", "linkfield")]
    [TestCase("<w:sdt><w:sdtContent><w:r><w:t>control</w:t></w:r></w:sdtContent></w:sdt>", "control")]
    [TestCase("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:noBreakHyphen/><w:t>c</w:t><w:br w:type=\"page\"/></w:r>", "a b\u2011c")]
    [TestCase("<w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">bo</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">ld </w:t></w:r><w:r><w:t>not</w:t></w:r>", "**bold** not")]
    [TestCase("<w:r><w:rPr><w:b w:val=\"0\"/></w:rPr><w:t>light</w:t></w:r>", "light")]
    [TestCase("<w:r><w:t>a</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>(b)</w:t></w:r><w:r><w:t>c</w:t></w:r>", "a(b)c")]
    [TestCase("<w:r><w:rPr><w:i/></w:rPr><w:t>a</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>b</w:t></w:r>", "*a*b")]
    [TestCase("<w:r><w:t>1</w:t></w:r><w:r><w:t>. **x** | ⟦NEEDS: a — b⟧\u202E</w:t></w:r>", "1\\. \\*\\*x\\*\\* \\| ⟦NEEDS: a — b⟧")]
    [TestCase("<w:r><w:t>10</w:t></w:r><w:r><w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr><w:t>3</w:t></w:r><w:r><w:t>, 1</w:t></w:r><w:r><w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr><w:t>st</w:t></w:r>", "10³, 1st")]
    [TestCase("<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>IF </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"begin\"/><w:fldChar w:fldCharType=\"separate\"/><w:t>no</w:t><w:fldChar w:fldCharType=\"end\"/></w:r>"
        + "<w:r><w:fldChar w:fldCharType=\"separate\"/><w:t>yes</w:t><w:fldChar w:fldCharType=\"end\"/><w:t>!</w:t></w:r>", "yes!")]
    [TestCase("<w:r><w:t>⟦NEE</w:t></w:r><w:proofErr/><w:r><w:rPr><w:b/></w:rPr><w:t>DS: a</w:t></w:r><w:r><w:t> — b⟧</w:t></w:r>", "⟦NEEDS: a — b⟧")]
    [TestCase("<w:r><w:t>a</w:t><w:br/><w:br/><w:t>- b</w:t><w:br/></w:r>", "a\n\n\\- b")]
    [TestCase("<w:r><w:sym w:font=\"Symbol\" w:char=\"2265\"/><w:t>5</w:t></w:r>", "≥5")]
    public void Text_is_taken_as_a_reader_sees_it(string runs, string expected) =>
        Assert.That(Read(WordFile.With($"<w:p>{runs}</w:p>")).Markdown, Is.EqualTo(expected + "\n"));

    [Test]
    public void A_field_without_an_end_takes_no_letter_away() => Assert.That(
        Read(WordFile.With("<w:p><w:r><w:t>a</w:t><w:fldChar w:fldCharType=\"begin\"/></w:r></w:p><w:p><w:r><w:t>b</w:t></w:r></w:p>")).Markdown,
        Is.EqualTo("a\n\nb\n"));

    [Test]
    public void A_deleted_end_of_paragraph_joins_two()
    {
        var body = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t xml:space=\"preserve\">one </w:t></w:r></w:p><w:p><w:r><w:t>two</w:t></w:r></w:p><w:p/><w:p><w:r><w:t>three</w:t></w:r></w:p>";
        Assert.That(Read(WordFile.With(body)).Markdown, Is.EqualTo("one two\n\nthree\n"));
    }

    [Test]
    public void What_a_draft_cannot_hold_is_told()
    {
        const string Body = "<w:p><w:r><w:t>a</w:t><w:drawing/><w:drawing/><w:footnoteReference/></w:r><w:r><w:rPr><w:strike/></w:rPr><w:t>b</w:t></w:r>"
            + "<w:r><mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent><w:p><w:r><w:t>box</w:t></w:r></w:p></w:txbxContent></w:drawing></mc:Choice></mc:AlternateContent></w:r></w:p>";
        var read = Read(WordFile.With(Body));
        Assert.That(read.Markdown, Is.EqualTo("a\n"));
        Assert.That(read.LeftOut, Is.EqualTo(
            ["2 images or drawings", "1 footnote", "1 stretch of struck-through text", "1 text box"]));
    }

    [Test]
    public void Merged_cells_and_deleted_rows_keep_the_columns()
    {
        const string Body = "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"2\"/></w:tcPr><w:p><w:r><w:rPr><w:b/></w:rPr><w:t>head</w:t></w:r></w:p></w:tc></w:tr>"
            + "<w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p><w:r><w:t>gone</w:t></w:r></w:p></w:tc></w:tr>"
            + "<w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p><w:p><w:r><w:t>b</w:t></w:r></w:p></w:tc><w:tc><w:p><w:pPr><w:jc w:val=\"end\"/></w:pPr><w:r><w:t>1</w:t></w:r></w:p></w:tc></w:tr></w:tbl>";
        var read = Read(WordFile.With(Body));
        Assert.That(read.Markdown, Is.EqualTo("| head |  |\n|:---|---:|\n| a b | 1 |\n"));
        Assert.That(read.LeftOut, Is.EqualTo(["1 merged cell (its text stands in the first)"]));
    }

    [Test]
    public void Styles_of_another_language_and_lists_of_another_hand_are_understood()
    {
        const string Styles = "<w:style w:type=\"paragraph\" w:styleId=\"berschrift2\"><w:name w:val=\"heading 2\"/></w:style>"
            + "<w:style w:type=\"paragraph\" w:styleId=\"Mine\"><w:name w:val=\"Mine\"/><w:basedOn w:val=\"berschrift2\"/></w:style>"
            + "<w:style w:type=\"paragraph\" w:styleId=\"Loop\"><w:name w:val=\"Loop\"/><w:basedOn w:val=\"Loop\"/></w:style>"
            + "<w:style w:type=\"character\" w:styleId=\"Strong\"><w:name w:val=\"Strong\"/><w:rPr><w:b/></w:rPr></w:style>";
        const string Numbering = "<w:abstractNum w:abstractNumId=\"7\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"3\"/><w:numFmt w:val=\"decimal\"/></w:lvl></w:abstractNum><w:num w:numId=\"9\"><w:abstractNumId w:val=\"7\"/></w:num>";
        const string Body = "<w:p><w:pPr><w:pStyle w:val=\"Mine\"/></w:pPr><w:r><w:t>Head</w:t></w:r></w:p>"
            + "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"9\"/></w:numPr></w:pPr><w:r><w:t>three</w:t></w:r></w:p>"
            + "<w:p><w:pPr><w:numPr><w:numId w:val=\"9\"/></w:numPr></w:pPr><w:r><w:rPr><w:rStyle w:val=\"Strong\"/></w:rPr><w:t>four</w:t></w:r></w:p>"
            + "<w:p><w:pPr><w:pStyle w:val=\"Loop\"/></w:pPr><w:r><w:t>end</w:t></w:r></w:p>";
        Assert.That(Read(WordFile.With(Body, Numbering, Styles)).Markdown, Is.EqualTo("## Head\n\n3. three\n4. **four**\n\nend\n"));
    }

    [Test]
    public void Bold_of_a_style_and_of_its_characters_cancel_out_and_a_heading_is_bold_by_itself()
    {
        const string Styles = "<w:style w:type=\"paragraph\" w:styleId=\"1\"><w:name w:val=\"heading 1\"/><w:rPr><w:b/></w:rPr></w:style>"
            + "<w:style w:type=\"paragraph\" w:styleId=\"2\"><w:name w:val=\"Loud\"/><w:rPr><w:b/></w:rPr></w:style>"
            + "<w:style w:type=\"character\" w:styleId=\"Strong\"><w:name w:val=\"Strong\"/><w:rPr><w:b/></w:rPr></w:style>";
        const string Runs = "<w:r><w:t xml:space=\"preserve\">a </w:t></w:r><w:r><w:rPr><w:rStyle w:val=\"Strong\"/></w:rPr><w:t xml:space=\"preserve\">b </w:t></w:r>"
            + "<w:r><w:rPr><w:b/><w:i/></w:rPr><w:t>c</w:t></w:r>";
        var body = string.Concat(new[] { "1", "2" }.Select(style => $"<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>{Runs}</w:p>"));
        Assert.That(Read(WordFile.With(body, styles: Styles)).Markdown, Is.EqualTo("# a b *c*\n\n**a** b ***c***\n"));
    }

    [Test]
    public void Lists_of_one_definition_count_on_unless_they_restart()
    {
        const string Numbering = "<w:abstractNum w:abstractNumId=\"7\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:pPr><w:ind w:left=\"720\"/></w:pPr></w:lvl></w:abstractNum>"
            + "<w:num w:numId=\"1\"><w:abstractNumId w:val=\"7\"/></w:num>"
            + "<w:num w:numId=\"2\"><w:abstractNumId w:val=\"7\"/></w:num>"
            + "<w:num w:numId=\"3\"><w:abstractNumId w:val=\"7\"/><w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"1\"/></w:lvlOverride></w:num>";
        var body = string.Concat(Item(1, "a"), Item(0, "more", 720), Item(2, "b"), Item(3, "c"), Item(3, "d"), Item(0, "end", 360), Item(2, "e"));
        Assert.That(Read(WordFile.With(body, Numbering)).Markdown, Is.EqualTo("1. a\n\n   more\n2. b\n\n1) c\n2) d\n\nend\n\n3. e\n"));

        static string Item(int list, string text, int? indent = null) =>
            $"<w:p><w:pPr><w:numPr><w:numId w:val=\"{list}\"/></w:numPr>{(indent is null ? "" : $"<w:ind w:left=\"{indent}\"/>")}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>";
    }

    [Test]
    public void A_letter_of_another_word_processor_may_lie_elsewhere_and_be_strict()
    {
        const string Links = "http://purl.oclc.org/ooxml/officeDocument/relationships";
        var parts = WordFile.Parts(WordFile.With(string.Empty));
        parts.Remove("word/document.xml");
        parts["_rels/.rels"] = Encoding.UTF8.GetBytes($"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"a\" Type=\"{Links}/officeDocument\" Target=\"/word/document2.xml\"/></Relationships>");
        parts["word/document2.xml"] = Encoding.UTF8.GetBytes("<document xmlns=\"http://purl.oclc.org/ooxml/wordprocessingml/main\"><body><p><r><t>text</t></r></p></body></document>");
        Assert.That(Read(WordFile.Zip(parts)).Markdown, Is.EqualTo("text\n"));
    }

    private static EditedLetter Read(byte[] file) => DocxText.Read(new MemoryStream(file));

    private static IEnumerable<string> NeedsIn(string markdown) =>
        Regex.Matches(markdown.Replace("\\", string.Empty, StringComparison.Ordinal), "⟦[^⟧]*⟧").Select(match => match.Value);
}
