using BenchmarkDotNet.Attributes;
using Clausea.Batch.Appeals;
using Clausea.Batch.Era;
using Clausea.Batch.Shared;

namespace Clausea.Batch.Benchmarks;

/// <summary>One claim through triage, one denial through the letter press.</summary>
[MemoryDiagnoser]
public class AppealBenchmarks
{
    private readonly TemplateSet _templates = TemplateSet.Load(Repository.Templates);
    private ClaimTriage _triage = null!;
    private LetterPress _press = null!;
    private Remittance _remittance = null!;
    private ClaimPayment _claim = null!;
    private Denial _denial = null!;

    [GlobalSetup]
    public void Setup()
    {
        var tree = EraTree.ReadFile(Path.Combine(Repository.Samples, "denied", "bh-n382-with-co50.835"));
        _triage = new ClaimTriage(CodeCatalogue.Shipped, _templates.Playbooks, _templates.Payers);
        _press = new LetterPress(_templates, CodeCatalogue.Shipped);
        (_remittance, _claim) = (tree.Remittances[0].Header, tree.Claims.First());
        _denial = new Denial(null, _remittance, _claim, _triage.Decide(_remittance, _claim));
    }

    [Benchmark]
    public Verdict Triage() => _triage.Decide(_remittance, _claim);

    [Benchmark]
    public Draft Letter() => _press.Write(_denial, new DateOnly(2026, 3, 2));
}
