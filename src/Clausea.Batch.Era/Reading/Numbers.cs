namespace Clausea.Batch.Era.Reading;

/// <summary>Exact decimals and dates from bytes, without strings.</summary>
internal static class Numbers
{
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

        var year = digits / 10_000;
        if (bytes.Length == 6)
        {
            year += year >= 70 ? 1900 : 2000;
        }

        var month = digits / 100 % 100;
        var day = digits % 100;
        if (year is < 1900 or > 2199 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
        {
            return false;
        }

        date = new DateOnly(year, month, day);
        return true;
    }

    public static decimal? Decimal(ReadOnlySpan<byte> bytes) => TryDecimal(bytes, out var value) ? value : null;

    public static DateOnly? Date(ReadOnlySpan<byte> bytes) => TryDate(bytes, out var date) ? date : null;
}
