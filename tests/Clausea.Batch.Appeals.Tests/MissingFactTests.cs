using System.Text.RegularExpressions;
using Clausea.Batch.Era;
using Clausea.Batch.Shared;

namespace Clausea.Batch.Appeals.Tests;

/// <summary>Whatever a remittance leaves out, alone or two at a time: the letter says so by a need or leaves the sentence
/// out; it never has a blank, and never says what is not known.</summary>
internal sealed partial class MissingFactTests
{
    private static readonly TemplateSet s_templates = TemplateSet.Load(Repository.Templates);
    private static readonly LetterPress s_press = new(s_templates, CodeCatalogue.Shipped);

    private static readonly (string Fact, Func<Denial, Denial> Without)[] s_facts =
    [
        ("patient", denial => OfClaim(denial, claim => claim with { Patient = null })),
        ("patient's identifier", denial => OfClaim(denial, claim => claim with { Patient = claim.Patient! with { Id = default }, Insured = claim.Insured is null ? null : claim.Insured with { Id = default } })),
        ("insured", denial => OfClaim(denial, claim => claim with { Insured = null })),
        ("rendering provider", denial => OfClaim(denial, claim => claim with { Rendering = null })),
        ("payer's claim number", denial => OfClaim(denial, claim => claim with { PayerClaimNumber = null })),
        ("account", denial => OfClaim(denial, claim => claim with { PatientControlNumber = null })),
        ("references", denial => OfClaim(denial, claim => claim with { References = [] })),
        ("dates of the claim", denial => OfClaim(denial, claim => claim with { Dates = [] })),
        ("dates of the lines", denial => OfLines(denial, line => line with { Dates = [] })),
        ("procedures", denial => OfLines(denial, line => line with { Procedure = Procedure.Unknown })),
        ("modifiers", denial => OfLines(denial, line => line with { Procedure = line.Procedure with { Modifiers = [] } })),
        ("units", denial => OfLines(denial, line => line with { Units = null })),
        ("policies", denial => OfLines(denial, line => line with { References = [] })),
        ("remarks", denial => OfLines(denial, line => line with { Remarks = [] })),
        ("lines", denial => OfClaim(denial, claim => claim with { Services = [], Adjustments = claim.Services.Count > 0 ? claim.Services[0].Adjustments : claim.Adjustments })),
        ("corrected identity", denial => OfClaim(denial, claim => claim with { Corrected = null })),
        ("payment", denial => denial with { Remittance = denial.Remittance with { Payment = Payment.None } }),
        ("payer", denial => denial with { Remittance = denial.Remittance with { Payer = Party.Unknown } }),
        ("payee", denial => denial with { Remittance = denial.Remittance with { Payee = Party.Unknown } }),
        ("filing indicator", denial => OfClaim(denial, claim => claim with { FilingIndicator = null })),
    ];

    private static readonly LetterKind[] s_later = [LetterKind.SecondLevel, LetterKind.ExternalReview];

    // Commercial, Medicare, Medicare Advantage, Medicaid, TRICARE.
    private static readonly string[] s_lines = ["12", "MB", "16", "MC", "CH"];

    private static IEnumerable<string> Keys => s_templates.Playbooks.All.Where(playbook => playbook.Letter is not null).Select(playbook => playbook.Key);

    [TestCaseSource(nameof(Keys))]
    public void A_missing_fact_becomes_a_need_and_never_a_blank(string key)
    {
        var playbook = s_templates.Playbooks.Find(key)!;
        foreach (var sample in SampleDenials.For(playbook).Take(2))
        {
            for (var i = 0; i < s_facts.Length; i++)
            {
                // Alone, and with every sixth other: each pair comes up in some playbook.
                for (var j = i; j < s_facts.Length; j += j == i ? 1 + ((i + key.Length) % 6) : 6)
                {
                    Check(playbook, s_facts[j].Without(s_facts[i].Without(sample)), $"{key} without {s_facts[i].Fact} and {s_facts[j].Fact}");
                }
            }
        }
    }

