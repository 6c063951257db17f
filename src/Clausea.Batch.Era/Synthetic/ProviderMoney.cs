namespace Clausea.Batch.Era.Synthetic;

/// <summary>Money of a remittance outside of its claims (PLB), and the payment that all comes to. In cents; what PLB
/// says lowers the payment.</summary>
internal readonly struct ProviderMoney
{
    private readonly long _interest;
    private readonly long _recovered;
    private readonly long _returned;
    private readonly long _forwarded;

    public ProviderMoney(long paid, long interest, int seed, int set)
    {
        var chance = Chance.Of(seed, set, Topic.Provider);
        _interest = interest;
        _recovered = chance.Percent(30) ? 2000 + chance.Below(30_000) : 0;
        _returned = chance.Percent(15) ? 1500 + chance.Below(9000) : 0;

        // A payment is never negative: what is owed is carried to the next one.
        _forwarded = Math.Max(_recovered - interest - paid, 0);
        Payment = paid + interest - _recovered + _forwarded;
    }

    /// <summary>BPR02, in cents.</summary>
    public long Payment { get; }

    /// <summary>Writes PLB when there is anything to say. A refund that came by check is taken back and returned.</summary>
    public void Write(SegmentBuffer to, int set)
    {
        if (_interest + _recovered + _returned + _forwarded == 0)
        {
            return;
        }

        to.Text("PLB*1234567893*20261231"u8);
        Pair(to, "L6"u8, -_interest, set);
        Pair(to, "WO"u8, _recovered + _returned, set);
        Pair(to, "72"u8, -_returned, set);
        Pair(to, "FB"u8, -_forwarded, set);
        to.End();
    }

    private static void Pair(SegmentBuffer to, ReadOnlySpan<byte> reason, long cents, int set)
    {
        if (cents != 0)
        {
            to.Text("*"u8).Text(reason).Text(":SY-20260302-"u8).Padded(set, 4).Text("*"u8).Money(cents);
        }
    }
}
