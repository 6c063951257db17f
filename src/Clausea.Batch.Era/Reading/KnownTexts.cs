using System.Runtime.CompilerServices;

namespace Clausea.Batch.Era.Reading;

/// <summary>Amounts and dates that were read before. Fees, copays, zeros and days come again and again: finding them costs
/// half of reading them.</summary>
internal sealed class KnownTexts
{
    private const int Bits = 8;

    // The text of a number, right-aligned in eight bytes, and what it counts in ten-thousandths. Every place begins with a
    // true pair, so that none has to be marked as empty.
    private readonly (ulong Text, long Units)[] _amounts = new (ulong, long)[1 << Bits];
    private readonly ulong[] _dates = new ulong[1 << Bits];

    public KnownTexts()
    {
        Array.Fill(_amounts, ((ulong)'0' << 56, 0L));
        Array.Fill(_dates, 0x3130313030303032UL);
    }

    /// <inheritdoc cref="Numbers.TryUnits"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryUnits(ref byte first, int length, out long units)
    {
        if ((uint)(length - 1) > 7)
        {
            units = 0;
            return false;
        }

        var text = Numbers.Load(ref first) << (64 - (length << 3));
        ref var known = ref _amounts[Place(text)];
        units = known.Units;
        return known.Text == text || Read(ref first, length, text, ref known, out units);
    }

    /// <inheritdoc cref="Numbers.IsDate"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsDate(ulong text)
    {
        ref var known = ref _dates[Place(text)];
        if (known == text)
        {
            return true;
        }

        var isDate = Numbers.IsDate(text);
        known = isDate ? text : known;
        return isDate;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool Read(ref byte first, int length, ulong text, ref (ulong Text, long Units) known, out long units)
    {
        if (!Numbers.TryUnits(ref first, length, out units))
        {
            return false;
        }

        known = (text, units);
        return true;
    }

    private static int Place(ulong text) => (int)((text * ContentHash.Seed) >> (64 - Bits));
}
