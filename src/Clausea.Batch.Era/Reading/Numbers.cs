using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Clausea.Batch.Era.Reading;

/// <summary>Exact decimals and dates from bytes, without strings.</summary>
internal static class Numbers
{
    private const ulong Zeros = 0x3030303030303030;

    // What a number counts in ten-thousandths: without a point, with none, one, two, three or four decimals.
    private static ReadOnlySpan<long> UnitsOf => [10_000, 10_000, 1_000, 100, 10, 1, 0, 0, 0];

    /// <summary>Digits with an optional sign and point: 782, 782.5, .5, -0, +12, and 1,234.56 as people write it.
    /// False for anything else, and for more than 18 digits.</summary>
    public static bool TryDecimal(ReadOnlySpan<byte> bytes, out decimal value)
    {
        value = 0;
        var negative = false;
        var i = 0;
        if (bytes.Length > 0 && bytes[0] is (byte)'-' or (byte)'+')
        {
            negative = bytes[0] == (byte)'-';
            i = 1;
        }

        long digits = 0;
        var count = 0;
        var scale = -1;
        for (; i < bytes.Length; i++)
        {
            var digit = (uint)(bytes[i] - '0');
            if (digit <= 9)
            {
                digits = (digits * 10) + digit;
                scale += scale >= 0 ? 1 : 0;
                if (++count > 18)
                {
                    return false;
                }
            }
            else if (bytes[i] == (byte)'.' && scale < 0)
            {
                scale = 0;
            }
            else if (bytes[i] != (byte)',' || scale >= 0 || count == 0)
            {
                return false;
            }
        }

        if (count == 0)
        {
            return false;
        }

        value = new decimal((int)digits, (int)(digits >> 32), 0, negative && digits != 0, (byte)Math.Max(scale, 0));
        return true;
    }

    /// <summary>Up to eight characters at once: digits with an optional minus and up to four decimals, as nearly every
    /// amount is written. Ten-thousandths. False for anything else, which <see cref="TryDecimal"/> may still read.</summary>
    /// <param name="first">The first character; eight bytes from it on can be loaded.</param>
    /// <param name="length">How many characters there are.</param>
    /// <param name="units">The number in ten-thousandths.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool TryUnits(ref byte first, int length, out long units)
    {
        var isNumber = TryDigits(ref first, length, out units, out var places) && places <= 5;
        units *= UnitsOf[places];
        return isNumber;
    }

    /// <summary><see cref="TryDecimal"/>, the quick way where it can be.</summary>
    /// <param name="padded">Eight bytes behind it can be loaded, whatever they hold.</param>
    /// <param name="value">As many decimals as are written.</param>
    public static bool TryPadded(ReadOnlySpan<byte> padded, out decimal value)
    {
        if (TryDigits(ref MemoryMarshal.GetReference(padded), padded.Length, out var digits, out var places))
        {
            value = Scaled(digits, (byte)Math.Max(places - 1, 0));
            return true;
        }

        return TryDecimal(padded, out value);
    }

    /// <summary>As <see cref="TryPadded(ReadOnlySpan{byte}, out decimal)"/>, and adds the number to a sum.</summary>
    public static bool TryPadded(ReadOnlySpan<byte> padded, out decimal value, ref MoneySum sum)
    {
        if (TryDigits(ref MemoryMarshal.GetReference(padded), padded.Length, out var digits, out var places) && places <= 5)
        {
            value = Scaled(digits, (byte)Math.Max(places - 1, 0));
            sum.Add(digits * UnitsOf[places]);
            return true;
        }

        if (!TryDecimal(padded, out value))
        {
            return false;
        }

        sum.Add(value);
        return true;
    }

    /// <inheritdoc cref="TryPadded(ReadOnlySpan{byte}, out decimal)"/>
    public static decimal? Padded(ReadOnlySpan<byte> padded) =>
        padded.IsEmpty ? null : TryPadded(padded, out var value) ? value : null;

