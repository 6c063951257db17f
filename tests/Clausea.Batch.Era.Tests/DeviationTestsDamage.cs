using System.Text;
using Clausea.Batch.Shared;

namespace Clausea.Batch.Era.Tests;

/// <summary>A damaged remittance does not cost its neighbors, and the damage is told.</summary>
internal sealed class DeviationTestsDamage
{
    private static readonly string s_first = Whole(1);
    private static readonly string s_third = Whole(3);

    private static List<IEnumerable<string>> Sets => [Sample835.Set(1), Sample835.Set(2), Sample835.Set(3)];

    // Of the second of three sets in a group, the segments that begin so are lost.
    [TestCase("ST*", "ERA316")]
    [TestCase("SE*", "ERA032")]
    [TestCase("ST* BPR*", "ERA308 ERA316 ERA303")]
    [TestCase("ST* BPR* TRN* DTM*405 N1* N3* N4* REF* LX*", "ERA316 ERA303")]
    [TestCase("BPR*", "ERA303")]
    [TestCase("N1*PR", "ERA305")]
    [TestCase("CLP*PCN-2A", "ERA302")]
    [TestCase("CLP*", "ERA302")]
    [TestCase("SVC*HC", "")]
    public void A_lost_segment_costs_no_other_remittance(string starts, string codes)
    {
        var sets = Sets;
        sets[1] = sets[1].Where(segment => !starts.Split(' ').Any(start => segment.StartsWith(start, StringComparison.Ordinal)));
        NeighborsAreWhole(EraTree.Read(Sample835.Grouped(sets).Text()), codes);
    }

    [Test]
    public void A_remittance_that_lost_any_run_of_segments_costs_no_other([Range(0, 38)] int from, [Values(1, 2, 3, 7, 20)] int count)
    {
        var sets = Sets;
        var damaged = sets[1].ToList();
        damaged.RemoveRange(Math.Min(from, damaged.Count), Math.Min(count, damaged.Count - Math.Min(from, damaged.Count)));
        sets[1] = damaged;
        NeighborsAreWhole(EraTree.Read(Sample835.Grouped(sets).Text()), string.Empty);
    }

    [TestCase("ISA*", "ERA052")]
    [TestCase("GS*", "ERA052")]
    [TestCase("ISA* GS*", "ERA052")]
    [TestCase("ISA* GS* ST*", "ERA316")]
    [TestCase("GE*", "ERA022")]
    [TestCase("IEA*", "ERA012")]
    [TestCase("GE* IEA*", "ERA022 ERA012")]
    public void A_lost_envelope_costs_no_remittance(string starts, string codes)
    {
        EraText[] files = [Sample835.Number(1), Sample835.Number(2), Sample835.Number(3)];
        var second = files[1].Segments().Where(segment => !starts.Split(' ').Any(start => segment.StartsWith(start, StringComparison.Ordinal)));
        var tree = EraTree.Read(files[0] + second.Text() + files[2]);
        Assert.That(Expect.Remittances(tree), Is.EqualTo(files.SelectMany(file => Expect.Remittances(EraTree.Read(file.ToString())))));
        Assert.That(codes.Split(' ').Except(tree.FindingCodes), Is.Empty);
    }

    [Test]
    public void Wherever_an_interchange_is_cut_the_next_one_is_read_whole([Values("~\n", "~")] string end, [Values("*:^~", "|>^!")] string separators)
    {
        var cut = Sample835.Number(1).Segments().Text(end);
        var next = Sample835.Number(3).With(separators, end[1..]);
        for (var at = 0; at < cut.Length; at++)
        {
            var tree = EraTree.Read(cut[..at] + next);
            Assert.That(Expect.Remittances(tree).LastOrDefault(), Is.EqualTo(s_third), $"cut at {at}");
        }
    }

