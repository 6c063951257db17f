using BenchmarkDotNet.Attributes;
using Clausea.Batch.Era;
using Clausea.Batch.WholeFile;

namespace Clausea.Batch.Benchmarks;

/// <summary>Reading 10,000 synthetic claims from memory, beside the least that any reader must do: find the separators.
/// </summary>
[MemoryDiagnoser]
public class ReaderBenchmarks
{
    private byte[] _bytes = [];
    private int[] _offsets = [];

    [GlobalSetup]
    public void Setup()
    {
        using var stream = new MemoryStream();
        new SyntheticEra(10_000, seed: 1).Write(stream);
        _bytes = stream.ToArray();
        _offsets = new int[_bytes.Length];
    }

    [Benchmark(Baseline = true)]
    public int FindSeparators() => SeparatorFloor.Find(_bytes, _offsets);

    [Benchmark]
    public int ReadAndBalance() => Read(_ => { }, new EraOptions());

    [Benchmark]
    public int ReadAndBalanceTheLongWay() => Read(_ => { }, new EraOptions { ShortWayFrom = long.MaxValue });

    [Benchmark]
    public int AnObjectPerClaim() => Read(claim => claim.ToClaimPayment(), new EraOptions());

    [Benchmark]
    public int Fingerprint() => Read(_ => { }, new EraOptions { Fingerprint = true });

    private int Read(Action<ClaimView> use, EraOptions options)
    {
        using var reader = new EraReader(new MemoryStream(_bytes), options);
        var claims = 0;
        while (reader.Read())
        {
            if (reader.Event == EraEvent.Claim)
            {
                claims++;
                use(reader.Claim);
            }
        }

        return claims;
    }
}
