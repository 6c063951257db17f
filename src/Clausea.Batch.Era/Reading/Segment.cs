using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Unicode;

namespace Clausea.Batch.Era.Reading;

/// <summary>A view of one segment: element 0 is its tag. Elements are trimmed of blanks around them. Behind every element
/// eight bytes can be loaded, whatever they hold.</summary>
internal readonly ref struct Segment
{
    private readonly ref byte _bytes;
    private readonly ref int _ends;
    private readonly int _start;

    /// <param name="bytes">What the offsets count in.</param>
    /// <param name="ends">Where each element ends.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="start">Where the tag begins.</param>
    /// <param name="separators">Of the interchange.</param>
    /// <param name="position">In the file.</param>
    public Segment(ref byte bytes, ref int ends, int count, int start, Separators separators, Position position)
    {
        _bytes = ref bytes;
        _ends = ref ends;
        _start = start;
        Count = count;
        Separators = separators;
        Position = position;
    }

    public Position Position { get; }

    public Separators Separators { get; }

    /// <summary>How many elements there are, the tag included.</summary>
    public int Count { get; }

    public ReadOnlySpan<byte> this[int element]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => (uint)element >= (uint)Count ? default
            : Text.Trim(Between(element == 0 ? _start : Unsafe.Add(ref _ends, element - 1) + 1, Unsafe.Add(ref _ends, element)));
    }

    /// <summary>How many elements there are up to the last that holds something, the tag included.</summary>
    public int CountFilled
    {
        get
        {
            var count = Count;
            while (count > 1 && this[count - 1].IsEmpty)
            {
                count--;
            }

            return count;
        }
    }

    public int Tag => Text.Tag(this[0]);

    /// <summary>Everything from one element to another, with what stands between them.</summary>
    public ReadOnlySpan<byte> Range(int from, int to) =>
        from >= Count ? default : Between(Unsafe.Add(ref _ends, from - 1) + 1, Unsafe.Add(ref _ends, Math.Min(to, Count - 1)));

    /// <summary>All of it, without its terminator.</summary>
    public ReadOnlySpan<byte> All => Between(_start, Unsafe.Add(ref _ends, Count - 1));

    public bool Is(int element, ReadOnlySpan<byte> value) => this[element].SequenceEqual(value);

    /// <summary>The element as text, null when it is absent or empty.</summary>
    public string? String(int element) => Text.Decode(this[element]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ReadOnlySpan<byte> Between(int from, int to) => MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref _bytes, from), to - from);
}

/// <summary>Bytes to text. UTF-8 where it is valid, else Windows-1252, as payers' systems write both.</summary>
internal static class Text
{

    public static int Tag(ReadOnlySpan<byte> tag) => tag.Length switch
    {
        2 => tag[0] | (tag[1] << 8),
        3 => tag[0] | (tag[1] << 8) | (tag[2] << 16),
        _ => 0,
    };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> bytes) =>
        bytes.Length == 0 || (bytes[0] > ' ' && bytes[^1] > ' ') ? bytes : TrimBlanks(bytes);

    private static ReadOnlySpan<byte> TrimBlanks(ReadOnlySpan<byte> bytes)
    {
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
            return string.Create(bytes.Length, bytes, static (text, ascii) => Ascii.ToUtf16(ascii, text, out _));
        }

        return Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes)
            : CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetString(bytes);
    }
}