    [Test]
    public void Wherever_a_file_is_cut_nothing_is_made_up([Values("*:^~", "*:^\n", "\u001d\u001f\u001e\u001c")] string separators)
    {
        var text = Sample835.Number(1).With(separators, separators[3] == '~' ? "\n" : string.Empty);
        var plain = EraTree.Read(text).Claims.Select(Expect.Json).ToList();
        for (var at = 0; at < text.Length; at++)
        {
            if (Try(text[..at]) is { } tree)
            {
                var claims = tree.Claims.Select(Expect.Json).ToList();
                Assert.That(claims.SkipLast(1), Is.EqualTo(plain.Take(Math.Max(claims.Count - 1, 0))), $"cut at {at}");
                Assert.That(tree.Claims.LastOrDefault()?.Balanced, Is.Not.False, $"cut at {at}");
                Assert.That(tree.Remittances.All(one => one.Summary.Complete), Is.EqualTo(tree.FindingCodes.All(code => code != "ERA033")), $"cut at {at}");
            }
        }
    }

    [Test]
    public void A_segment_without_an_end_costs_its_remittance_and_no_other([Values(64, 256 * 1024)] int buffer)
    {
        var first = Sample835.Number(1).Segments();
        var text = first.Take(20).Text() + "REF*1L*" + new string('x', 3 << 20) + Sample835.Number(3);
        var tree = EraTree.Read(Encoding.ASCII.GetBytes(text), new EraOptions { BufferSize = buffer });
        Assert.Multiple(() =>
        {
            Assert.That(Expect.Remittances(tree).Last(), Is.EqualTo(s_third));
            Assert.That(tree.Remittances[0].Summary.Complete, Is.False);
            Assert.That(tree.FindingCodes, Does.Contain("ERA315"));
        });
    }

    [Test]
    public void A_claim_without_an_end_costs_its_remittance_and_no_other([Values(64, 256 * 1024)] int buffer)
    {
        var line = "REF*1L*" + new string('x', 900_000) + "~";
        var text = Sample835.Number(1).Segments().Take(20).Text() + string.Concat(Enumerable.Repeat(line, 20)) + Sample835.Number(3);
        var tree = EraTree.Read(Encoding.ASCII.GetBytes(text), new EraOptions { BufferSize = buffer });
        Assert.Multiple(() =>
        {
            Assert.That(Expect.Remittances(tree).Last(), Is.EqualTo(s_third));
            Assert.That(tree.Remittances[0].Summary.Complete, Is.False);
            Assert.That(tree.FindingCodes, Does.Contain("ERA307"));
        });
    }

    [Test]
    public void Lost_terminators_cost_no_other_remittance()
    {
        var seed = Environment.TickCount;
        TestContext.Out.WriteLine($"seed {seed}");
        var random = new Random(seed);
        for (var i = 0; i < 200; i++)
        {
            // The terminator before the next ST is its neighbor's as much as its own.
            var set = Sample835.Set(2).ToList();
            var damaged = string.Concat(set.Select((segment, place) => segment + (place < set.Count - 1 && random.Next(6) == 0 ? string.Empty : "~")));
            var all = Sample835.Grouped([Sample835.Set(1), [], Sample835.Set(3)]).Text("~");
            var text = all.Replace("ST*835*0003", damaged + "ST*835*0003", StringComparison.Ordinal);
            NeighborsAreWhole(EraTree.Read(text), string.Empty);
        }
    }

    private static void NeighborsAreWhole(EraTree tree, string codes)
    {
        var remittances = Expect.Remittances(tree);
        Assert.Multiple(() =>
        {
            Assert.That(remittances.First(), Is.EqualTo(s_first));
            Assert.That(remittances.Last(), Is.EqualTo(s_third));
            Assert.That(codes.Split(' ', StringSplitOptions.RemoveEmptyEntries).Except(tree.FindingCodes), Is.Empty);
        });
    }

    private static string Whole(int number) => Expect.Remittances(EraTree.Read(Sample835.Number(number).ToString())).Single();

    private static EraTree? Try(string text)
    {
        try
        {
            return EraTree.Read(text);
        }
        catch (NotAnEraException)
        {
            return null;
        }
    }
}
