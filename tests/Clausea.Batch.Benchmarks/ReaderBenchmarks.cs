using BenchmarkDotNet.Attributes;
using Clausea.Batch.Era;

namespace Clausea.Batch.Benchmarks;

/// <summary>Reading 10,000 synthetic claims from memory, beside the least that any reader must do: find the separators.</summary>
[MemoryDiagnoser]
public class ReaderBenchmarks
{
    private byte[] _bytes = [];

    [GlobalSetup]
    public void Setup()
    {
        using var stream = new MemoryStream();
        new SyntheticEra(10_000, seed: 1).Write(stream);
        _bytes = stream.ToArray();
    }

    [Benchmark(Baseline = true)]
    public int FindSeparators()
    {
        var count = 0;
        var rest = _bytes.AsSpan();
        while (rest.IndexOfAny((byte)'*', (byte)'~') is var next and >= 0)
        {
            count++;
            rest = rest[(next + 1)..];
        }

        return count;
    }

    [Benchmark]
    public int ReadAndBalance() => Read(_ => { });

    [Benchmark]
    public int AnObjectPerClaim() => Read(claim => claim.ToClaimPayment());

    private int Read(Action<ClaimView> use)
    {
        using var reader = new EraReader(new MemoryStream(_bytes));
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
