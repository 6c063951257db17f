using Clausea.Batch.Shared;

namespace Clausea.Batch.Appeals.Tests;

/// <summary>The letter of each playbook over its sample denial, as it was last read by a person: Letters/KEY.txt. A wanted
/// change is accepted with CLAUSEA_ACCEPT=1 and reviewed like code.</summary>
internal sealed class GoldenLetterTests
{
    private static readonly TemplateSet s_templates = TemplateSet.Load(Repository.Templates);
    private static readonly LetterPress s_press = new(s_templates, CodeCatalogue.Shipped);

    private static string Folder => Repository.PathOf("tests", "Clausea.Batch.Appeals.Tests", "Letters");

    private static IEnumerable<string> Keys => s_templates.Playbooks.All.Where(playbook => playbook.Letter is not null).Select(playbook => playbook.Key);

    [TestCaseSource(nameof(Keys))]
    public void A_letter_reads_as_it_did(string key)
    {
        var playbook = s_templates.Playbooks.Find(key)!;
        var text = s_press.Write(SampleDenials.Preview(playbook), playbook, SampleDenials.Today).Text;
        var path = Path.Combine(Folder, key + ".txt");
        if (Environment.GetEnvironmentVariable("CLAUSEA_ACCEPT") == "1")
        {
            Directory.CreateDirectory(Folder);
            File.WriteAllText(path, text);
        }

        Assert.That(text.ReplaceLineEndings().Split(Environment.NewLine), Is.EqualTo(File.ReadAllText(path).ReplaceLineEndings().Split(Environment.NewLine)));
    }

    [Test]
    public void No_golden_letter_is_left_over() =>
        Assert.That(Directory.EnumerateFiles(Folder).Select(Path.GetFileNameWithoutExtension), Is.EquivalentTo(Keys));

    [Test]
    public void The_same_facts_and_day_give_the_same_letter()
    {
        var playbook = s_templates.Playbooks.Find("medical-necessity")!;
        var again = new LetterPress(TemplateSet.Load(Repository.Templates), CodeCatalogue.Shipped);
        Assert.That(
            again.Write(SampleDenials.Preview(playbook), playbook, SampleDenials.Today),
            Is.EqualTo(s_press.Write(SampleDenials.Preview(playbook), playbook, SampleDenials.Today)).UsingPropertiesComparer());
    }
}
