using System.Text;
using Clausea.Batch.Shared;

namespace Clausea.Batch.Era.Tests;

/// <summary>Separators, line breaks, wrapping, and what stands before, between and behind.</summary>
internal sealed class DeviationTestsText
{
    private const string Usual = "*:^~";

    private static EraText Plain => Sample835.Number(1);

    // element, component, repetition, terminator
    [TestCase("*:^~", "\n")]
    [TestCase("*:^~", "\r\n")]
    [TestCase("*:^~", "\r")]
    [TestCase("*:^~", "")]
    [TestCase("|:^~", "\n")]
    [TestCase("*>^~", "")]
    [TestCase("*^>~", "")]
    [TestCase("*|}~", "")]
    [TestCase("*}|~", "")]
    [TestCase("*<>~", "")]
    [TestCase("*\\^~", "")]
    [TestCase("*:U~", "\n")]
    [TestCase("*:^!", "\r\n")]
    [TestCase("|^!\n", "")]
    [TestCase("*:^\n", "")]
    [TestCase("*:^\r", "")]
    [TestCase("*:^\r", "\n")]
    [TestCase("*|}\n", "")]
    [TestCase("\u001d\u001f\u001e\u001c", "")]
    [TestCase("\u001c\u001d\u001e\u001f", "")]
    [TestCase("\u001f\u001e\u001d\u001c", "\r\n")]
    [TestCase("\u001e\u001c\u001f\u001d", "\n")]
    [TestCase("*\u001f\u001e~", "")]
    [TestCase("*\u001c\u001d~", "\n")]
    [TestCase("*:^\u001c", "")]
    [TestCase("*:^\u001d", "\n")]
    [TestCase("*:^\u001e", "\r\n")]
    [TestCase("*:^\u001f", "")]
    [TestCase("\u001d:^~", "")]
    [TestCase("\t:^~", "\n")]
    [TestCase("*:^\u0085", "\n")]
    public void Any_separators_and_line_breaks_read_the_same(string separators, string lineBreak) =>
        Expect.Same(Plain, Plain.With(separators, lineBreak));

    [TestCase("*:^~", "")]
    [TestCase("*:^~", "\n")]
    [TestCase("*:^~", "\r\n")]
    [TestCase("*:^\n", "")]
    [TestCase("*:^\r", "\n")]
    [TestCase("\u001d\u001f\u001e\u001c", "")]
    public void The_last_terminator_may_be_missing(string separators, string lineBreak)
    {
        var text = Plain.With(separators, lineBreak);
        Expect.Same(Plain, text[..^(1 + lineBreak.Length)], "ERA051");
    }

    [TestCase("\n")]
    [TestCase("\r\n")]
    [TestCase("\r\n\r\n")]
    public void The_last_terminator_may_be_missing_before_a_line_break(string lineBreak) =>
        Expect.Same(Plain, Plain.With(Usual, "\n")[..^2] + lineBreak, "ERA051");

    [Test]
    public void Lines_wrapped_in_the_middle_of_segments_are_joined(
        [Values(64, 72, 80, 98, 128)] int width, [Values("\n", "\r\n")] string lineBreak, [Values("", "\n")] string end)
    {
        var text = Wrapped(Plain.With(Usual), width, lineBreak) + (end.Length == 0 ? end : lineBreak);
        Expect.Same(Plain, text, "ERA054");
    }

    [TestCase(33, "\n")]
    [TestCase(80, "\r\n")]
    [TestCase(98, "\n")]
    public void Several_interchanges_may_be_wrapped(int width, string lineBreak)
    {
        EraText[] files = [Sample835.Number(1), Sample835.Number(2), Sample835.Number(3)];
        var text = Wrapped(string.Concat(files.Select(file => file.With(Usual))), width, lineBreak);
        Expect.Same(files, text, "ERA054");
        Expect.Same(files, string.Concat(files.Select(file => Wrapped(file.With(Usual), width, lineBreak) + lineBreak)), "ERA054");
    }

    [Test]
    public void An_interchange_in_lines_may_follow_a_wrapped_one()
    {
        EraText[] files = [Sample835.Number(1), Sample835.Number(2)];
        Expect.Same(files, Wrapped(files[0].With(Usual), 80, "\n") + "\n" + files[1].With(Usual, "\n"), "ERA054");
        Expect.Same(files, files[0].With(Usual, "\n") + Wrapped(files[1].With(Usual), 80, "\n"), "ERA054");
    }

