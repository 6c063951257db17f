namespace Clausea.Batch.Era.Reading;

/// <summary>What several loops read alike.</summary>
internal static class Elements
{
    public static void AddAdjustments(List<Adjustment> adjustments, in Segment cas)
    {
        var group = cas.String(1) ?? string.Empty;
        for (var i = 2; i < cas.Count; i += 3)
        {
            if (!cas[i].IsEmpty || !cas[i + 1].IsEmpty)
            {
                adjustments.Add(new Adjustment(
                    group, cas.String(i) ?? string.Empty, Numbers.Decimal(cas[i + 1]) ?? 0, Numbers.Decimal(cas[i + 2])));
            }
        }
    }

    public static void AddReference(List<Identifier> references, in Segment reference)
    {
        if (reference.String(2) is { } value)
        {
            references.Add(new Identifier(reference.String(1), value));
        }
    }

    // DTM02, or the span of DTM06 when DTM05 is RD8.
    public static void AddDate(List<QualifiedDate> dates, in Segment dtm)
    {
        var qualifier = dtm.String(1) ?? string.Empty;
        if (Numbers.TryDate(dtm[2], out var date))
        {
            dates.Add(new QualifiedDate(qualifier, date));
            return;
        }

        var span = dtm[6];
        if (dtm.Is(5, "RD8"u8) && span.Length == 17 && Numbers.TryDate(span[..8], out var from) &&
            Numbers.TryDate(span[9..], out var until))
        {
            dates.Add(new QualifiedDate(qualifier, from, until));
        }
    }

    public static void AddNumber(List<QualifiedNumber> numbers, in Segment segment)
    {
        if (Numbers.TryDecimal(segment[2], out var value))
        {
            numbers.Add(new QualifiedNumber(segment.String(1) ?? string.Empty, value));
        }
    }

    public static void AddText(List<string> texts, in Segment segment, int element)
    {
        if (segment.String(element) is { } text)
        {
            texts.Add(text);
        }
    }

    /// <summary>Every element as text; index 1 is the first after the tag.</summary>
    public static string?[] All(in Segment segment)
    {
        var elements = new string?[segment.Count];
        for (var i = 1; i < elements.Length; i++)
        {
            elements[i] = segment.String(i);
        }

        return elements;
    }

    public static Contact Contact(in Segment per)
    {
        var numbers = new List<Identifier>();
        for (var i = 3; i < per.Count; i += 2)
        {
            if (per.String(i + 1) is { } value)
            {
                numbers.Add(new Identifier(per.String(i), value));
            }
        }

        return new Contact(per.String(1), per.String(2), numbers);
    }

    public static Person Person(in Segment nm1) => new()
    {
        IsOrganization = nm1.Is(2, "2"u8),
        Last = nm1.String(3),
        First = nm1.String(4),
        Middle = nm1.String(5),
        Prefix = nm1.String(6),
        Suffix = nm1.String(7),
        Id = new Identifier(nm1.String(8), nm1.String(9)),
    };

    /// <summary>qualifier, code, up to four modifiers, description.</summary>
    public static Procedure? Procedure(in Segment segment, int element)
    {
        var rest = segment[element];
        if (rest.IsEmpty)
        {
            return null;
        }

        string? qualifier = null, code = null, description = null;
        var modifiers = new List<string>();
        for (var part = 0; !rest.IsEmpty; part++)
        {
            var text = Text.Decode(Text.Trim(Next(ref rest, segment.Separators.Component)));
            if (part == 0)
            {
                qualifier = text;
            }
            else if (part == 1)
            {
                code = text;
            }
            else if (part <= 5 && text is not null)
            {
                modifiers.Add(text);
            }
            else if (part == 6)
            {
                description = text;
            }
        }

        return new Procedure(qualifier, code, modifiers, description);
    }

    /// <summary>The part up to the separator; the rest is left without both.</summary>
    public static ReadOnlySpan<byte> Next(ref ReadOnlySpan<byte> rest, byte separator)
    {
        var end = rest.IndexOf(separator);
        var part = end < 0 ? rest : rest[..end];
        rest = end < 0 ? default : rest[(end + 1)..];
        return part;
    }
}
