using System.Text;

namespace Clausea.Batch.Appeals.Tests;

/// <summary>Code lists in all shapes that users have them in. Every text here is invented.</summary>
internal sealed class CodeListTests
{
    // Input, then CODE=text of what is taken, with the dates that were read.
    private static readonly object[][] s_delimited =
    [
        ["Code,Description\n1,Words one\n2,Words two", "1=Words one;2=Words two"],
        ["code;description\n1;Words, one\nN9;Words two", "1=Words, one;N9=Words two"],
        ["CARC\tCode Description\tStart\tStop\n1\tWords\t01/01/1995\t06/30/2007", "1=Words from 1995-01-01 to 2007-06-30"],
        ["Code|Text|Effective Date|Deactivation Date\nMA01|Words|2001-01-31|", "MA01=Words from 2001-01-31"],
        ["1,Words one\n16,\"Words, two\"", "1=Words one;16=Words, two"],
        ["1;Words one;;\nB7;Words two;1/1/95;", "1=Words one;B7=Words two from 1995-01-01"],
        ["1,Words one,01/01/1995,,09/30/2007\n2,Words two,01/01/1995,06/30/2007,", "1=Words one from 1995-01-01;2=Words two from 1995-01-01 to 2007-06-30"],
        ["1,Words one,01/01/1995,09/30/2007\n2,Words two,01/01/1995,09/30/2007", "1=Words one from 1995-01-01;2=Words two from 1995-01-01"],
        ["Code,Description\n1,\"Says \"\"so\"\"\nand on\"\n2,Words two", "1=Says \"so\" and on;2=Words two"],
        ["Reason codes of today\n\nCode,Short Description,Long Description\n1,W,Words in full", "1=Words in full"],
        ["Status,Code,Owner,Description\nActive,1,Somebody,Words one", "1=Words one"],
        ["Group Code,Reason Code,Description\nCO,45,Words", "45=Words"],
        ["sep=;\nCode;Description\n1;Words one", "1=Words one"],
        ["Code,Description\n=\"1\",Words one\n'n382,Words two", "1=Words one;N382=Words two"],
        ["Description,Code\nWords one,1\nWords two,M15", "1=Words one;M15=Words two"],
        ["Code,Description\r\n1,Words one\r\n\r\n\r\n2,Words two\r\n", "1=Words one;2=Words two"],
        ["Code,Description,Stop\n1,Words one,2007-06-30T00:00:00\n2,Words two,20070630\n3,Words three,30-Jun-2007", "1=Words one to 2007-06-30;2=Words two to 2007-06-30;3=Words three to 2007-06-30"],
        ["Code,Description\n1,\"Words one\nStart: 01/01/1995 | Stop: 06/30/2007 | Last Modified: 02/28/2007\"", "1=Words one from 1995-01-01 to 2007-06-30"],
        ["Code,Description\n1,Words one Start: 01/01/1995", "1=Words one from 1995-01-01"],
        ["Code,Description\n1,Start: as soon as you can", "1=Start: as soon as you can"],
        ["ID,Code,Description\n7,16,Words one\n8,N1,Words two", "16=Words one;N1=Words two"],
        ["Status Code,Remark Code,Description\nA1,N1,Words one", "N1=Words one"],
        ["1,N382,Words one\n2,N1,Words two", "N382=Words one;N1=Words two"],
        ["16,CO,Words one\n18,CO,Words two", "16=Words one;18=Words two"],
        ["CO\tWords one\nPR\tWords two", "CO=Words one;PR=Words two"],
        ["Nummer;Bedeutung\n1;Words one\n2;Words two", "1=Words one;2=Words two"],
        ["Code,Description\n1,Words, more, and more\n2,Words two", "1=Words, more, and more;2=Words two"],
        ["1,Words one\n2,Words two\n3,Words, more", "1=Words one;2=Words two;3=Words, more"],
        ["Code,Description\nCO,Words of a group\nPR,More words", "CO=Words of a group;PR=More words"],
    ];

    private static readonly object[][] s_plain =
    [
        ["1\tWords one\n2\tWords two", "1=Words one;2=Words two"],
        ["1   Words one\n    go on here\nN382  Words two", "1=Words one go on here;N382=Words two"],
        ["1 - Words one\nN382 – Words two", "1=Words one;N382=Words two"],
        ["1   Words one\nand on\n16 and 96 are others\n2   Words two", "1=Words one and on 16 and 96 are others;2=Words two"],
        ["1   Words one\n    16  goes on\n2   Words two", "1=Words one 16 goes on;2=Words two"],
        ["1\nWords one\nStart: 01/01/1995\n2\nWords two\nStart: 01/01/1995 | Stop: 06/30/2007\nNotes: (Modified 6/1/06)\n3\nWords three", "1=Words one from 1995-01-01;2=Words two from 1995-01-01 to 2007-06-30;3=Words three"],
        ["1\tWords one\nStart: 01/01/1995 | Last Modified: 09/30/2007\n2\tWords two\nStop: 06/30/2007", "1=Words one from 1995-01-01;2=Words two to 2007-06-30"],
        ["My codes\n\nM1  Words one\n\nM2  Words two\n", "M1=Words one;M2=Words two"],
    ];