    [Test]
    public void Findings_in_wrapped_lines_have_the_offsets_of_the_file(
        [Values(64, 72, 80, 98, 128)] int width, [Values("\n", "\r\n")] string lineBreak)
    {
        var text = Sample835.Number(1).Claim("CLP*BAD*1*999*0**12*ICN-X", "CAS*CO*45*1").With(Usual);
        var at = text.IndexOf("CLP*BAD", StringComparison.Ordinal);
        var finding = EraTree.Read(Wrapped(text, width, lineBreak)).Findings.Single(one => one.Code == "ERA102");
        Assert.That(finding.Position.Offset, Is.EqualTo(at + (at / width * lineBreak.Length)));
    }

    [TestCase("~\n\n")]
    [TestCase("~\r\n\r\n")]
    [TestCase("~ \n")]
    [TestCase("~\n    ")]
    [TestCase("~\r\n\t")]
    [TestCase("~    ")]
    [TestCase("~~")]
    [TestCase("~\n~\n")]
    [TestCase("~\n \n\n\n")]
    public void Blank_lines_indents_and_empty_segments_are_no_matter(string end) =>
        Expect.Same(Plain, Plain.Segments().Text(end));

    [TestCase("\n\n")]
    [TestCase("\n   ")]
    [TestCase("\r\n\r\n")]
    public void Blank_lines_and_indents_are_no_matter_where_lines_end_segments(string end) =>
        Expect.Same(Plain, Plain.Segments().Text(end));

    [TestCase("\r\n")]
    [TestCase("\n\n\n")]
    [TestCase("   ")]
    [TestCase("\t\r\n  \r\n")]
    public void Blanks_before_ISA_are_no_matter(string before) => Expect.Same(Plain, before + Plain);

    [TestCase(" {0}")]
    [TestCase("{0} ")]
    [TestCase(" {0} ")]
    [TestCase("   {0}   ")]
    public void Blanks_around_elements_are_no_matter(string padded)
    {
        var segments = Plain.Segments();
        var text = segments.Skip(1).Select(segment => Padded(segment, padded)).Prepend(segments[0]).Text();
        Expect.Same(Plain, text);
    }

    [Test]
    public void A_blank_behind_each_tag_is_no_matter()
    {
        var segments = Plain.Segments();
        Expect.Same(Plain, segments.Skip(1).Select(WithBlank).Prepend(segments[0]).Text());

        static string WithBlank(string segment) => segment.Insert(segment.IndexOf('*', StringComparison.Ordinal), " ");
    }

    [TestCase("SVC*HC: 90837 :95: GT *200")]
    [TestCase("SVC* HC:90837:95:GT *200")]
    [TestCase("SVC*HC :90837:95:GT:*200")]
    public void Blanks_in_a_composite_are_no_matter(string start) =>
        Expect.Same(Plain, Plain.ToString().Replace("SVC*HC:90837:95:GT*200", start, StringComparison.Ordinal));

    [TestCase("~")]
    [TestCase("*~")]
    [TestCase("***~")]
    [TestCase("* ~")]
    public void Empty_elements_at_the_end_of_segments_are_no_matter(string end)
    {
        var segments = Plain.Segments();
        Expect.Same(Plain, segments[0] + "~\n" + segments.Skip(1).Text(end + "\n"));
    }

    [TestCase("From: billing@example.org\r\nSubject: remittance\r\n\r\n")]
    [TestCase("some text\r\n")]
    [TestCase("The ISA follows below.\r\n")]
    [TestCase("ISA, GS and ST follow\n")]
    [TestCase("** ISA* DATA **\n")]
    [TestCase("835: ")]
    [TestCase("HDR|20260302|ERA~\n")]
    [TestCase("\u00ef\u00bb\u00bfsome text\n")]
    public void Prose_before_the_first_ISA_is_skipped(string prose) => Expect.Same(Plain, prose + Plain, "ERA050");

