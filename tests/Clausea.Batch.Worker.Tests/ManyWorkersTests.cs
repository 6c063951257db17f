using Clausea.Batch.Shared;

namespace Clausea.Batch.Worker.Tests;

/// <summary>Several workers on one folder and one ledger share the work.</summary>
internal sealed class ManyWorkersTests
{
    private const int Files = 40;

    [Test]
    public async Task Each_file_is_read_once_and_each_letter_drafted_once_by_whichever_worker_is_free()
    {
        using var office = new Office();
        for (var i = 0; i < Files; i++)
        {
            await office.DropAsync(await office.SynthesizeAsync(60, i), $"{i}.835");
        }

        await using var one = office.Worker();
        await using var two = office.Worker();
        await using var three = office.Worker();
        await using var four = office.Worker();
        await Eventually.BecomesAsync(office.IsAtRest, "all is done", seconds: 180);
        office.AssertNothingLostAndNothingTwice();
        Assert.Multiple(() =>
        {
            Assert.That(office.Read<long>("SELECT attempts FROM files").Distinct(), Is.EqualTo(new[] { 1L }), "each was begun once");
            Assert.That(office.Read<long>("SELECT seen_count FROM files").Distinct(), Is.EqualTo(new[] { 1L }));
            Assert.That(office.Read<string>("SELECT DISTINCT job_storage FROM files"), Has.Count.GreaterThan(1), "the work was shared");
            Assert.That(office.Read<long>("SELECT COUNT(*) FROM runs"), Is.EqualTo(new[] { 0L }));
            foreach (var worker in new[] { one, two, three, four })
            {
                Assert.That(worker.Error, Does.Not.Contain("fail:").And.Not.Contain("crit:"));
            }
        });
    }
}
