namespace Clausea.Batch.Era.Reading;

/// <summary>The lists that claims and services both have.</summary>
internal sealed class Lists
{
    public List<Adjustment> Adjustments { get; } = [];

    public List<string> Remarks { get; } = [];

    public List<Identifier> References { get; } = [];

    public List<QualifiedDate> Dates { get; } = [];

    public List<QualifiedNumber> Amounts { get; } = [];

    public List<QualifiedNumber> Quantities { get; } = [];

    private decimal _adjusted;

    /// <summary>Takes out the sum of the adjustments.</summary>
    public decimal TakeAdjusted()
    {
        var adjusted = _adjusted;
        _adjusted = 0;
        return adjusted;
    }

    /// <summary>Takes everything out of a list.</summary>
    public static T[] Take<T>(List<T> list)
    {
        if (list.Count == 0)
        {
            return [];
        }

        var taken = list.ToArray();
        list.Clear();
        return taken;
    }

    public void Take(in Segment segment, int tag, TextCache texts)
    {
        switch (tag)
        {
            case Tags.Cas:
                AddAdjustments(segment, texts);
                break;
            case Tags.Lq:
                Add(Remarks, texts.Code(segment[2]));
                break;
            case Tags.Ref:
                AddReference(segment, texts);
                break;
            case Tags.Dtm when Elements.TryDate(segment, texts.Code(segment[1]) ?? string.Empty, out var date):
                Dates.Add(date);
                break;
            case Tags.Amt when Numbers.TryPadded(segment[2], out var amount):
                Amounts.Add(new QualifiedNumber(texts.Code(segment[1]) ?? string.Empty, amount));
                break;
            case Tags.Qty when Numbers.TryPadded(segment[2], out var quantity):
                Quantities.Add(new QualifiedNumber(texts.Code(segment[1]) ?? string.Empty, quantity));
                break;
        }
    }

    private void AddAdjustments(in Segment cas, TextCache texts)
    {
        var group = texts.Code(cas[1]) ?? string.Empty;
        for (var i = 2; i < cas.Count; i += 3)
        {
            if (cas[i].IsEmpty && cas[i + 1].IsEmpty && cas[i + 2].IsEmpty)
            {
                continue;
            }

            var missing = !Numbers.TryPadded(cas[i + 1], out var amount);
            _adjusted += amount;
            Adjustments.Add(new Adjustment(group, texts.Code(cas[i]) ?? string.Empty, amount, Numbers.Padded(cas[i + 2]))
            {
                AmountMissing = missing,
            });
        }
    }

    // Line control numbers are all different; most other references come again.
    private void AddReference(in Segment reference, TextCache texts)
    {
        var qualifier = texts.Code(reference[1]);
        var value = qualifier == "6R" ? reference.String(2) : texts.Code(reference[2]);
        if (value is not null)
        {
            References.Add(new Identifier(qualifier, value));
        }
    }

    private static void Add(List<string> texts, string? text)
    {
        if (text is not null)
        {
            texts.Add(text);
        }
    }
}
