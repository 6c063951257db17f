using System.Text;
using Clausea.Batch.Shared;

namespace Clausea.Batch.Era.Tests;

/// <summary>Interchange headers as they should not be, envelopes that are missing or wrong, and much in one file.</summary>
internal sealed class DeviationTestsEnvelopes
{
    private static EraText Plain => Sample835.Number(1);

    private static string Isa => Plain.Segments()[0];

    private static string Rest => Plain.Segments().Skip(1).Text();

    [TestCase("{0} ", "")]
    [TestCase("{0} ", "\r\n")]
    [TestCase(" {0}", "\n")]
    [TestCase(" {0} ", "\n")]
    public void Blanks_around_every_element_of_the_ISA_are_no_matter(string padded, string lineBreak)
    {
        var elements = Isa.Split('*');
        var isa = string.Join('*', elements.Skip(1).Select(element => string.Format(null, padded, element)).Prepend("ISA"));
        Expect.Same(Plain, $"{isa}~{lineBreak}{Rest}", "ERA013");
    }

    [TestCase("ISA *")]
    [TestCase("ISA   *")]
    public void Blanks_behind_the_tag_of_the_ISA_are_no_matter(string start) =>
        Expect.Same(Plain, Plain.ToString().Replace("ISA*", start, StringComparison.Ordinal), "ERA013");

    [TestCase("SENDER         ", "SENDER        ")]
    [TestCase("SENDER         ", "SENDER          ")]
    [TestCase("SENDER         ", "SENDER")]
    [TestCase("*260302*", "*20260302*")]
    [TestCase("*000000001*", "*1*")]
    [TestCase("*00*          *", "*00**")]
    public void An_ISA_of_another_width_is_read(string element, string other)
    {
        var text = Plain.ToString();
        var at = text.IndexOf(element, StringComparison.Ordinal);
        Expect.Same(Plain, string.Concat(text.AsSpan(0, at), other, text.AsSpan(at + element.Length)), "ERA013");
    }

    [TestCase("*P*~", "~\n")]
    [TestCase("*P*~", "~\r\n")]
    [TestCase("*P*~", "~")]
    [TestCase("*P~", "~\n")]
    [TestCase("*P~", "~")]
    [TestCase("*P*", "\n")]
    [TestCase("*P", "\n")]
    [TestCase("*P*", "\r\n")]
    public void Without_ISA16_the_first_composite_tells_its_separator(string end, string segmentEnd)
    {
        var isa = Isa[..^"*P*:".Length] + end + segmentEnd.TrimStart('~');
        Expect.Same(Plain, isa + Plain.Segments().Skip(1).Text(segmentEnd), "ERA013");
        Expect.Same(Plain, (isa + Plain.Segments().Skip(1).Text(segmentEnd)).Replace(':', '>'), "ERA013");
    }

    [Test]
    public void A_composite_with_another_separator_than_ISA16_says_is_read() => Expect.Same(
        Plain, Plain.Segments()[0] + "~\n" + Rest.Replace("HC:90837:95:GT", "HC>90837>95>GT", StringComparison.Ordinal), "ERA210");

    [Test]
    public void Three_hundred_interchanges_each_have_separators_of_their_own()
    {
        string[] kinds = ["*:^~", "|>^~", "*:^\n", "\u001d\u001f\u001e\u001c", "*}|!", "*:^\r"];
        var files = Enumerable.Range(1, 300).Select(Sample835.Number).ToList();
        var text = string.Concat(files.Select((file, i) => file.With(kinds[i % kinds.Length], i % 2 == 0 ? string.Empty : "\n")));
        var tree = EraTree.Read(text);
        Assert.Multiple(() =>
        {
            Assert.That(Expect.Remittances(tree), Is.EqualTo(files.SelectMany(file => Expect.Remittances(EraTree.Read(file.ToString())))));
            Assert.That(tree.Findings, Is.Empty);
        });
    }

    [Test]
    public void Five_thousand_remittances_of_one_claim_are_all_read()
    {
        using var stream = new MemoryStream();
        new SyntheticEra(5000, seed: 3, perRemittance: 1).Write(stream);
        var tree = EraTree.Read(stream.ToArray());
        Assert.That((tree.Interchanges.Count, tree.Remittances.Count, tree.Claims.Count(), tree.Findings.Count), Is.EqualTo((1, 5000, 5000, 0)));
    }

    [Test]
    public void Many_sets_stand_in_one_group()
    {
        var numbers = Enumerable.Range(1, 50).ToList();
        var text = Sample835.Grouped([.. numbers.Select(Sample835.Set)]).Text();
        Expect.Same([.. numbers.Select(Sample835.Number)], text);
    }

