using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Clausea.Batch.Ledger;

/// <summary>A place in a sorted worklist: the value that it is sorted by, and the id that breaks ties. It stays right
/// when rows come and go, which a page number does not.</summary>
internal sealed record WorklistCursor(WorklistSort Sort, string Value, long Id)
{
    public static WorklistCursor Of(WorklistRecord row, WorklistSort sort) => new(sort, ValueOf(row, sort), row.Id);

    /// <exception cref="ArgumentException">It is no cursor, or one of another sort.</exception>
    public static WorklistCursor Parse(string text, WorklistSort sort)
    {
        if (Base64Url.IsValid(text)
            && Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)).Split('|') is [var name, var value, var id]
            && name == sort.ToString()
            && long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && ToKey(sort, value) is not null)
        {
            return new(sort, value, number);
        }

        throw new ArgumentException($"After is no cursor of a worklist sorted by {sort}", nameof(text));
    }

    /// <summary>The value as a parameter.</summary>
    public object Key => ToKey(Sort, Value)!;

    public override string ToString() => Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"{Sort}|{Value}|{Id}"));

    private static string ValueOf(WorklistRecord row, WorklistSort sort) => sort switch
    {
        WorklistSort.Priority => row.Priority.ToString(CultureInfo.InvariantCulture),
        WorklistSort.Deadline => row.DeadlineKey.ToString(DateStored.Format, CultureInfo.InvariantCulture),
        WorklistSort.Amount => row.DeniedAmount.Amount.ToString(CultureInfo.InvariantCulture),
        _ => "",
    };

    private static object? ToKey(WorklistSort sort, string value) => sort switch
    {
        WorklistSort.Priority =>
            int.TryParse(value, CultureInfo.InvariantCulture, out var priority) ? priority : null,
        WorklistSort.Deadline =>
            DateOnly.TryParseExact(value, DateStored.Format, out var deadline) ? deadline : null,
        WorklistSort.Amount =>
            decimal.TryParse(value, CultureInfo.InvariantCulture, out var amount) ? new Money(amount) : null,
        _ => value,
    };
}
