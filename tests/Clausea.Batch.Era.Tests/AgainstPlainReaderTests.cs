using Clausea.Batch.Shared;

namespace Clausea.Batch.Era.Tests;

/// <summary>Two readers that share no code, over the same files.</summary>
internal sealed class AgainstPlainReaderTests
{
    private const int BaseSeed = 835_000;

    private static IEnumerable<SampleRow> InOrder => SampleTable.Rows.Where(row => row.Balanced is not null && PlainReader.TryRead(File.ReadAllBytes(row.Path)) is not null);

    [Test]
    public void The_second_reader_takes_the_samples_that_are_in_order() =>
        Assert.That(InOrder.Count(), Is.GreaterThan(30));

    [TestCaseSource(nameof(InOrder))]
    public void A_sample_reads_the_same(SampleRow row)
    {
        var bytes = File.ReadAllBytes(row.Path);
        Assert.That(Differences(PlainReader.Read(bytes), EraTree.Read(bytes)), Is.Empty);
    }

    [Test]
    public void Varied_files_read_the_same([Range(0, 9)] int part) => AssertEach(Seeds(part), seed =>
    {
        var varied = new VariedEra(seed);
        var bytes = varied.ToBytes();
        var tree = EraTree.Read(bytes);
        return
        [
            .. Differences(PlainReader.Read(bytes), tree),
            .. Counts(varied, tree),
            .. tree.Findings.Where(finding => !varied.PossibleFindings.Contains(finding.Code)).Select(finding => $"unexpected {finding}"),
        ];
    });

    [Test]
    public void A_changed_amount_unbalances_the_same_levels([Range(0, 2)] int part) => AssertEach(Seeds(part), seed =>
    {
        var bytes = new VariedEra(seed).WithOneAmountChanged(seed);
        var tree = EraTree.Read(bytes);
        var reading = PlainReader.Read(bytes);
        return [.. Differences(reading, tree), .. BalanceFindings(reading, tree)];
    });

    [TestCase("*:^~", "", "*:^\n", "")]
    [TestCase("*:^~", "\n", "*:^\n", "")]
    [TestCase("*:^~", "\n", "*:^\r", "\n")]
    [TestCase("*:^~", "", "*:^\r", "")]
    [TestCase("*:^\n", "", "*:^~", "")]
    [TestCase("*:^\r", "\n", "*:^~", "\r\n")]
    [TestCase("*:^\n", "", "*:^\n", "")]
    [TestCase("*:^\r", "\n", "*:^\r", "\n")]
    [TestCase("*:^\r", "\n", "*:^\n", "")]
    [TestCase("*:^~", "", "|>^~", "\n")]
    public void Every_interchange_has_separators_of_its_own(string first, string firstBreak, string second, string secondBreak)
    {
        var (one, other) = (EraText.WithClaim("CLP*A*1*10*10**12*B"), EraText.WithClaim("CLP*C*1*10*10**12*D"));
        var tree = EraTree.Read(one.With(first, firstBreak) + other.With(second, secondBreak));
        Assert.That((tree.Interchanges.Count, tree.Claims.Count(), tree.Findings.Count), Is.EqualTo((2, 2, 0)));
    }

    [Test]
    public void The_same_seed_gives_the_same_bytes_and_another_others()
    {
        var (one, again, other) = (new VariedEra(5).ToBytes(), new VariedEra(5).ToBytes(), new VariedEra(6).ToBytes());
        Assert.That(again, Is.EqualTo(one));
        Assert.That(other, Is.Not.EqualTo(one));
    }

    private static IReadOnlyList<string> Differences(PlainReading expected, EraTree tree) => expected.DifferencesTo(TreeReading.Of(tree));

    private static IEnumerable<string> Counts(VariedEra made, EraTree tree)
    {
        var expected = (made.Interchanges, made.Groups, made.Remittances, made.Claims, made.Services);
        var actual = (tree.Interchanges.Count, tree.Groups.Count, tree.Remittances.Count, tree.Claims.Count(), tree.Claims.Sum(claim => claim.Services.Count));
        return expected == actual ? [] : [$"made {expected}, but read {actual}: interchanges, groups, remittances, claims, services"];
    }

    private static IEnumerable<string> BalanceFindings(PlainReading reading, EraTree tree)
    {
        var (remittances, claims, services) = reading.Unbalanced;
        var found = (Found("ERA103"), Found("ERA102"), Found("ERA101"));
        return reading.Unbalanced == found && remittances + claims + services > 0
            ? []
            : [$"unbalanced are {reading.Unbalanced}, but found {found}: remittances, claims, services"];

        int Found(string code) => tree.FindingCodes.Count(finding => finding == code);
    }

    // 300 that are the same in every run, and 20 that nobody has tried before.
    private static IEnumerable<int> Seeds(int part) =>
        [.. Enumerable.Range(BaseSeed + (part * 300), 300), .. Enumerable.Range(Environment.TickCount & 0x3FFF_FFFF, 20)];

    private static void AssertEach(IEnumerable<int> seeds, Func<int, IReadOnlyList<string>> complain)
    {
        var failures = seeds.Select(seed => (seed, Complaints: Complaints(seed, complain))).Where(failure => failure.Complaints.Count > 0).ToList();
        if (failures.Count > 0)
        {
            Assert.Fail($"{failures.Count} seeds fail; expected is the second reader's:\n" + string.Join('\n', failures.Take(5).Select(failure =>
                $"seed {failure.seed}\n  {string.Join("\n  ", failure.Complaints.Take(10))}")));
        }
    }

    private static IReadOnlyList<string> Complaints(int seed, Func<int, IReadOnlyList<string>> complain)
    {
        try
        {
            return complain(seed);
        }
        catch (NotAnEraException e)
        {
            return [$"NotAnEraException: {e.Message}"];
        }
    }
}