    [TestCase("005010X221A1", "")]
    [TestCase("005010X221", "")]
    [TestCase("004010X091A1", "")]
    [TestCase("005010", "ERA041")]
    [TestCase("", "ERA041")]
    [TestCase("XXXXXX", "ERA041")]
    public void A_group_of_any_version_is_read(string version, string codes) =>
        Expect.Same(Plain, Plain.ToString().Replace("005010X221A1", version, StringComparison.Ordinal), codes);

    [TestCase("*:^~", "\n")]
    [TestCase("*:^~", "")]
    [TestCase("|:^~", "\n")]
    [TestCase("|:^!", "")]
    [TestCase("*:^\n", "")]
    public void Bare_sets_and_groups_tell_their_separators(string separators, string lineBreak)
    {
        var end = separators[3] + lineBreak;
        var text = Plain.With(separators, lineBreak).Split(separators[3], StringSplitOptions.None);
        Expect.Same(Plain, string.Join(separators[3], text[2..^3]).TrimStart('\n') + end, "ERA052");
        Expect.Same(Plain, string.Join(separators[3], text[1..^2]).TrimStart('\n') + end, "ERA052");
    }

    [TestCase("SE", "ERA032")]
    [TestCase("GE", "ERA022")]
    [TestCase("IEA", "ERA012")]
    public void A_missing_trailer_costs_nothing(string tag, string code) =>
        Expect.Same(Plain, Plain.Segments().Where(segment => !segment.StartsWith(tag + "*", StringComparison.Ordinal)).Text(), code);

    [Test]
    public void All_trailers_may_be_missing_when_more_follows()
    {
        EraText[] files = [Sample835.Number(1), Sample835.Number(2)];
        Expect.Same(files, files[0].Segments().SkipLast(3).Text() + files[1], "ERA032 ERA022 ERA012");
    }

    [TestCase("SE", "SE*99*0001", "ERA031")]
    [TestCase("SE", "SE*x*0001", "ERA031")]
    [TestCase("SE", "SE*38*0002", "ERA030")]
    [TestCase("GE", "GE*2*1", "ERA021")]
    [TestCase("GE", "GE*1*2", "ERA020")]
    [TestCase("GE", "GE*1*0001", "")]
    [TestCase("IEA", "IEA*7*000000001", "ERA011")]
    [TestCase("IEA", "IEA*1*000000009", "ERA010")]
    [TestCase("IEA", "IEA*1*1", "")]
    public void Wrong_counts_and_control_numbers_are_told(string tag, string trailer, string code)
    {
        var tree = EraTree.Read(Plain.Replace(tag, trailer).ToString());
        Assert.That(Expect.Remittances(tree), Is.EqualTo(Expect.Remittances(EraTree.Read(Plain.ToString()))));
        Assert.That(tree.FindingCodes.Where(found => found != "ERA031" || code == "ERA031"), code.Length == 0 ? Is.Empty : Has.Some.EqualTo(code));
    }

    [Test]
    public void Other_transaction_sets_beside_835s_are_passed_over()
    {
        string[] claim = ["ST*837*0009*005010X222A1", "BHT*0019*00*1*20260302*0900*CH", "CLM*1*100***11:B:1", "SE*4*0009"];
        string[] status = ["ST*277*0010", "BHT*0010*08*1*20260302", "SE*3*0010"];
        var text = Sample835.Grouped(claim, Sample835.Set(1), status, Sample835.Set(2), claim).Text();
        Expect.Same([Sample835.Number(1), Sample835.Number(2)], text, "ERA040");
    }

    [Test]
    public void An_acknowledgement_behind_the_ISA_is_no_matter() =>
        Expect.Same(Plain, Plain.Segments().PutBefore("GS*", "TA1*000000001*260302*0900*A*000").Text());

    [Test]
    public void A_remittance_is_given_with_the_envelopes_it_stands_in()
    {
        using var stream = new MemoryStream(Encoding.ASCII.GetBytes(Plain.ToString() + Sample835.Set(2).Text()));
        using var reader = new EraReader(stream);
        var places = new List<(string?, string?)>();
        while (reader.Read())
        {
            if (reader.Event == EraEvent.Remittance)
            {
                places.Add((reader.Interchange?.ControlNumber, reader.Group?.Version));
            }
        }

        Assert.That(places, Is.EqualTo(new[] { ("000000001", "005010X221A1"), (null, (string?)null) }));
    }
}
