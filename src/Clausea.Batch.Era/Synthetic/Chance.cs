namespace Clausea.Batch.Era.Synthetic;

/// <summary>SplitMix64 (Steele, Lea, Flood 2014): the same numbers on every machine, and any claim's without those of
/// the claims before it.</summary>
internal struct Chance
{
    private const ulong Step = 0x9E3779B97F4A7C15;

    private ulong _state;

    private Chance(ulong state) => _state = state;

    /// <summary>A stream of its own for each number and topic of a seed.</summary>
    public static Chance Of(int seed, int number, Topic topic) =>
        new(Mix(Mix((uint)seed + Step) ^ (((ulong)(uint)number << 8) | (byte)topic)));

    /// <summary>0 to n - 1.</summary>
    public int Below(int n) => (int)(((Next() >> 32) * (ulong)n) >> 32);

    public bool Percent(int percent) => Below(100) < percent;

    private ulong Next()
    {
        _state += Step;
        return Mix(_state);
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}

/// <summary>What a stream of chance decides.</summary>
internal enum Topic : byte
{
    /// <summary>What was done and billed. A reversal and its correction share it.</summary>
    Billing,

    /// <summary>Who, and the numbers around a claim. A reversal and its correction share it.</summary>
    People,

    /// <summary>What the payer made of the claim.</summary>
    Decision,

    /// <summary>What the payer makes of it the second time.</summary>
    Correction,

    /// <summary>Whether a reversal and a correction stand here.</summary>
    Pair,

    /// <summary>Money outside of claims.</summary>
    Provider,
}
