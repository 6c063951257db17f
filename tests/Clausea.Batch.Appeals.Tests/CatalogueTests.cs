namespace Clausea.Batch.Appeals.Tests;

internal sealed class CatalogueTests
{
    [Test]
    public void The_catalogue_is_there_and_every_row_says_something()
    {
        var codes = CodeCatalogue.Shipped;
        Assert.Multiple(() =>
        {
            Assert.That(codes.Reasons, Has.Count.GreaterThan(200));
            Assert.That(codes.Remarks, Has.Count.GreaterThan(200));
            Assert.That(codes.Reasons.Select(reason => reason.Text).Concat(codes.Remarks.Select(remark => remark.Text)), Has.All.Match(@"^\S.{15,}\.$"));
        });
    }

    [Test]
    public void N382_is_about_the_identifier()
    {
        var n382 = CodeCatalogue.Shipped.Remark("N382")!;
        Assert.That((n382.Effect, n382.Category), Is.EqualTo(("identifier", "identifier")));
        Assert.That(n382.Text, Does.Contain("identifier"));
    }

    [TestCase("16")]
    [TestCase("96")]
    [TestCase("A1")]
    [TestCase("226")]
    [TestCase("252")]
    public void Codes_that_need_a_remark_say_so(string code) => Assert.That(CodeCatalogue.Shipped.Reason(code)!.NeedsRemark, Is.True);

    [TestCase("O'BRIEN", "MARY", null, "JR", "Mary O'Brien, Jr.")]
    [TestCase("MCDONALD", "JO", "Q", null, "Jo Q. McDonald")]
    [TestCase("VAN DER BERG", "ANNA", null, null, "Anna van der Berg")]
    [TestCase("SMITH-JONES", "AL", null, "III", "Al Smith-Jones, III")]
    [TestCase("deSoto", "Hernando", null, null, "Hernando deSoto")]
    public void Names_are_written_as_people_write_them(string last, string first, string? middle, string? suffix, string expected) =>
        Assert.That(NaturalName.OfPerson(new Era.Person { Last = last, First = first, Middle = middle, Suffix = suffix }), Is.EqualTo(expected));

    [TestCase("a *b* _c_", "a *b* _c_")]
    [TestCase("1. x", "1. x")]
    [TestCase("- x", "- x")]
    [TestCase("# x | y", "# x | y")]
    [TestCase("<b>&amp;</b>", "<b>&amp;</b>")]
    [TestCase("a\nb\u202Ec", "a bc")]
    public void Escaped_text_stands_for_itself(string text, string shown) =>
        Assert.That(MarkdownText.ToPlainText(MarkdownText.Escape(text)).TrimEnd(), Is.EqualTo(shown));
}
