using Clausea.Batch.Shared;

namespace Clausea.Batch.Appeals.Tests;

/// <summary>The letter of each playbook over its sample denial, as it was last read by a person: Letters/KEY.txt. A wanted
/// change is accepted with CLAUSEA_ACCEPT=1 and reviewed like code.</summary>
internal sealed class GoldenLetterTests
{
    private static readonly TemplateSet s_templates = TemplateSet.Load(Repository.Templates);
    private static readonly LetterPress s_press = new(s_templates, CodeCatalogue.Shipped);

    private static string Folder => Repository.PathOf("tests", "Clausea.Batch.Appeals.Tests", "Letters");

    // What comes beside the letter of each playbook, by the words between its key and .txt.
    private static readonly (string Name, string[] Keys, Func<Playbook, LetterOrder> Order)[] s_more =
    [
        ("second-level", ["medical-necessity", "level-of-service", "behavioral-health-clinical-review", "intensive-outpatient", "authorization-absent", "timely-filing", "escalation"], _ => SampleDenials.Later(LetterKind.SecondLevel)),
        ("second-level.partly-won", ["medical-necessity"], _ => SampleDenials.Later(LetterKind.SecondLevel) with { Earlier = SampleDenials.Earlier with { IsPartlyWon = true } }),
        ("second-level.unrecorded", ["medical-necessity"], _ => SampleDenials.Later(LetterKind.SecondLevel) with { Earlier = SampleDenials.UnknownEarlier }),
        ("second-level.exhibits", ["intensive-outpatient"], playbook => SampleDenials.Later(LetterKind.SecondLevel) with { Exhibits = [.. Two(playbook), new Exhibit("C", "prior-decision", "decision of February 24, 2026", 2)] }),
        ("external-review", ["medical-necessity", "level-of-service", "behavioral-health-clinical-review", "intensive-outpatient", "duplicate-distinct-service"], _ => SampleDenials.Later(LetterKind.ExternalReview)),
        ("exhibits", ["medical-necessity", "level-of-service", "authorization-absent", "documentation-missing", "duplicate-distinct-service"], playbook => First with { Exhibits = SampleDenials.Exhibits(playbook) }),
        ("two-exhibits", ["medical-necessity"], playbook => First with { Exhibits = Two(playbook) }),
    ];

    // The same letter to the payers whose later levels have names of their own.
    private static readonly (string Name, string Indicator)[] s_lines = [("medicare", "MB"), ("medicare-advantage", "16"), ("medicaid", "MC")];

    private static readonly (string Name, Denial Denial)[] s_samples =
    [
        ("two-causes", LetterLevelTests.TwoCauses()),
        .. SampleDenials.For(s_templates.Playbooks.Find("medical-necessity")!).Skip(1).Zip(["three-lines", "bare", "without-lines"])
            .Select(sample => ($"medical-necessity.{sample.Second}", Decided(sample.First))),
    ];

    private static LetterOrder First => new() { Today = SampleDenials.Today };

    private static IEnumerable<string> Names => s_letters.Keys;

    private static readonly Dictionary<string, Func<string>> s_letters = AllLetters();

    [TestCaseSource(nameof(Names))]
    public void A_letter_reads_as_it_did(string name)
    {
        var text = s_letters[name]();
        var path = Path.Combine(Folder, name + ".txt");
        if (Environment.GetEnvironmentVariable("CLAUSEA_ACCEPT") == "1")
        {
            Directory.CreateDirectory(Folder);
            File.WriteAllText(path, text);
        }

        Assert.That(text.ReplaceLineEndings().Split(Environment.NewLine), Is.EqualTo(File.ReadAllText(path).ReplaceLineEndings().Split(Environment.NewLine)));
    }

    [Test]
    public void No_golden_letter_is_left_over() =>
        Assert.That(Directory.EnumerateFiles(Folder).Select(Path.GetFileNameWithoutExtension), Is.EquivalentTo(Names));

    [Test]
    public void The_same_facts_and_day_give_the_same_letter()
    {
        var playbook = s_templates.Playbooks.Find("medical-necessity")!;
        var again = new LetterPress(TemplateSet.Load(Repository.Templates), CodeCatalogue.Shipped);
        Assert.That(
            again.Write(SampleDenials.Preview(playbook), playbook, SampleDenials.Today),
            Is.EqualTo(s_press.Write(SampleDenials.Preview(playbook), playbook, SampleDenials.Today)).UsingPropertiesComparer());
    }

    private static Dictionary<string, Func<string>> AllLetters()
    {
        var letters = new Dictionary<string, Func<string>>();
        foreach (var playbook in s_templates.Playbooks.All.Where(playbook => playbook.Letter is not null))
        {
            letters[playbook.Key] = () => Write(SampleDenials.Preview(playbook), playbook, First);
        }

        foreach (var (name, key, order) in s_more.SelectMany(more => more.Keys, (more, key) => (more.Name, key, more.Order)))
        {
            var playbook = s_templates.Playbooks.Find(key)!;
            letters[$"{key}.{name}"] = () => Write(SampleDenials.Preview(playbook), playbook, order(playbook));
        }

        foreach (var (name, indicator) in s_lines)
        {
            var playbook = s_templates.Playbooks.Find("medical-necessity")!;
            letters[$"medical-necessity.{name}"] = () => Write(SampleDenials.Of(playbook, indicator), playbook, First);
            letters[$"medical-necessity.second-level.{name}"] = () => Write(SampleDenials.Of(playbook, indicator), playbook, SampleDenials.Later(LetterKind.SecondLevel));
        }

        // Several lines, hardly a fact, the claim as a whole, and two causes.
        foreach (var (name, denial) in s_samples)
        {
            letters[$"{name}.second-level"] = () => s_press.Write(denial, SampleDenials.Later(LetterKind.SecondLevel)).Text;
            letters[name] = () => s_press.Write(denial, First).Text;
        }

        return letters;
    }

    // As triage would have it: one cause for all that is denied.
    private static Denial Decided(Denial denial) => denial with
    {
        Verdict = denial.Verdict with
        {
            Causes =
            [
                new Cause
                {
                    Playbook = denial.Verdict.Playbook!,
                    Disposition = denial.Verdict.Disposition,
                    Kind = denial.Verdict.Kind,
                    Rule = denial.Verdict.Rule,
                    Because = denial.Verdict.Because,
                    DeniedAmount = denial.Verdict.DeniedAmount,
                    Services = denial.Verdict.Services,
                    Reasons = denial.Verdict.Reasons,
                    Remarks = denial.Verdict.Remarks,
                },
            ],
        },
    };

    private static IReadOnlyList<Exhibit> Two(Playbook playbook) => SampleDenials.Exhibits(playbook, most: 2);

    private static string Write(Denial denial, Playbook playbook, LetterOrder order) => s_press.Write(denial, order with { Playbook = playbook }).Text;
}
