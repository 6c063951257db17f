using Clausea.Batch.Era;
using Clausea.Batch.Shared;

namespace Clausea.Batch.Appeals.Tests;

/// <summary>What is known of behavioral-health services: times, add-ons, programs, and what they raise on a claim.</summary>
internal sealed class BehavioralTests
{
    private static readonly TemplateSet s_templates = TemplateSet.Load(Repository.Templates);
    private static readonly ClaimTriage s_triage = new(CodeCatalogue.Shipped, s_templates.Playbooks, s_templates.Payers);

    [TestCase(0, null, null)]
    [TestCase(15, null, null)]
    [TestCase(16, "90832", "90833")]
    [TestCase(37, "90832", "90833")]
    [TestCase(38, "90834", "90836")]
    [TestCase(52, "90834", "90836")]
    [TestCase(53, "90837", "90838")]
    [TestCase(90, "90837", "90838")]
    public void So_many_minutes_stand_for_this_code(int minutes, string? alone, string? withVisit) => Assert.That(
        (PsychotherapyTime.For(minutes, withVisit: false)?.Code, PsychotherapyTime.For(minutes, withVisit: true)?.Code), Is.EqualTo((alone, withVisit)));

    [Test]
    public void The_time_table_and_the_services_agree() => Assert.That(
        PsychotherapyTime.Table.Select(row => row.Minutes), Is.EqualTo(PsychotherapyTime.Table.Select(row => BehavioralServices.Find(row.Code)!.Minutes)));

    [TestCase("90834", "psychotherapy")]
    [TestCase("H0015", "iop sud")]
    [TestCase("S9480", "iop")]
    [TestCase("H0035", "php")]
    [TestCase("H2036", "sud residential")]
    [TestCase("rev 0905", "iop")]
    [TestCase("rev 906", "iop sud")]
    [TestCase("rev 0912", "php")]
    [TestCase("rev 1002", "sud residential")]
    [TestCase("90853", "group")]
    [TestCase("96136", "testing")]
    [TestCase("97153", "aba")]
    [TestCase("H0004:HF", "sud")]
    [TestCase("99214:HE", "behavioral-health")]
    public void A_service_belongs_to_its_classes(string service, string classes) =>
        Assert.That(BehavioralServices.ClassesOf(Claim(service, "CO-50").Services[0]), Is.SupersetOf(classes.Split(' ')).And.Contains("behavioral-health"));

    [TestCase("99214")]
    [TestCase("36415")]
    [TestCase("rev 0450")]
    public void Other_services_belong_to_none(string service) =>
        Assert.That(BehavioralServices.ClassesOf(Claim(service, "CO-50").Services[0]), Is.Empty);

    [TestCase("90833", "CO-50", true)]
    [TestCase("90833 / 99214", "CO-50 / CO-50", false)]
    [TestCase("90785 / 90834", "CO-50 / CO-50", false)]
    [TestCase("90785 / 97153", "CO-50 / CO-50", true)]
    [TestCase("90840", "CO-50", true)]
    [TestCase("90840 / 90839", "CO-50 / CO-50", false)]
    [TestCase("90834", "CO-50", false)]
    public void An_add_on_without_its_base_is_told(string services, string codes, bool lacks)
    {
        var verdict = Decide(services, codes);
        Assert.Multiple(() =>
        {
            Assert.That(verdict.Flags.Contains("add-on-without-base"), Is.EqualTo(lacks));
            Assert.That(verdict.ToDos.Any(toDo => toDo.Contains("add-on", StringComparison.Ordinal)), Is.EqualTo(lacks));
        });
    }

    //        service     codes           flags
    [TestCase("90834", "PR-119", "parity")]
    [TestCase("99214", "PR-119", "")]
    [TestCase("90834", "CO-151 N640", "parity")]
    [TestCase("H0015", "CO-50", "part-2")]
    [TestCase("H0004:HF", "CO-197", "part-2")]
    [TestCase("90834", "CO-301", "carve-out")]
    [TestCase("90834", "CO-300", "carve-out")]
    [TestCase("90834", "CO-109 N418", "carve-out")]
    [TestCase("99214", "CO-109 N418", "")]
    [TestCase("90834", "PR-96 N192", "patient-protected")]
    [TestCase("90834", "CO-50 MA59", "refund-due")]
    [TestCase("90834", "CO-50", "")]
    public void A_claim_carries_what_a_person_must_know(string service, string codes, string flags) =>
        Assert.That(string.Join(' ', Decide(service, codes).Flags), Is.EqualTo(flags));

    [Test]
    public void A_timed_code_denied_for_its_level_says_which_time_it_stands_for() => Assert.That(
        Decide("90837", "CO-150").ToDos, Has.Some.EqualTo("Line 1: 90837 stands for 53 minutes or more. If the note shows less, correct the code instead of appealing."));

    private static Verdict Decide(string service, string codes)
    {
        var (remittance, claim) = new TriageRow(service, "12", codes, 0, "", "", "").Read();
        return s_triage.Decide(remittance, claim);
    }

    private static ClaimPayment Claim(string service, string codes) => new TriageRow(service, "12", codes, 0, "", "", "").Read().Claim;
}