    private static readonly object[][] s_xml =
    [
        ["<codes><row><code>1</code><description>Words one</description><start>1995-01-01</start></row></codes>", "1=Words one from 1995-01-01"],
        ["<l><c code='1' description='Words one' stop='06/30/2007'/><c code='N2' description='Words two'/></l>", "1=Words one to 2007-06-30;N2=Words two"],
        ["<l><reason code='1' start='1995-01-01'>Words\n one</reason></l>", "1=Words one from 1995-01-01"],
        ["<l><carc><CarcCode>1</CarcCode><Desc>Words one</Desc></carc><rarc><RarcCode>M1</RarcCode><Desc>Words two</Desc></rarc></l>", "1=Words one;M1=Words two"],
        ["<l><a><b>1</b><c>Words one</c></a><a><b>2</b><c>Words two</c></a></l>", "1=Words one;2=Words two"],
        ["<t><tr><td>Code</td><td>Description</td></tr><tr><td>1</td><td>Words <b>in</b> one</td></tr></t>", "1=Words in one"],
        ["<w xmlns:ss='x'><Row><Cell ss:Style='1'><Data ss:Type='N'>1</Data></Cell><Cell><Data ss:Type='S'>Words one</Data></Cell></Row><Row><Cell><Data>2</Data></Cell><Cell><Data>Words two</Data></Cell></Row></w>", "1=Words one;2=Words two"],
        ["<CodeSystem><concept><code value='1'/><display value='Words one'/></concept><concept><code value='2'/><display value='Words two'/></concept></CodeSystem>", "1=Words one;2=Words two"],
        ["<?xml version='1.0'?><l><r><code>1</code><text>Words &lt;b&gt; &amp; one</text></r></l>", "1=Words <b> & one"],
        ["<l><r><code>1</code><text>Words one</text></r><r><code>2</code>", "1=Words one"],
        ["<l><r id='7'><code>16</code><text>Words one</text></r></l>", "16=Words one"],
    ];

    [TestCaseSource(nameof(s_delimited))]
    [TestCaseSource(nameof(s_plain))]
    [TestCaseSource(nameof(s_xml))]
    public void Reads(string input, string expected) => Assert.That(Told(Read(input)), Is.EqualTo(expected));

    [TestCase("", "No code list")]
    [TestCase("\n\n\n", "No code list")]
    [TestCase("Dear reader,\nthis is a letter of two lines, and no list.", "No code list")]
    [TestCase("Code,Description\n", "No code list")]
    [TestCase("1,2,3\n4,5,6", "No code list")]
    [TestCase("Code,Description\nF0,Words\nE1,Words\nR3,Words\n1,Words", "other codes, such as F0, E1, R3")]
    [TestCase("90837\tWords\n90834\tWords", "No code list")]
    [TestCase("Code,Description\n90837,Words\n90834,Words", "other codes")]
    [TestCase("<!DOCTYPE html><html><body>1</body></html>", "web page")]
    [TestCase("<!DOCTYPE l [<!ENTITY e 'x'>]><l><r><code>1</code><text>&e;</text></r></l>", "No code list")]
    [TestCase("PK\x03\x04rest", "Excel")]
    [TestCase("%PDF-1.7", "PDF")]
    [TestCase("ISA*00*", "X12")]
    [TestCase("1\0\0\0", "not text")]
    public void Refuses(string input, string words) =>
        Assert.That(() => Read(input), Throws.TypeOf<NotACodeListException>().With.Message.Contains(words));

    [Test]
    public void Refuses_a_list_of_something_else_that_is_numbered()
    {
        var list = string.Concat(Enumerable.Range(400, 60).Select(code => $"{code},Words\n"));
        Assert.That(() => Read(list), Throws.TypeOf<NotACodeListException>().With.Message.Contains("--kind reason"));
        Assert.That(CodeListReader.Read(Encoding.UTF8.GetBytes(list), CodeKind.Reason).Texts, Has.Count.EqualTo(60));
    }

