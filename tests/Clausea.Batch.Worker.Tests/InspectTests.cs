using System.Text;
using System.Text.RegularExpressions;
using Clausea.Batch.Era;
using Clausea.Batch.Shared;
using Clausea.Batch.Worker.Cli;
using Spectre.Console;

namespace Clausea.Batch.Worker.Tests;

/// <summary>What `inspect` shows to people. The texts are compared as a whole; set CLAUSEA_ACCEPT=1 to accept a
/// change, and read the difference like code.</summary>
internal sealed partial class InspectTests
{
    private static readonly string s_golden = Repository.PathOf("tests", "Clausea.Batch.Worker.Tests", "Inspect");

    [TestCase("all-paid", "clean/all-paid.835")]
    [TestCase("all-paid-claims", "clean/all-paid.835", "--claims")]
    [TestCase("take-back", "adjusted/plb-takeback-zero.835")]
    [TestCase("forwarded-claims", "adjusted/forwarded.835", "--claims")]
    [TestCase("reversal-claims", "adjusted/reversal-and-correction.835", "--claims")]
    [TestCase("institutional-claims", "denied/iop-php-institutional.835", "--claims")]
    [TestCase("corrected-identity-claims", "denied/identity.835", "--claims")]
    [TestCase("without-services-claims", "denied/claim-without-services.835", "--claims")]
    [TestCase("unbalanced-claims", "damaged/unbalanced.835", "--claims")]
    [TestCase("several-files", "clean", "damaged/truncated.835", "refused")]
    public async Task It_reads_as_accepted(string golden, params string[] args)
    {
        var ran = await WorkerProcess.RunAsync(["inspect", .. args.Select(arg => arg.StartsWith('-') ? arg : Path.Combine(Repository.Samples, arg))]);
        var text = ran.Output.Replace(Repository.Samples + Path.DirectorySeparatorChar, string.Empty, StringComparison.Ordinal).ReplaceLineEndings("\n");
        var file = Path.Combine(s_golden, golden + ".txt");
        if (Environment.GetEnvironmentVariable("CLAUSEA_ACCEPT") == "1")
        {
            Directory.CreateDirectory(s_golden);
            await File.WriteAllTextAsync(file, text);
        }

        Assert.That(text, Is.EqualTo(await File.ReadAllTextAsync(file)));
    }

    [TestCase(0, "clean/all-paid.835")]
    [TestCase(1, "damaged/unbalanced.835")]
    [TestCase(1, "damaged/wrong-counts.835")]
    [TestCase(1, "damaged/truncated.835")]
    [TestCase(2, "refused/not-edi.txt")]
    [TestCase(2, "refused/empty.835")]
    [TestCase(2, "clean/all-paid.835", "refused/claim-837p.edi", "clean/secondary-payments.835")]
    [TestCase(2, "clean/all-paid.835", "no-such-file")]
    public void The_exit_code_says_how_bad_it_is(int exit, params string[] files) =>
        Assert.That(Inspect(out _, files), Is.EqualTo(exit));

    [Test]
    public void A_bad_file_stops_none_of_the_others()
    {
        Inspect(out var text, "refused/not-edi.txt", "no-such-file", "clean/all-paid.835", "damaged/unbalanced.835");
        Assert.That(text, Does.Contain("Not read: The file is not an 835").And.Contain("NWE2601280066").And.Contain("0071911402")
            .And.Contain("4 files: 1 fine, 1 needs a person, 2 not read; 2 remittances, 6 claims, payments 898.42"));
    }

    [Test]
    public void No_file_can_steer_the_terminal()
    {
        var evil = "EVIL\u001b]0;title\u0007\u001b[31m\u009b2J\u202egnihton\u2066\u200f\u2028\r\bX";
        var text = EraText.WithClaim(
            $"CLP*{evil}*1*150*0*0*12*{evil}",
            $"NM1*QC*1*{evil}*{evil}****MI*{evil}",
            $"NM1*74*1*{evil}",
            $"REF*EA*{evil}",
            $"SVC*HC:{evil}:{evil}*150*0*{evil}",
            $"CAS*{evil}*{evil}*150",
            $"LQ*HE*{evil}").Replace("N1", $"N1*PR*{evil}").Replace("TRN", $"TRN*1*{evil}*1")
            .ProviderAdjustment($"PLB*{evil}*20261231*{evil}:{evil}*0", 0);
        foreach (var colored in new[] { false, true })
        {
            var shown = InspectText(text.ToString(), colored);
            Assert.That(shown, Does.Contain("EVIL").And.Contain('\uFFFD'));
            Assert.That(Steering().Matches(OwnColors().Replace(shown, string.Empty)).Select(match => $"U+{(int)match.Value[0]:X4}"), Is.Empty);
        }
    }

    [Test]
    public void A_file_name_cannot_steer_the_terminal_either()
    {
        using var folder = new TempFolder();
        var file = folder.Sub("a\u001b[31mb\n.835");
        File.WriteAllText(file, new EraText().ToString());
        using var writer = new StringWriter();
        using var page = new Page(writer);
        new InspectTextRun(page, false, false).Run([file]);
        Assert.That(writer.ToString(), Does.Contain("a\uFFFD[31mb\uFFFD.835"));
    }

    [Test]
    public async Task What_is_piped_has_no_colors_and_no_boxes()
    {
        var ran = await WorkerProcess.RunAsync("inspect", "--claims", Path.Combine(Repository.Samples, "damaged", "unbalanced.835"));
        Assert.That(ran.Output, Does.Contain("Does not balance").And.Not.Match("[\u001b\u2500-\u257f]"));
    }

