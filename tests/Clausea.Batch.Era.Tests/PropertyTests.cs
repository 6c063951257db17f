using System.Text;
using Clausea.Batch.Shared;
using FsCheck;
using PropertiesAttribute = FsCheck.NUnit.PropertiesAttribute;
using PropertyAttribute = FsCheck.NUnit.PropertyAttribute;

namespace Clausea.Batch.Era.Tests;

/// <summary>What holds for every file. A failure prints the seed that brings it back.</summary>
[Properties(MaxTest = 100, QuietOnSuccess = true)]
internal sealed class PropertyTests
{
    [Property(MaxTest = 300)]
    public void The_buffer_size_changes_nothing(DoNotSize<int> seed, PositiveInt bufferSize)
    {
        var bytes = new VariedEra(seed.Item).ToBytes();
        var options = new EraOptions { BufferSize = 1 + (bufferSize.Get % 600) };
        AssertSame(EraTree.Read(bytes), EraTree.Read(bytes, options));
    }

    [Property]
    public void Separators_and_line_breaks_change_nothing(DoNotSize<int> seed, DoNotSize<int> other)
    {
        var varied = new VariedEra(seed.Item);
        var (separators, lineBreak) = VariedEra.AnySeparators(other.Item);
        var plain = TreeReading.Of(EraTree.Read(varied.ToBytes("*:^~", "\n")));
        Assert.That(plain.DifferencesTo(TreeReading.Of(EraTree.Read(varied.ToBytes(separators, lineBreak)))), Is.Empty);
    }

    [Property]
    public void Findings_do_not_depend_on_the_buffer(DoNotSize<int> seed, PositiveInt bufferSize)
    {
        var bytes = new VariedEra(seed.Item).WithOneAmountChanged(seed.Item);
        AssertSame(EraTree.Read(bytes), EraTree.Read(bytes, new EraOptions { BufferSize = 1 + (bufferSize.Get % 600) }));
    }

    [Property]
    public void Positions_are_where_the_segments_stand(DoNotSize<int> seed)
    {
        var bytes = new VariedEra(seed.Item).ToBytes();
        var tree = EraTree.Read(bytes);
        (string Tag, IEnumerable<Position> Positions)[] places =
        [
            ("ISA", tree.Interchanges.Select(interchange => interchange.Position)),
            ("GS", tree.Groups.Select(group => group.Position)),
            ("ST", tree.Remittances.Select(remittance => remittance.Header.Position)),
            ("CLP", tree.Claims.Select(claim => claim.Position)),
            ("SVC", tree.Claims.SelectMany(claim => claim.Services).Select(service => service.Position)),
            ("PLB", tree.Remittances.SelectMany(remittance => remittance.Summary.ProviderAdjustments).Select(adjustment => adjustment.Position)),
        ];
        foreach (var (tag, positions) in places)
        {
            Assert.That(positions.Select(position => TextAt(bytes, position.Offset, tag.Length)), Is.All.EqualTo(tag));
        }
    }

    [Property]
    public void A_remittance_pays_its_claims_less_what_the_provider_owes(DoNotSize<int> seed)
    {
        foreach (var (header, claims, summary) in EraTree.Read(new VariedEra(seed.Item).ToBytes()).Remittances)
        {
            Assert.That(
                header.Payment.Amount,
                Is.EqualTo(claims.Sum(claim => claim.Paid) - summary.ProviderAdjustments.Sum(adjustment => adjustment.Amount)));
            Assert.That((summary.Balanced, summary.Unbalanced), Is.EqualTo((true, 0)));
        }
    }

    [Property]
    public void A_charge_is_what_was_paid_and_what_was_adjusted(DoNotSize<int> seed)
    {
        foreach (var claim in EraTree.Read(new VariedEra(seed.Item).ToBytes()).Claims)
        {
            var adjustments = claim.Adjustments.Concat(claim.Services.SelectMany(service => service.Adjustments));
            Assert.That(claim.Charge, Is.EqualTo(claim.Paid + adjustments.Sum(adjustment => adjustment.Amount)));
            foreach (var service in claim.Services)
            {
                Assert.That(service.Charge, Is.EqualTo(service.Paid + service.Adjustments.Sum(adjustment => adjustment.Amount)));
            }
        }
    }

    [Property]
    public void A_synthetic_file_reads_as_it_was_asked_for(NonNegativeInt claims, NonNegativeInt seed, PositiveInt perRemittance)
    {
        using var stream = new MemoryStream();
        new SyntheticEra(claims.Get, seed.Get, perRemittance.Get).Write(stream);
        var bytes = stream.ToArray();
        var tree = EraTree.Read(bytes);
        Assert.That(tree.Findings, Is.Empty);
        Assert.That(tree.Claims.Count(), Is.EqualTo(claims.Get));
        Assert.That(tree.Remittances, Has.Count.EqualTo(Math.Max(1, (claims.Get + perRemittance.Get - 1) / perRemittance.Get)));
        Assert.That(PlainReader.Read(bytes).DifferencesTo(TreeReading.Of(tree)), Is.Empty);
        Assert.That(tree.Remittances.Sum(remittance => remittance.Header.Payment.Amount), Is.EqualTo(
            tree.Remittances.Sum(remittance => remittance.Summary.Paid - remittance.Summary.ProviderAdjustments.Sum(adjustment => adjustment.Amount))));
    }

    private static void AssertSame(EraTree expected, EraTree actual)
    {
        Assert.That(TreeReading.Of(expected).DifferencesTo(TreeReading.Of(actual)), Is.Empty);
        Assert.That(actual.Findings, Is.EqualTo(expected.Findings));
        Assert.That(actual.Claims.Select(claim => claim.Position), Is.EqualTo(expected.Claims.Select(claim => claim.Position)));
    }

    private static string TextAt(byte[] bytes, long offset, int length) =>
        Encoding.Latin1.GetString(bytes, (int)offset, length);
}