    [TestCase("Code,Description\n1,Words\n,Words\n2,\n3,12.50\nx y,Words\n4,Words", "line 3: there is no code|line 4: the code has no text|line 5: the text has no words|line 6: this is not a code")]
    [TestCase("Code,Description\n1,\"Words\n2,Words\n3,\"Words\"\n4,Words", "line 2: a quotation mark is not closed")]
    [TestCase("Code,Description\n1,\"Two\nlines\"\n\n,Words\n4,\"Words", "line 5: there is no code|line 6: a quotation mark is not closed")]
    [TestCase("Code,Description,Stop\n1,Words,99/99/2007\n2,Words,n/a", "line 2: a date cannot be read; the code is taken without it")]
    [TestCase("Code,Description,Stop\n1,Words,\n2,Words, more,\n3,Words,,more", "line 3: there are words where a date should be; quotation marks may be missing|line 4: there are more cells than columns; quotation marks may be missing")]
    [TestCase("1,Words,1/1/1995\n2,Words,1/1/1995\n3,Words,1/1/1995\n4,Words,1/1/1995\n5,Words, more,1/1/1995", "line 5: there are words where a date should be; quotation marks may be missing")]
    [TestCase("Code,Description\n1,Words\n1,Words\n1,Other words", "line 4: 1 stands here again with other words or dates; the one in force is taken")]
    [TestCase("Code,Description\n1,Words\n2,Words\n90837,Words", "line 4: 90837 is neither a reason nor a remark code")]
    [TestCase("1  Words\n\nSome footer\n2  Words", "line 3: the line belongs to no code")]
    [TestCase("<l>\n<r><code>1</code><text>Words</text></r>\n<r><code>2</code><text></text></r>\n</l>", "line 3: the code has no text")]
    [TestCase("<l>\n<r><code>1</code><text>Words</text></r>\n<r><code", "line 3: the XML is not well-formed from here on, and what follows is left out")]
    public void Tells_what_it_leaves_out(string input, string expected) =>
        Assert.That(string.Join('|', Read(input).Problems), Is.EqualTo(expected));

    [TestCase("Code,Description,Stop\n1,Old words,2007-06-30\n1,Words,", "Words")]
    [TestCase("Code,Description,Stop\n1,Words,\n1,Old words,2007-06-30", "Words")]
    [TestCase("Code,Description,Stop\n1,Words,2019-06-30\n1,Old words,2007-06-30", "Words")]
    public void Of_a_code_that_stands_twice_the_text_in_force_is_taken(string input, string text) =>
        Assert.That(Read(input).Texts.Single().Text, Is.EqualTo(text));

    [TestCase(CodeKind.Remark, "M1;MA2")]
    [TestCase(CodeKind.Reason, "1")]
    [TestCase(null, "1;M1;MA2")]
    public void A_kind_that_was_told_takes_no_codes_of_another(CodeKind? told, string codes) =>
        Assert.That(
            string.Join(';', CodeListReader.Read("1\tWords\nM1\tWords\nMA2\tWords"u8, told).Texts.Select(text => text.Code)), Is.EqualTo(codes));

    [Test]
    public void A_kind_that_was_told_and_is_not_there_is_refused() =>
        Assert.That(() => CodeListReader.Read("M1\tWords\nMA2\tWords"u8, CodeKind.Reason), Throws.TypeOf<NotACodeListException>().With.Message.Contains("no reason codes"));

    [TestCase("utf-8", true)]
    [TestCase("utf-8", false)]
    [TestCase("utf-16", true)]
    [TestCase("utf-16BE", true)]
    [TestCase("windows-1252", false)]
    public void Reads_every_encoding(string name, bool mark)
    {
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
        byte[] bytes = [.. mark ? encoding.GetPreamble() : [], .. encoding.GetBytes("Code,Description\n1,Patient’s café – words")];
        Assert.That(Told(CodeListReader.Read(bytes)), Is.EqualTo("1=Patient’s café – words"));
    }

    [Test]
    public void Texts_are_on_one_line_and_can_be_seen() =>
        Assert.That(Told(Read("Code,Description\n1,\"Words\t\t of\u0007 \u202Eone\u00A0 line\"")), Is.EqualTo("1=Words of one line"));

    [Test]
    public void A_file_that_is_too_large_is_refused() =>
        Assert.That(() => CodeListReader.Read(new byte[CodeListReader.LargestFile + 1]), Throws.TypeOf<NotACodeListException>().With.Message.Contains("larger"));

    private static CodeListReading Read(string input) => CodeListReader.Read(Encoding.UTF8.GetBytes(input));

    private static string Told(CodeListReading reading) => string.Join(';', reading.Texts.Select(text =>
        $"{text.Code}={text.Text}{(text.Start is { } start ? $" from {start:yyyy-MM-dd}" : "")}{(text.Stop is { } stop ? $" to {stop:yyyy-MM-dd}" : "")}"));
}
