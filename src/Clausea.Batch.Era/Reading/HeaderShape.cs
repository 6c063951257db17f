namespace Clausea.Batch.Era.Reading;

/// <summary>What the first bytes of an interchange say about its separators. The fields of an ISA are counted, and where
/// the next segment begins is looked at, so that a wrong width or a missing element does not shift everything after it.
/// </summary>
/// <param name="DropsReturns">Segments end with CR LF; the CR is no data.</param>
/// <param name="JoinsLines">Lines are broken in the middle of segments.</param>
/// <param name="Irregularity">What is not as X12 has it; null when all is.</param>
internal readonly record struct HeaderShape(Separators Separators, bool DropsReturns, bool JoinsLines, string? Irregularity)
{
    /// <summary>No ISA with the segment after it is longer.</summary>
    public const int Longest = 512;

    private const int IsaLength = 106;
    private const int IsaElements = 16;

    public bool IsRegular => Irregularity is null;

    /// <summary>ISA and something that may separate elements.</summary>
    public static bool LooksLikeInterchange(ReadOnlySpan<byte> text) => text.StartsWith("ISA"u8) && MaySeparate(text[3..]);

    /// <summary>ISA, GS or ST, and something that may separate elements.</summary>
    public static bool LooksLikeHeader(ReadOnlySpan<byte> text) => LooksLikeInterchange(text) ||
        ((text.StartsWith("GS"u8) || text.StartsWith("ST"u8)) && MaySeparate(text[2..]));

    /// <summary>Reads the separators; false when the text is no header after all, or ends too early.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, out HeaderShape shape)
    {
        var head = text[..Math.Min(text.Length, Longest)];
        if (TryReadLine(head, out shape, out var inside) && !inside)
        {
            var joins = shape.Separators.Terminator is not ((byte)'\n' or (byte)'\r') && BreaksLines(text, shape.Separators);
            shape = shape with { JoinsLines = joins };
            return true;
        }

        if (!head.ContainsAny((byte)'\r', (byte)'\n') || !TryReadLine(WithoutBreaks(head), out shape, out _))
        {
            return false;
        }

        shape = shape with { JoinsLines = true };
        return true;
    }

    /// <summary>Elements of the ISA that are there, for saying what is missing.</summary>
    public static int CountElements(ReadOnlySpan<byte> text) =>
        text.Length > 3 ? Math.Min(text[..Math.Min(text.Length, 256)].Count(text[3]), IsaElements) : 0;

    // Inside: a line break stands in the middle of the header, which is then wrapped.
    private static bool TryReadLine(ReadOnlySpan<byte> text, out HeaderShape shape, out bool inside)
    {
        (shape, inside) = (default, false);
        var isIsa = text.StartsWith("ISA"u8);
        var tag = isIsa ? 3 : 2;
        var at = tag + text[tag..].IndexOfAnyExcept((byte)' ');
        if (at < tag || !MaySeparate(text[at..]))
        {
            return false;
        }

        var element = text[at];
        var (seen, last, repetition) = (0, at, (byte)0);
        var next = -1;
        for (var i = at; i < text.Length; i++)
        {
            if (text[i] == element)
            {
                (seen, last) = (seen + 1, i);
                repetition = seen == 11 && i + 1 < text.Length ? text[i + 1] : repetition;
            }
            else if (seen >= (isIsa ? IsaElements - 1 : 2) && StartsSegment(text, i, element, isIsa))
            {
                next = i;
                break;
            }
            else if (isIsa && seen > IsaElements)
            {
                return false;
            }
        }

        if (next < 0)
        {
            return isIsa && seen >= IsaElements && TryWithoutNext(text, at, element, repetition, out shape);
        }

        inside = text[..last].ContainsAny((byte)'\r', (byte)'\n');
        return TryTail(text, at, last, next, isIsa ? seen : IsaElements - 1, repetition, out shape);
    }

    // Between the last element separator and the next segment stand ISA16, or the last element, and the terminator.
    private static bool TryTail(
        ReadOnlySpan<byte> text, int at, int last, int next, int seen, byte repetition, out HeaderShape shape)
    {
        var tail = text[(last + 1)..next];
        var core = tail.Trim(" \t\r\n"u8);
        if (seen < IsaElements)
        {
            core = core.TrimStart(AsciiLetters).TrimStart(" "u8);
        }

        var breaks = tail.IndexOfAny((byte)'\r', (byte)'\n');
        var line = breaks >= 0 && breaks + 1 < tail.Length && tail[breaks] == '\r' && tail[breaks + 1] == '\n' ? (byte)'\n'
            : breaks >= 0 ? tail[breaks] : (byte)0;
        var (component, terminator) = core.Length switch
        {
            0 => ((byte)0, line),
            1 when seen == IsaElements && line != 0 && !EndsLine(text[next..], core[0]) => (core[0], line),
            1 => ((byte)0, core[0]),
            <= 4 => (core[0], core[^1]),
            _ => ((byte)0, (byte)0),
        };
        var element = text[at];
        shape = new HeaderShape(
            new Separators(element, component, Repetition(repetition), terminator),
            terminator == '\n' && tail.Contains((byte)'\r'),
            false,
            text[0] == 'I' ? Irregular(text, at, last, seen, component) : null);
        return terminator != 0 && terminator != element && !char.IsAsciiLetterOrDigit((char)terminator) &&
            !char.IsAsciiLetterOrDigit((char)component);
    }

    // Nothing that we know follows: then ISA16 and what stands behind it, as X12 has it.
    private static bool TryWithoutNext(ReadOnlySpan<byte> text, int at, byte element, byte repetition, out HeaderShape shape)
    {
        var last = at;
        for (var seen = 1; seen < IsaElements; seen++)
        {
            last += 1 + text[(last + 1)..].IndexOf(element);
        }

        shape = default;
        if (last + 2 >= text.Length)
        {
            return false;
        }

        var (component, terminator) = (text[last + 1], text[last + 2]);
        var returns = terminator == '\r' && last + 3 < text.Length && text[last + 3] == '\n';
        terminator = returns ? (byte)'\n' : terminator;
        shape = new HeaderShape(
            new Separators(element, component, Repetition(repetition), terminator), returns, false,
            Irregular(text, at, last, IsaElements, component));
        return terminator != element && !char.IsAsciiLetterOrDigit((char)terminator) && !char.IsAsciiLetterOrDigit((char)component);
    }

    private static bool EndsLine(ReadOnlySpan<byte> text, byte end)
    {
        var line = text.IndexOfAny((byte)'\r', (byte)'\n');
        return text[..(line < 0 ? text.Length : line)].TrimEnd(" "u8) is [.., var last] && last == end;
    }

    private static string? Irregular(ReadOnlySpan<byte> text, int at, int last, int seen, byte component) =>
        seen < IsaElements || component == 0 ? "ISA16, the component separator, is missing"
        : at != 3 ? "blanks stand behind its tag"
        : last != IsaLength - 3 ? $"it is {last + 3} bytes long instead of {IsaLength}"
        : null;

    private static bool StartsSegment(ReadOnlySpan<byte> text, int i, byte element, bool isIsa)
    {
        var rest = text[i..];
        var tag = rest.StartsWith("GS"u8) || rest.StartsWith("ST"u8) ? 2
            : rest.StartsWith("TA1"u8) || rest.StartsWith("IEA"u8) || rest.StartsWith("BPR"u8) ? 3 : 0;
        return tag > 0 && !char.IsAsciiLetterOrDigit((char)text[i - 1]) && text[i - 1] != element &&
            rest[tag..].TrimStart(" "u8) is [var next, ..] && next == element && (isIsa || i > 4);
    }

    // Some senders break lines after 80 characters, in the middle of segments and elements: so it is if a break stands
    // elsewhere than behind a segment terminator. Only this interchange is looked at.
    private static bool BreaksLines(ReadOnlySpan<byte> text, Separators separators)
    {
        byte last = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var b = text[i];
            if (b is (byte)'\r' or (byte)'\n')
            {
                if (last != 0 && last != separators.Terminator)
                {
                    return true;
                }
            }
            else if (b != ' ' || last != separators.Terminator)
            {
                if (b == 'I' && last == separators.Terminator && text[i..].StartsWith("IEA"u8))
                {
                    return false;
                }

                last = b;
            }
        }

        return false;
    }

    private static ReadOnlySpan<byte> AsciiLetters => "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"u8;

    private static ReadOnlySpan<byte> WithoutBreaks(ReadOnlySpan<byte> text)
    {
        var kept = new List<byte>(text.Length);
        foreach (var b in text)
        {
            if (b is not ((byte)'\r' or (byte)'\n'))
            {
                kept.Add(b);
            }
        }

        return kept.ToArray();
    }

    private static byte Repetition(byte repetition) =>
        char.IsAsciiLetterOrDigit((char)repetition) || repetition == ' ' ? (byte)0 : repetition;

    // Blanks are none, but may stand before one.
    private static bool MaySeparate(ReadOnlySpan<byte> text)
    {
        var rest = text.TrimStart(" "u8);
        return rest.Length > 0 && !char.IsAsciiLetterOrDigit((char)rest[0]) && rest[0] is not ((byte)'\r' or (byte)'\n') &&
            rest[0] < 0x80;
    }
}