    [TestCase("*:^\n", "")]
    [TestCase("*:^~", "")]
    [TestCase("\u001d\u001f\u001e\u001c", "")]
    public void Prose_is_skipped_whatever_the_separators(string separators, string lineBreak) =>
        Expect.Same(Plain, "some text\r\n" + Plain.With(separators, lineBreak), "ERA050");

    [Test]
    public void Prose_before_wrapped_lines_is_skipped() =>
        Expect.Same(Plain, "some text\r\n" + Wrapped(Plain.With(Usual), 80, "\r\n"), "ERA050 ERA054");

    [Test]
    public void Prose_of_many_lines_is_skipped() =>
        Expect.Same(Plain, string.Concat(Enumerable.Repeat("A line of text that is no segment.\r\n", 1600)) + Plain, "ERA050");

    [Test]
    public void Prose_of_more_than_64_KB_makes_it_no_835() => Assert.That(
        () => EraTree.Read(string.Concat(Enumerable.Repeat("A line of text that is no segment.\r\n", 4000)) + Plain),
        Throws.TypeOf<NotAnEraException>());

    [TestCase("-- next file --\r\n")]
    [TestCase("some text\n\n")]
    [TestCase("*** next ~ *** \n")]
    [TestCase("From: billing@example.org\r\nSubject: ISA\r\n\r\n")]
    public void Prose_between_interchanges_is_skipped(string prose)
    {
        EraText[] files = [Sample835.Number(1), Sample835.Number(2)];
        Expect.Same(files, files[0] + prose + files[1], "ERA050");
        Expect.Same(files, files[0].With("*:^\n") + prose + files[1].With("|>^\n"), "ERA050");
    }

    [TestCase("-- end --\r\n")]
    [TestCase("EOF")]
    [TestCase("$$EOJ~\n")]
    [TestCase("*** END OF TRANSMISSION ***\r\n")]
    [TestCase("XXXX*1*2~")]
    [TestCase("\u00ff\u00fe\u00fd")]
    public void Garbage_behind_the_last_IEA_is_skipped(string garbage) => Expect.Same(Plain, Plain + garbage, "ERA050");

    [TestCase("\n\n\n")]
    [TestCase("      \r\n")]
    [TestCase("\t")]
    public void Blanks_behind_the_last_IEA_are_no_matter(string blanks) => Expect.Same(Plain, Plain + blanks);

    [TestCase("\u001a")]
    [TestCase("\0\0\0\0\0\0\0\0")]
    [TestCase("\r\n\u001a\0\0\0")]
    public void Padding_of_old_systems_behind_the_last_IEA_is_no_error(string padding)
    {
        var tree = EraTree.Read(Plain + padding);
        Assert.That(Expect.Remittances(tree), Is.EqualTo(Expect.Remittances(EraTree.Read(Plain.ToString()))));
        Assert.That(Expect.Errors(tree), Is.Empty);
    }

    [Test]
    public void A_byte_order_mark_is_skipped() =>
        Expect.Same([Plain], [0xEF, 0xBB, 0xBF, .. Encoding.ASCII.GetBytes(Plain.ToString())], "ERA053");

    [Test]
    public void A_byte_order_mark_may_stand_before_blanks_and_wrapped_lines()
    {
        Expect.Same(Plain, "\u00ef\u00bb\u00bf\r\n  " + Plain, "ERA053");
        Expect.Same(Plain, "\u00ef\u00bb\u00bf" + Wrapped(Plain.With(Usual), 80, "\n"), "ERA053 ERA054");
    }

    [Test]
    public void A_byte_order_mark_may_stand_before_each_interchange()
    {
        EraText[] files = [Sample835.Number(1), Sample835.Number(2)];
        Expect.Same(files, "\u00ef\u00bb\u00bf" + files[0] + "\u00ef\u00bb\u00bf" + files[1], "ERA053");
    }

    [TestCase(false, "*:^~", "\n")]
    [TestCase(true, "*:^~", "\n")]
    [TestCase(false, "*:^~", "\r\n")]
    [TestCase(true, "*:^~", "")]
    [TestCase(false, "*:^\n", "")]
    [TestCase(true, "\u001d\u001f\u001e\u001c", "")]
    public void UTF16_with_its_mark_is_read(bool bigEndian, string separators, string lineBreak)
    {
        var encoding = new UnicodeEncoding(bigEndian, byteOrderMark: true);
        byte[] bytes = [.. encoding.GetPreamble(), .. encoding.GetBytes(Plain.With(separators, lineBreak))];
        Expect.Same([Plain], bytes, "ERA053", archive: true);
    }