    [TestCaseSource(nameof(EarlierFacts))]
    public void A_missing_fact_of_the_earlier_decision_becomes_a_need(LetterKind kind, string need, Func<EarlierAppeal, EarlierAppeal> without)
    {
        var order = SampleDenials.Later(kind);
        Assert.Multiple(() =>
        {
            foreach (var playbook in Keys.Select(key => s_templates.Playbooks.Find(key)!))
            {
                var sample = SampleDenials.Preview(playbook);
                var known = s_press.Write(sample, order with { Playbook = playbook });
                var draft = s_press.Write(sample, order with { Playbook = playbook, Earlier = without(order.Earlier!) });
                Assert.That(known.Needs.Select(known => known.What), Has.None.StartsWith(need), playbook.Key);
                Assert.That(draft.Needs.Select(need => need.What), Has.Some.StartsWith(need), playbook.Key);
                Assert.That(Blank().Match(draft.Text).Value, Is.Empty, playbook.Key);
            }
        });
    }

    [TestCaseSource(nameof(Keys))]
    public void A_later_level_without_any_record_of_the_earlier_one_asks_for_all_of_it(string key)
    {
        var playbook = s_templates.Playbooks.Find(key)!;
        foreach (var kind in s_later)
        {
            foreach (var earlier in new[] { null, SampleDenials.UnknownEarlier })
            {
                foreach (var sample in SampleDenials.For(playbook))
                {
                    var draft = s_press.Write(sample, SampleDenials.Later(kind) with { Playbook = playbook, Earlier = earlier });
                    Assert.That(draft.Needs.Select(need => need.What), Has.Some.StartsWith("date of the decision letter").And.Some.StartsWith("each reason that the decision letter gives"), $"{key}, {kind}");
                    Assert.That(Blank().Match(draft.Text).Value, Is.Empty, $"{key}, {kind}");
                }
            }
        }
    }

    [TestCaseSource(nameof(s_lines))]
    public void A_later_level_of_any_line_lacks_facts_as_well(string indicator)
    {
        var playbook = s_templates.Playbooks.Find("medical-necessity")!;
        foreach (var kind in s_later)
        {
            foreach (var (fact, without) in s_facts)
            {
                var denial = Whole(without(SampleDenials.Of(playbook, indicator)));
                var draft = s_press.Write(denial, SampleDenials.Later(kind) with { Playbook = playbook, Earlier = SampleDenials.UnknownEarlier with { IsPartlyWon = true } });
                Assert.That(Blank().Match(draft.Text).Value, Is.Empty, $"{indicator}, {kind} without {fact}");
            }
        }
    }

    private static IEnumerable<TestCaseData> EarlierFacts()
    {
        (string Need, Func<EarlierAppeal, EarlierAppeal> Without)[] facts =
        [
            ("date on which our earlier request was sent", earlier => earlier with { SentOn = null }),
            ("way in which our earlier request was sent", earlier => earlier with { Channel = null }),
            ("tracking or confirmation number of our earlier request", earlier => earlier with { Reference = null }),
            ("date of the decision letter", earlier => earlier with { DecidedOn = null }),
            ("payer's number of the decision", earlier => earlier with { DecisionReference = null }),
            ("amount still in dispute after the part payment", earlier => earlier with { IsPartlyWon = true }),
        ];
        return from kind in s_later
               from fact in facts
               select new TestCaseData(kind, fact.Need, fact.Without).SetArgDisplayNames(kind.ToString(), fact.Need);
    }

    // The press refuses a letter that its lint finds fault with, so a letter that comes back has passed it.
    private static void Check(Playbook playbook, Denial denial, string of)
    {
        var draft = s_press.Write(Whole(denial), playbook, SampleDenials.Today);
        Assert.That(Blank().Match(draft.Text).Value, Is.Empty, of);
        if (denial.Claim.Patient is null)
        {
            Assert.That(draft.Needs.Select(need => need.What), Has.Some.Contains("patient's full name"), of);
        }
    }

    // As triage would have it of the lines that are left.
    private static Denial Whole(Denial denial) => denial with
    {
        Verdict = denial.Verdict with { Services = [.. denial.Claim.Services.Select(service => service.Number)] },
    };

    private static Denial OfClaim(Denial denial, Func<ClaimPayment, ClaimPayment> change) => denial with { Claim = denial.Claim.Patient is null ? change(denial.Claim with { Patient = new Person() }) with { Patient = null } : change(denial.Claim) };

    private static Denial OfLines(Denial denial, Func<ServicePayment, ServicePayment> change) =>
        denial with { Claim = denial.Claim with { Services = [.. denial.Claim.Services.Select(change)] } };

    [GeneratedRegex(@"\bof *[.,]|\bon \.|  ,|\( *\)|, ,|\bnull\b|\{\{", RegexOptions.Multiline)]
    private static partial Regex Blank();
}
