using BenchmarkDotNet.Attributes;
using Clausea.Batch.Appeals;
using Clausea.Batch.Era;
using Clausea.Batch.Shared;

namespace Clausea.Batch.Benchmarks;

/// <summary>Claims through triage, one denial through the letter press.</summary>
[MemoryDiagnoser]
public class AppealBenchmarks
{
    private static readonly DateOnly s_today = new(2026, 3, 2);

    private readonly TemplateSet _templates = TemplateSet.Load(Repository.Templates);
    private ClaimTriage _triage = null!;
    private LetterPress _press = null!;
    private List<(Remittance Remittance, ClaimPayment Claim)> _mixed = null!;
    private List<(Remittance Remittance, ClaimPayment Claim)> _denied = null!;
    private Denial _denial = null!;
    private string _markdown = null!;

    private static readonly LetterTruth s_truth = new()
    {
        Amounts = new HashSet<decimal>(),
        Dates = new HashSet<DateOnly>(),
        Codes = new Dictionary<string, (string, bool)>(),
        PayerLine = "commercial",
        IsSubstanceUse = false,
        Given = ["Cedar Hollow Behavioral Health LLC", "410 Mill Race Rd, Suite 2", "Springfield, IL 62701", "(217) 555-0142"],
    };

    [GlobalSetup]
    public void Setup()
    {
        _triage = new ClaimTriage(CodeCatalogue.Shipped, _templates.Playbooks, _templates.Payers);
        _press = new LetterPress(_templates, CodeCatalogue.Shipped);
        using var stream = new MemoryStream();
        new SyntheticEra(10_000, seed: 1).Write(stream);
        var tree = EraTree.Read(stream.ToArray());
        _mixed = [.. tree.Remittances.SelectMany(remittance => remittance.Claims.Select(claim => (remittance.Header, claim)))];
        _denied = _mixed.FindAll(entry => !_triage.Decide(entry.Remittance, entry.Claim).IsOrdinary);
        var sample = EraTree.ReadFile(Path.Combine(Repository.Samples, "denied", "bh-n382-with-co50.835"));
        var (header, first) = (sample.Remittances[0].Header, sample.Claims.First());
        _denial = new Denial(null, header, first, _triage.Decide(header, first));
        _markdown = _press.Write(_denial, s_today).Markdown;
    }

    [Benchmark]
    public int TenThousandClaims() => Decide(_mixed);

    [Benchmark]
    public int DeniedOfTenThousand() => Decide(_denied);

    /// <summary>Written, linted, and as HTML.</summary>
    [Benchmark]
    public int Letter() => _press.Write(_denial, s_today).Html.Length;

    /// <summary>The part of a letter's time that the lint takes.</summary>
    [Benchmark]
    public int Lint() => LetterLint.Check(_markdown, s_truth).Count;

    private int Decide(List<(Remittance Remittance, ClaimPayment Claim)> claims)
    {
        var letters = 0;
        foreach (var (remittance, claim) in claims)
        {
            letters += _triage.Decide(remittance, claim, s_today).HasLetter ? 1 : 0;
        }

        return letters;
    }
}
