namespace Clausea.Batch.Era;

/// <summary>A hash of a patient control number (CLP01): what has another key is another number; what has the same key may be
/// the same. Letters count as capitals, and blanks around do not count.</summary>
public static class AccountKey
{
    // FNV-1a.
    private const ulong Basis = 14_695_981_039_346_656_037;
    private const ulong Prime = 1_099_511_628_211;

    // Files spell what is not ASCII in different ways: all of that is one key.
    private const ulong NotAscii = 1;

    public static ulong Of(ReadOnlySpan<byte> number)
    {
        var hash = Basis;
        foreach (var value in number.Trim((byte)' '))
        {
            if (value > 0x7F)
            {
                return NotAscii;
            }

            hash = (hash ^ Capital(value)) * Prime;
        }

        return hash;
    }

    public static ulong Of(ReadOnlySpan<char> number)
    {
        var hash = Basis;
        foreach (var value in number.Trim(' '))
        {
            if (value > 0x7F)
            {
                return NotAscii;
            }

            hash = (hash ^ Capital((byte)value)) * Prime;
        }

        return hash;
    }

    private static byte Capital(byte value) => value is >= (byte)'a' and <= (byte)'z' ? (byte)(value - 32) : value;
}
