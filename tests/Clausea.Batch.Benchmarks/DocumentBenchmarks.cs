using BenchmarkDotNet.Attributes;
using Clausea.Batch.Appeals;
using Clausea.Batch.Documents;
using Clausea.Batch.Shared;

namespace Clausea.Batch.Benchmarks;

/// <summary>A drafted letter into each kind of file.</summary>
[MemoryDiagnoser]
public class DocumentBenchmarks
{
    private static readonly DateTimeOffset s_drafted = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private Denial _denial = null!;
    private Draft _draft = null!;

    [GlobalSetup]
    public void Setup()
    {
        var templates = TemplateSet.Load(Repository.Templates);
        var playbook = templates.Playbooks.Find("medical-necessity")!;
        _denial = SampleDenials.Preview(playbook);
        _draft = new LetterPress(templates, CodeCatalogue.Shipped).Write(_denial, playbook, SampleDenials.Today);
    }

    [Benchmark]
    public byte[] Docx() => LetterFile.Of(LetterFormat.Word, _draft, _denial.Claim, s_drafted, isApproved: true);

    [Benchmark]
    public byte[] Pdf() => LetterFile.Of(LetterFormat.Pdf, _draft, _denial.Claim, s_drafted, isApproved: true);
}
