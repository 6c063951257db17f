using BenchmarkDotNet.Attributes;
using Clausea.Batch.Appeals;
using Clausea.Batch.Documents;
using Clausea.Batch.Documents.Packet;
using Clausea.Batch.Shared;

namespace Clausea.Batch.Benchmarks;

/// <summary>A drafted letter into each kind of file.</summary>
[MemoryDiagnoser]
public class DocumentBenchmarks
{
    private static readonly DateTimeOffset s_drafted = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private TemplateSet _templates = null!;
    private Denial _denial = null!;
    private Draft _draft = null!;

    [GlobalSetup]
    public void Setup()
    {
        _templates = TemplateSet.Load(Repository.Templates);
        var playbook = _templates.Playbooks.Find("medical-necessity")!;
        _denial = SampleDenials.Preview(playbook);
        _draft = new LetterPress(_templates, CodeCatalogue.Shipped).Write(_denial, playbook, SampleDenials.Today);
    }

    [Benchmark]
    public byte[] Docx() => LetterFile.Of(LetterFormat.Word, _draft, _denial.Claim, s_drafted, isApproved: true);

    /// <summary>Cover sheet, letter, remittance advice; no exhibits.</summary>
    [Benchmark]
    public int Packet() => PacketWriter.Write(new PacketOrder
    {
        Denial = _denial,
        Draft = _draft,
        IsApproved = true,
        Between = Correspondents.Of(_templates, _denial.Remittance, _denial.Claim, _draft.Kind),
        Channel = PacketChannel.Fax,
        Made = s_drafted,
        Codes = CodeCatalogue.Shipped,
    })[0].Pages;

    [Benchmark]
    public byte[] Pdf() => LetterFile.Of(LetterFormat.Pdf, _draft, _denial.Claim, s_drafted, isApproved: true);
}
