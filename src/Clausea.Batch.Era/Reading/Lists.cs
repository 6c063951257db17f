using System.Runtime.InteropServices;

namespace Clausea.Batch.Era.Reading;

/// <summary>The lists that claims and services both have.</summary>
internal sealed class Lists
{
    public Gathered<Adjustment> Adjustments { get; } = new();

    public Gathered<string> Remarks { get; } = new();

    public Gathered<Identifier> References { get; } = new();

    public Gathered<QualifiedDate> Dates { get; } = new();

    public Gathered<QualifiedNumber> Amounts { get; } = new();

    public Gathered<QualifiedNumber> Quantities { get; } = new();

    private MoneySum _adjusted;
    private ulong _dayText;
    private DateOnly _day;

    /// <summary>Takes out the sum of the adjustments.</summary>
    public MoneySum TakeAdjusted()
    {
        var adjusted = _adjusted;
        _adjusted = default;
        return adjusted;
    }

    public void AddAdjustments(in Segment cas, TextCache texts)
    {
        var group = texts.Code(cas[1]) ?? string.Empty;
        for (var i = 2; i < cas.Count; i += 3)
        {
            if (cas[i].IsEmpty && cas[i + 1].IsEmpty && cas[i + 2].IsEmpty)
            {
                continue;
            }

            var missing = !Numbers.TryPadded(cas[i + 1], out var amount, ref _adjusted);
            Adjustments.Add(new Adjustment(group, texts.Code(cas[i]) ?? string.Empty, amount, Numbers.Padded(cas[i + 2]))
            {
                AmountMissing = missing,
            });
        }
    }

    // Dates repeat within a claim: the last one need not be read again.
    public void AddDate(in Segment dtm, TextCache texts)
    {
        var text = dtm[2];
        var qualifier = texts.Code(dtm[1]) ?? string.Empty;
        if (text.Length == 8 && Numbers.Load(ref MemoryMarshal.GetReference(text)) is var day && day == _dayText)
        {
            Dates.Add(new QualifiedDate(qualifier, _day));
        }
        else if (Elements.TryDate(dtm, qualifier, out var date))
        {
            Dates.Add(date);
            (_dayText, _day) = text.Length == 8 ? (Numbers.Load(ref MemoryMarshal.GetReference(text)), date.Date) : (0, default);
        }
    }

    // Line control numbers are all different; most other references come again.
    public void AddReference(in Segment reference, TextCache texts)
    {
        var qualifier = texts.Code(reference[1]);
        var value = qualifier == "6R" ? reference.String(2) : texts.Code(reference[2]);
        if (value is not null)
        {
            References.Add(new Identifier(qualifier, value));
        }
    }

    public static void AddNumber(Gathered<QualifiedNumber> numbers, in Segment segment, TextCache texts)
    {
        if (Numbers.TryPadded(segment[2], out var number))
        {
            numbers.Add(new QualifiedNumber(texts.Code(segment[1]) ?? string.Empty, number));
        }
    }

    public void AddRemark(string? code)
    {
        if (code is not null)
        {
            Remarks.Add(code);
        }
    }
}