    [Test]
    public void UTF16_has_names_that_no_single_byte_has([Values] bool bigEndian)
    {
        var encoding = new UnicodeEncoding(bigEndian, byteOrderMark: true);
        var text = EraText.WithClaim("CLP*A*1*5*5**12*I", "NM1*QC*1*\u0141\u00d1\u2019\u4e2d*\U0001F600").ToString();
        var patient = EraTree.Read([.. encoding.GetPreamble(), .. encoding.GetBytes(text)]).Claims.Single().Patient!;
        Assert.That((patient.Last, patient.First), Is.EqualTo(("\u0141\u00d1\u2019\u4e2d", "\U0001F600")));
    }

    [Test]
    public void UTF16_with_half_a_character_at_its_end_is_read([Values] bool bigEndian)
    {
        var encoding = new UnicodeEncoding(bigEndian, byteOrderMark: true);
        byte[] bytes = [.. encoding.GetPreamble(), .. encoding.GetBytes(Plain.ToString()), 0x0A];
        var tree = EraTree.Read(bytes);
        Assert.That(tree.Claims.Count(), Is.EqualTo(2));
        Assert.That(Expect.Errors(tree), Is.Empty);
    }

    [TestCase(0x80, '\u20ac')]
    [TestCase(0x8A, '\u0160')]
    [TestCase(0x91, '\u2018')]
    [TestCase(0x92, '\u2019')]
    [TestCase(0x96, '\u2013')]
    [TestCase(0x9E, '\u017e')]
    [TestCase(0x9F, '\u0178')]
    [TestCase(0xC9, '\u00c9')]
    [TestCase(0xD1, '\u00d1')]
    [TestCase(0xFC, '\u00fc')]
    [TestCase(0xFF, '\u00ff')]
    public void Bytes_that_are_not_UTF8_are_Windows_1252(byte sent, char read)
    {
        var text = EraText.WithClaim("CLP*A*1*5*5**12*I", $"NM1*QC*1*O{(char)sent}NEIL*\u00c3\u00b1").ToString();
        var patient = EraTree.Read(text).Claims.Single().Patient!;
        Assert.That((patient.Last, patient.First), Is.EqualTo(($"O{read}NEIL", "\u00f1")));
    }

    [TestCase(0x81)]
    [TestCase(0x8D)]
    [TestCase(0x9D)]
    [TestCase(0xC3)]
    [TestCase(0xED)]
    [TestCase(0xF8)]
    public void Bytes_that_no_encoding_has_cost_nothing_but_themselves(byte sent)
    {
        var text = EraText.WithClaim("CLP*A*1*5*5**12*I", $"NM1*QC*1*O{(char)sent}*MARY", "REF*1L*GROUP").ToString();
        var claim = EraTree.Read(text).Claims.Single();
        Assert.That(claim.Patient!.Last, Does.StartWith("O"));
        Assert.That((claim.Patient.First, claim.Reference("1L")), Is.EqualTo(("MARY", "GROUP")));
    }

    [TestCase("\u00d1")]
    [TestCase("\u2019")]
    [TestCase("\u4e2d")]
    [TestCase("\U0001F600")]
    [TestCase("\u0085")]
    [TestCase("\u00a0")]
    public void UTF8_is_read(string name)
    {
        var text = EraText.WithClaim("CLP*A*1*5*5**12*I", $"NM1*QC*1*A{name}B").ToString();
        var tree = EraTree.Read(Encoding.UTF8.GetBytes(text));
        Assert.That(tree.Claims.Single().Patient!.Last, Is.EqualTo($"A{name}B"));
        Assert.That(tree.Findings, Is.Empty);
    }

    private static string Padded(string segment, string padded)
    {
        var elements = segment.Split('*');
        return string.Join('*', elements.Skip(1).Select(element => string.Format(null, padded, element)).Prepend(elements[0]));
    }

    internal static string Wrapped(string text, int width, string lineBreak) =>
        string.Join(lineBreak, text.Chunk(width).Select(line => new string(line)));
}
