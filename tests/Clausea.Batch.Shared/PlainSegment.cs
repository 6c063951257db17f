using System.Globalization;
using System.Text;

namespace Clausea.Batch.Shared;

/// <summary>One segment, taken apart by the separators of its interchange.</summary>
internal sealed class PlainSegment
{
    private const int IsaLength = 106;

    // Where ISA has its element separators: its elements have fixed widths.
    private static readonly int[] s_isaSeparators = [3, 6, 17, 20, 31, 34, 50, 53, 69, 76, 81, 83, 89, 99, 101, 103];

    private readonly string[] _elements;
    private readonly char _component;

    private PlainSegment(string text, char element, char component, bool terminated)
    {
        _elements = [.. text.Split(element).Select(part => part.Trim(' '))];
        _component = component;
        Terminated = terminated;
    }

    public string Tag => _elements[0];

    /// <summary>False for a last segment that the end of the file cut off.</summary>
    public bool Terminated { get; }

    /// <summary>An element, counted from 1; null when it is empty or absent.</summary>
    public string? this[int index] => index < _elements.Length && _elements[index].Length > 0 ? _elements[index] : null;

    public int Count => _elements.Length - 1;

    /// <summary>All segments of a file in order; <see cref="FormatException"/> when an ISA is not as X12 has it.</summary>
    public static List<PlainSegment> Split(byte[] bytes)
    {
        var text = Encoding.Latin1.GetString(bytes);
        var segments = new List<PlainSegment>();
        var at = 0;
        while (SkipBreaks(text, ref at))
        {
            var (element, component, terminator) = ReadSeparators(text, at);
            do
            {
                var end = text.IndexOf(terminator, at);
                var terminated = end >= 0;
                end = terminated ? end : text.Length;
                segments.Add(new PlainSegment(text[at..end].TrimEnd('\r', '\n'), element, component, terminated));
                at = Math.Min(end + 1, text.Length);
            }
            while (segments[^1].Tag != "IEA" && SkipBreaks(text, ref at));
        }

        return segments;
    }

    /// <summary>The components of a composite; the first is at 0, empty ones are null.</summary>
    public string?[] Components(int index) =>
        [.. (this[index] ?? string.Empty).Split(_component).Select(part => part.Trim(' ')).Select(part => part.Length > 0 ? part : null)];

    public decimal? Number(int index) => this[index] is { } text ? Number(text) : null;

    public DateOnly? Date(int index) => this[index] is { } text ? Date(text) : null;

    public static decimal Number(string text) => Bare(decimal.Parse(
        text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture));

    public static DateOnly Date(string text) => DateOnly.ParseExact(text, "yyyyMMdd", CultureInfo.InvariantCulture);

    /// <summary>The same number without trailing zeros or a sign on zero.</summary>
    public static decimal Bare(decimal number) => number == 0 ? 0 : number / 1.0000000000000000000000000000m;

    private static bool SkipBreaks(string text, ref int at)
    {
        while (at < text.Length && text[at] is '\r' or '\n')
        {
            at++;
        }

        return at < text.Length;
    }

    private static (char Element, char Component, char Terminator) ReadSeparators(string text, int at)
    {
        if (text.Length < at + IsaLength || text[at..(at + 3)] != "ISA")
        {
            throw new FormatException("There is no ISA where an interchange begins.");
        }

        var element = text[at + 3];
        var places = Enumerable.Range(0, 104).Where(place => text[at + place] == element);
        if (!places.SequenceEqual(s_isaSeparators))
        {
            throw new FormatException("The elements of ISA are not as wide as X12 has them.");
        }

        return (element, text[at + 104], text[at + 105]);
    }
}
