namespace Clausea.Batch.Era.Reading;

/// <summary>What several loops read alike.</summary>
internal static class Elements
{
    public static void AddReference(Gathered<Identifier> references, in Segment reference)
    {
        if (reference.String(2) is { } value)
        {
            references.Add(new Identifier(reference.String(1), value));
        }
    }

    /// <summary>DTM02, which may be a range itself, or the range of DTM06 (DTM05 RD8).</summary>
    public static bool TryDate(in Segment dtm, string qualifier, out QualifiedDate date)
    {
        if (Numbers.TryDate(dtm[2], out var day))
        {
            date = new QualifiedDate(qualifier, day);
            return true;
        }

        var isRange = Numbers.TrySpan(dtm[2].IsEmpty ? dtm[6] : dtm[2], out var from, out var until);
        date = new QualifiedDate(qualifier, from, until);
        return isRange;
    }

    public static void AddText(Gathered<string> texts, in Segment segment, int element)
    {
        if (segment.String(element) is { } text)
        {
            texts.Add(text);
        }
    }

    /// <summary>Every element as text; index 1 is the first after the tag.</summary>
    public static string?[] All(in Segment segment)
    {
        var elements = new string?[segment.CountFilled];
        for (var i = 1; i < elements.Length; i++)
        {
            elements[i] = segment.String(i);
        }

        return elements;
    }

    public static Contact Contact(in Segment per)
    {
        var numbers = new Gathered<Identifier>();
        for (var i = 3; i < per.Count; i += 2)
        {
            if (per.String(i + 1) is { } value)
            {
                numbers.Add(new Identifier(per.String(i), value));
            }
        }

        return new Contact(per.String(1), per.String(2), numbers.Take());
    }

    public static decimal? Number(IReadOnlyList<string?> elements, int element) =>
        element < elements.Count && elements[element] is { } text ? Numbers.Decimal(System.Text.Encoding.UTF8.GetBytes(text)) : null;

    /// <summary>The part up to the separator; the rest is left without both.</summary>
    public static ReadOnlySpan<byte> Next(ref ReadOnlySpan<byte> rest, byte separator)
    {
        var end = rest.IndexOf(separator);
        var part = end < 0 ? rest : rest[..end];
        rest = end < 0 ? default : rest[(end + 1)..];
        return part;
    }
}