    // Up to eight characters: the number without its point, and how many places the point and what follows it take: none
    // without a point. Whether there is a point is as good as chance, so no branch asks for it.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryDigits(ref byte first, int length, out long digits, out int places)
    {
        (digits, places) = (0, 0);
        if ((uint)(length - 1) > 7)
        {
            return false;
        }

        // Right-aligned: the last character in the highest byte, what is missing in front is zero.
        var missing = 64 - (length << 3);
        var text = Load(ref first) << missing;
        long sign = 1;
        if (first == (byte)'-')
        {
            text &= ~(0xFFUL << missing);
            missing += 8;
            sign = -1;
        }

        var points = text ^ 0x2E2E2E2E2E2E2E2E;
        points = (points - 0x0101010101010101) & ~points & 0x8080808080808080;
        places = 8 - (BitOperations.TrailingZeroCount(points) >> 3);

        // What stands before the point moves up one place, into the point's.
        var point = (points & (0 - points)) >> 7;
        var has = point != 0 ? 1UL : 0UL;
        var before = point - has;
        var at = point * 0xFF;
        text = ((text & before) << 8) | (text & ~(before | at));
        missing += (int)has << 3;
        if (missing > 63)
        {
            return false;
        }

        text |= Zeros & ((1UL << missing) - 1);
        digits = EightDigits(text) * sign;
        return AreDigits(text);
    }

    public static bool TryInteger(ReadOnlySpan<byte> bytes, out int value)
    {
        value = 0;
        foreach (var digit in bytes)
        {
            if (digit is < (byte)'0' or > (byte)'9' || value > 100_000_000)
            {
                return false;
            }

            value = (value * 10) + (digit - '0');
        }

        return bytes.Length > 0;
    }

    /// <summary>CCYYMMDD, or YYMMDD with 70–99 in the last century.</summary>
    public static bool TryDate(ReadOnlySpan<byte> bytes, out DateOnly date)
    {
        date = default;
        if (bytes.Length is not (6 or 8) || !TryInteger(bytes, out var digits))
        {
            return false;
        }

        digits += bytes.Length == 8 ? 0 : digits >= 70_00_00 ? 1900_00_00 : 2000_00_00;
        if (!IsDay(digits))
        {
            return false;
        }

        date = new DateOnly(digits / 10_000, digits / 100 % 100, digits % 100);
        return true;
    }

    /// <summary>CCYYMMDD-CCYYMMDD.</summary>
    public static bool TrySpan(ReadOnlySpan<byte> bytes, out DateOnly from, out DateOnly until)
    {
        until = default;
        from = default;
        return bytes.Length == 17 && bytes[8] == '-' && TryDate(bytes[..8], out from) && TryDate(bytes[9..], out until);
    }

    public static decimal? Decimal(ReadOnlySpan<byte> bytes) => TryDecimal(bytes, out var value) ? value : null;

    public static DateOnly? Date(ReadOnlySpan<byte> bytes) => TryDate(bytes, out var date) ? date : null;

    /// <summary>Ten-thousandths as a decimal, with two places where two are enough.</summary>
    public static decimal FromUnits(long units)
    {
        var cents = Math.DivRem(units, 100, out var rest);
        return rest == 0 ? Scaled(cents, 2) : Scaled(units, 4);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Load(ref byte first)
    {
        var bytes = Unsafe.ReadUnaligned<ulong>(ref first);
        return BitConverter.IsLittleEndian ? bytes : BinaryPrimitives.ReverseEndianness(bytes);
    }

    private static decimal Scaled(long value, byte scale)
    {
        var size = (ulong)Math.Abs(value);
        return new decimal((int)size, (int)(size >> 32), 0, value < 0, scale);
    }

    /// <summary>Whether eight characters, the first in the lowest byte, are a date that <see cref="TryDate"/> reads.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool IsDate(ulong text) => AreDigits(text) && IsDay((int)EightDigits(text));

    private static bool IsDay(int digits)
    {
        var (year, month, day) = (digits / 10_000, digits / 100 % 100, digits % 100);
        return year is >= 1900 and <= 2199 && month is >= 1 and <= 12 && day >= 1 && (day <= 28 || day <= DateTime.DaysInMonth(year, month));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool AreDigits(ulong text) =>
        (((text & 0xF0F0F0F0F0F0F0F0) ^ Zeros) | (((text + 0x0606060606060606) & 0xF0F0F0F0F0F0F0F0) ^ Zeros)) == 0;

    // Pairs, then fours, then all eight, in three multiplications.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static long EightDigits(ulong text)
    {
        text &= 0x0F0F0F0F0F0F0F0F;
        text = (text * 10) + (text >> 8);
        return (long)((((text & 0x000000FF000000FF) * 0x000F424000000064) + (((text >> 16) & 0x000000FF000000FF) * 0x0000271000000001)) >> 32);
    }
}