    [Test]
    public void On_a_terminal_trouble_is_red_and_wide_tables_become_paragraphs()
    {
        var text = InspectText(EraText.WithClaim("CLP*A*1*150*90*0*12*B", "SVC*HC:90834*150*90").ToString(), colored: true);
        Assert.That(text, Does.Contain("\u001b[").And.Match(@"\u001b\[[0-9;]*m  Needs a person"));
        Assert.That(text, Does.Contain("    Trace TRACE-1   Date 2026-03-02   By ACH   Payment 90.00"));
        Assert.That(OwnColors().Replace(text, string.Empty).Split('\n').Max(line => line.Length), Is.LessThanOrEqualTo(80));
    }

    [Test]
    public void Of_many_remittances_the_first_and_those_that_do_not_balance_are_shown()
    {
        var text = new StringBuilder();
        for (var i = 1; i <= 3000; i++)
        {
            text.Append(Remittance(i, i % 100 == 0 ? 91 : 90));
        }

        var shown = InspectText(text.ToString());
        var rows = shown.Split('\n').Where(line => line.StartsWith("  SAMPLE HEALTH PLAN  T-", StringComparison.Ordinal)).ToList();
        Assert.Multiple(() =>
        {
            Assert.That(rows, Has.Count.EqualTo(20 + 30));
            Assert.That(rows[19], Does.Contain("T-20 ").And.EndWith("yes"));
            Assert.That(rows[20], Does.Contain("T-100 ").And.EndWith("no: pays 1.00 too much"));
            Assert.That(shown, Does.Contain("2,950 more remittances left out; all of them balance."));
            Assert.That(shown, Does.Contain("30 of 3000 do not").And.Contain("270,030.00"));
            Assert.That(shown, Does.Contain("more places (--findings all)"));
        });
    }

    [Test]
    public void Of_very_many_that_do_not_balance_some_are_left_out_too()
    {
        var text = new StringBuilder();
        for (var i = 1; i <= 300; i++)
        {
            text.Append(Remittance(i, 91));
        }

        Assert.That(InspectText(text.ToString()), Does.Contain("230 more remittances left out, of which 230 do not balance."));
    }

    [Test]
    public void All_places_of_a_finding_are_shown_when_asked_for()
    {
        var text = string.Concat(Enumerable.Range(1, 12).Select(i => Remittance(i, 91)));
        Assert.That(Places(InspectText(text)), Has.Count.EqualTo(5));
        Assert.That(Places(InspectText(text, allPlaces: true)), Has.Count.EqualTo(12));

        static List<string> Places(string shown) => [.. shown.Split('\n').Where(line => line.Contains("BPR payment", StringComparison.Ordinal))];
    }

    [Test]
    public void Many_provider_adjustments_are_added_up_by_reason()
    {
        var text = new EraText();
        for (var i = 0; i < 40; i++)
        {
            text.ProviderAdjustment($"PLB*1234567893*20261231*WO:A{i}*10", 10).ProviderAdjustment($"PLB*1234567893*20261231*FB:B{i}*-10", -10);
        }

        Assert.That(InspectText(text.ToString()), Does.Match(@"FB +40 +-400\.00 +A balance").And.Match(@"WO +40 +400\.00 +An earlier overpayment"));
    }

    [TestCaseSource(nameof(Kinds))]
    public void Every_finding_says_what_to_do(string code) => Assert.That(FindingAdvice.Of(code), Is.Not.Null.And.EndsWith("."));

    private static IEnumerable<string> Kinds() => FindingKinds.All.Select(kind => kind.Code);

    private static string Remittance(int number, int payment) => string.Join('~',
        $"ST*835*{number:0000}", $"BPR*I*{payment}*C*ACH************20260302", $"TRN*1*T-{number}*1999999999", "N1*PR*SAMPLE HEALTH PLAN",
        "N1*PE*SAMPLE PRACTICE*XX*1234567893", "LX*1", $"CLP*C{number}*1*90*90**12*P{number}", "SVC*HC:90834*90*90", $"SE*9*{number:0000}", string.Empty);

    private static int Inspect(out string text, params string[] samples)
    {
        using var writer = new StringWriter();
        using var page = new Page(writer);
        var exit = new InspectTextRun(page, withClaims: false, allPlaces: false).Run(samples.Select(sample => Path.Combine(Repository.Samples, sample)));
        text = writer.ToString();
        return exit;
    }

    private static string InspectText(string era, bool colored = false, bool allPlaces = false)
    {
        using var folder = new TempFolder();
        var file = folder.Sub("x.835");
        File.WriteAllText(file, era);
        using var writer = new StringWriter { NewLine = "\n" };
        using var page = colored ? new Page(writer, 79, 79, new ColoredLines(() => Colors(writer))) : new Page(writer);
        new InspectTextRun(page, withClaims: true, allPlaces).Run([file]);
        return writer.ToString();
    }

    private static IAnsiConsole Colors(TextWriter writer)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.Yes,
            ColorSystem = ColorSystemSupport.Standard,
            Out = new AnsiConsoleOutput(writer),
        });
        console.Profile.Width = 10_000;
        return console;
    }

    [GeneratedRegex(@"\u001b\[[0-9;]*m")]
    private static partial Regex OwnColors();

    [GeneratedRegex(@"[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")]
    private static partial Regex Steering();
}
