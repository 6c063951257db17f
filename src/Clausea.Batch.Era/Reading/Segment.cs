using System.Text;

namespace Clausea.Batch.Era.Reading;

/// <summary>A view of one segment: element 0 is its tag. Elements are trimmed of blanks around them.</summary>
internal readonly ref struct Segment(
    ReadOnlySpan<byte> bytes, ReadOnlySpan<int> entries, int start, Separators separators, Position position)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private readonly ReadOnlySpan<int> _entries = entries;

    public Position Position { get; } = position;

    public Separators Separators { get; } = separators;

    /// <summary>How many elements there are, the tag included.</summary>
    public int Count => _entries.Length;

    public ReadOnlySpan<byte> this[int element]
    {
        get
        {
            if (element >= _entries.Length)
            {
                return default;
            }

            var from = element == 0 ? start : SeparatorIndex.Offset(_entries[element - 1]) + 1;
            return Text.Trim(_bytes[from..SeparatorIndex.Offset(_entries[element])]);
        }
    }

    public int Tag => Text.Tag(this[0]);

    public bool Is(int element, ReadOnlySpan<byte> value) => this[element].SequenceEqual(value);

    /// <summary>The element as text, null when it is absent or empty.</summary>
    public string? String(int element) => Text.Decode(this[element]);
}

/// <summary>Bytes to text. UTF-8 where it is valid, else Windows-1252's Latin part, as payers' systems write both.</summary>
internal static class Text
{
    private static readonly UTF8Encoding s_strictUtf8 = new(false, throwOnInvalidBytes: true);

    public static int Tag(ReadOnlySpan<byte> tag) => tag.Length switch
    {
        2 => (tag[0] << 16) | (tag[1] << 8),
        3 => (tag[0] << 16) | (tag[1] << 8) | tag[2],
        _ => 0,
    };

    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length == 0 || (bytes[0] > ' ' && bytes[^1] > ' '))
        {
            return bytes;
        }

        var from = 0;
        var to = bytes.Length;
        while (from < to && bytes[from] <= ' ')
        {
            from++;
        }

        while (to > from && bytes[to - 1] <= ' ')
        {
            to--;
        }

        return bytes[from..to];
    }

    public static string? Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return null;
        }

        if (Ascii.IsValid(bytes))
        {
            return Encoding.ASCII.GetString(bytes);
        }

        try
        {
            return s_strictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return Encoding.Latin1.GetString(bytes);
        }
    }
}

/// <summary>The tags of the 835 as <see cref="Text.Tag"/> makes them.</summary>
internal static class Tags
{
    public const int Isa = ('I' << 16) | ('S' << 8) | 'A';
    public const int Iea = ('I' << 16) | ('E' << 8) | 'A';
    public const int Gs = ('G' << 16) | ('S' << 8);
    public const int Ge = ('G' << 16) | ('E' << 8);
    public const int St = ('S' << 16) | ('T' << 8);
    public const int Se = ('S' << 16) | ('E' << 8);
    public const int Bpr = ('B' << 16) | ('P' << 8) | 'R';
    public const int Trn = ('T' << 16) | ('R' << 8) | 'N';
    public const int Cur = ('C' << 16) | ('U' << 8) | 'R';
    public const int Ref = ('R' << 16) | ('E' << 8) | 'F';
    public const int Dtm = ('D' << 16) | ('T' << 8) | 'M';
    public const int N1 = ('N' << 16) | ('1' << 8);
    public const int N2 = ('N' << 16) | ('2' << 8);
    public const int N3 = ('N' << 16) | ('3' << 8);
    public const int N4 = ('N' << 16) | ('4' << 8);
    public const int Per = ('P' << 16) | ('E' << 8) | 'R';
    public const int Rdm = ('R' << 16) | ('D' << 8) | 'M';
    public const int Nte = ('N' << 16) | ('T' << 8) | 'E';
    public const int Lx = ('L' << 16) | ('X' << 8);
    public const int Ts2 = ('T' << 16) | ('S' << 8) | '2';
    public const int Ts3 = ('T' << 16) | ('S' << 8) | '3';
    public const int Clp = ('C' << 16) | ('L' << 8) | 'P';
    public const int Cas = ('C' << 16) | ('A' << 8) | 'S';
    public const int Nm1 = ('N' << 16) | ('M' << 8) | '1';
    public const int Mia = ('M' << 16) | ('I' << 8) | 'A';
    public const int Moa = ('M' << 16) | ('O' << 8) | 'A';
    public const int Amt = ('A' << 16) | ('M' << 8) | 'T';
    public const int Qty = ('Q' << 16) | ('T' << 8) | 'Y';
    public const int Svc = ('S' << 16) | ('V' << 8) | 'C';
    public const int Lq = ('L' << 16) | ('Q' << 8);
    public const int Plb = ('P' << 16) | ('L' << 8) | 'B';
}
