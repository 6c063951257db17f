namespace Clausea.Batch.Appeals.Tests;

/// <summary>What people paste into a letter neither fetches nor runs anything where the letter is shown.</summary>
internal sealed class EditedTextTests
{
    [TestCase("[the *plan*](javascript:alert(1))", "<p>the <em>plan</em></p>")]
    [TestCase("[the plan](JaVaScRiPt&#58;alert(1))", "<p>the plan</p>")]
    [TestCase("[the plan](data:text/html,x)", "<p>the plan</p>")]
    [TestCase("[the plan](/hangfire/jobs)", "<p>the plan</p>")]
    [TestCase("[the plan][1]\n\n[1]: vbscript:x", "<p>the plan</p>")]
    [TestCase("![logo](https://example.com/a.png)", "<p>logo</p>")]
    [TestCase("<javascript:alert(1)>", "<p>javascript:alert(1)</p>")]
    [TestCase("<b onclick=x>bold</b>", "<p>&lt;b onclick=x&gt;bold&lt;/b&gt;</p>")]
    [TestCase("[CMS](https://www.cms.gov/a?b=1)", "<p><a href=\"https://www.cms.gov/a?b=1\">CMS</a></p>")]
    public void Of_pictures_and_odd_links_only_the_words_stay(string markdown, string html) =>
        Assert.That(MarkdownText.ToHtml(markdown).Trim(), Is.EqualTo(html));
}
