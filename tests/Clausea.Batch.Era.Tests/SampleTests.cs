using Clausea.Batch.Shared;

namespace Clausea.Batch.Era.Tests;

/// <summary>samples/era/README.md against the truth.</summary>
internal sealed class SampleTests
{
    private static IEnumerable<SampleRow> Rows => SampleTable.Rows;

    private static IEnumerable<SampleRow> InOrder => Rows.Where(row => row.File.Split('/')[0] is not ("damaged" or "refused"));

    [Test]
    public void The_table_has_a_row_for_every_file() =>
        Assert.That(SampleTable.Rows.Select(row => row.File).ToList(), Has.Count.GreaterThan(15).And.EquivalentTo(SampleTable.FilesOnDisk));

    [TestCaseSource(nameof(Rows))]
    public void A_sample_reads_as_its_row_says(SampleRow row)
    {
        if (row.Balanced is null)
        {
            Assert.That(() => EraTree.ReadFile(row.Path), Throws.TypeOf<NotAnEraException>());
            return;
        }

        var tree = EraTree.ReadFile(row.Path);
        var balanced = tree.Remittances.All(remittance => remittance.Summary is { Balanced: true, Unbalanced: 0 });
        Assert.That(
            (tree.Remittances.Count, tree.Claims.Count(), balanced),
            Is.EqualTo((row.Remittances, row.Claims, row.Balanced.Value)));
    }

    [TestCaseSource(nameof(InOrder))]
    public void A_sample_in_order_has_no_findings(SampleRow row) => Assert.That(EraTree.ReadFile(row.Path).Findings, Is.Empty);
}
