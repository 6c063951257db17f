using Clausea.Batch.Era.Reading;

namespace Clausea.Batch.Era.Tests;

internal sealed class SeenBeforeTests
{
    [TestCase(10, 3)]
    [TestCase(40_000, 1000)]
    [TestCase(300_000, 7)]
    [TestCase(100_000, 100_000)]
    public void Exactly_what_was_met_before_is_told_with_where(int contents, int again)
    {
        var told = new List<(int Segment, int Before)>();
        var seen = new SeenBefore((position, before) => told.Add((position.Segment, before)));
        var random = new Random(contents);
        var keys = Enumerable.Range(0, contents).Select(_ => (ulong)random.NextInt64()).ToList();
        for (var i = 0; i < contents; i++)
        {
            seen.Add(keys[i], new Position(i + 1, i * 10L));
        }

        for (var i = 0; i < again; i++)
        {
            seen.Add(keys[i], new Position(contents + i + 1, 0));
        }

        seen.Tell();
        Assert.That(told, Is.EqualTo(Enumerable.Range(0, again).Select(i => (contents + i + 1, i + 1))));
    }

    [Test]
    public void A_content_met_many_times_is_told_each_time_with_the_first()
    {
        var told = new List<int>();
        var seen = new SeenBefore((position, before) => told.Add((position.Segment * 100) + before));
        foreach (var segment in new[] { 3, 5, 8 })
        {
            seen.Add(0, new Position(segment, 0));
        }

        seen.Tell();
        seen.Tell();
        Assert.That(told, Is.EqualTo(new[] { 503, 803 }));
    }

    [Test]
    public void Past_three_million_nothing_more_is_taken()
    {
        var told = 0;
        var seen = new SeenBefore((_, _) => told++);
        for (var i = 1; i <= 3_000_000; i++)
        {
            seen.Add((ulong)i * ContentHash.Seed, new Position(i, 0));
        }

        seen.Add(ContentHash.Seed, new Position(3_000_001, 0));
        seen.Tell();
        Assert.That((seen.IsFull, told), Is.EqualTo((true, 0)));
    }
}
