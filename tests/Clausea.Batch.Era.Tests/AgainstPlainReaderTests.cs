using System.Text;
using Clausea.Batch.Shared;

namespace Clausea.Batch.Era.Tests;

/// <summary>Two readers that share no code, over the same files.</summary>
internal sealed class AgainstPlainReaderTests
{
    private const int BaseSeed = 835_000;

    private static IEnumerable<SampleRow> InOrder =>
        SampleTable.Rows.Where(row => row.Balanced is not null && PlainReader.TryRead(File.ReadAllBytes(row.Path)) is not null);

    [Test]
    public void The_second_reader_takes_the_samples_that_are_in_order() =>
        Assert.That(InOrder.Count(), Is.GreaterThan(30));

    [TestCaseSource(nameof(InOrder))]
    public void A_sample_reads_the_same(SampleRow row)
    {
        var bytes = File.ReadAllBytes(row.Path);
        Assert.That(Differences(PlainReader.Read(bytes), EraTree.Read(bytes)), Is.Empty);
    }

    /// <summary>That the files are as varied as they are meant to be.</summary>
    [Test]
    public void Varied_files_hold_all_that_an_835_has()
    {
        var readings = Enumerable.Range(BaseSeed, 200).Select(seed => PlainReader.Read(new VariedEra(seed).ToBytes())).ToList();
        var remittances = readings.SelectMany(reading => reading.Remittances).ToList();
        var claims = readings.SelectMany(reading => reading.Claims).ToList();
        var lines = claims.SelectMany(claim => claim.Services).ToList();
        var adjustments = claims.SelectMany(claim => claim.Adjustments).Concat(lines.SelectMany(line => line.Adjustments)).ToList();
        var details = claims.SelectMany(claim => claim.Details).Concat(lines.SelectMany(line => line.Details))
            .Select(detail => detail.Split('=')[0]).Distinct().ToList();
        string[] roles = ["NM1*QC", "NM1*IL", "NM1*74", "NM1*82", "NM1*TT", "NM1*PR", "NM1*GB"];
        string[] others =
        [
            "MIA05", "MIA23", "MOA03", "MOA07", "DTM*036", "DTM*050", "DTM*151",
            "PER*CX", "AMT*B6", "AMT*ZO", "QTY*CA", "REF*0K", "REF*6R",
        ];
        Assert.Multiple(() =>
        {
            Assert.That(details, Is.SupersetOf(roles).And.SupersetOf(others));
            Assert.That(claims.Select(claim => claim.Status), Is.SupersetOf(new[] { "1", "2", "3", "4", "19", "20", "21", "22", "23", "25" }));
            Assert.That(adjustments.Select(adjustment => adjustment.Group), Is.SupersetOf(new[] { "CO", "PR", "OA", "PI", "CR" }));
            Assert.That(adjustments.Select(adjustment => adjustment.Amount), Has.Some.Negative.And.Some.Zero.And.Some.GreaterThan(1_000_000m));
            Assert.That(adjustments.Select(adjustment => adjustment.Quantity), Has.Some.Null.And.Some.EqualTo(1.5m));
            Assert.That(lines.Select(line => line.Modifiers.Count), Is.SupersetOf(new[] { 0, 1, 2, 3, 4 }));
            Assert.That(claims.Select(claim => claim.Services.Count), Has.Some.Zero.And.Some.GreaterThan(5));
            Assert.That(remittances.Select(remittance => remittance.Claims.Count), Has.Some.Zero);
            Assert.That(remittances.Select(remittance => remittance.ProviderAdjustments.Count), Has.Some.Zero.And.Some.GreaterThan(6));
        });
    }

    [Test]
    public void Differences_are_named_by_their_place()
    {
        var era = EraText.WithClaim("CLP*A*1*10*7**12*B", "CAS*CO*45*3");
        var other = EraText.WithClaim("CLP*A*1*10*7**12*B", "CAS*CO*45*3*1");
        Assert.That(
            Differences(PlainReader.Read(Encoding.Latin1.GetBytes(era.ToString())), EraTree.Read(other.ToString())),
            Is.EqualTo(new[] { ".interchanges[0].groups[0].remittances[0].claims[0].adjustments[0].quantity: expected null, but was 1" }));
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
        var services = tree.Claims.Sum(claim => claim.Services.Count);
        var actual = (tree.Interchanges.Count, tree.Groups.Count, tree.Remittances.Count, tree.Claims.Count(), services);
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

    // 200 that are the same in every run, and 20 that nobody has tried before.
    private static IEnumerable<int> Seeds(int part) =>
        [.. Enumerable.Range(BaseSeed + (part * 200), 200), .. Enumerable.Range(Environment.TickCount & 0x3FFF_FFFF, 20)];

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
