using System.Globalization;

namespace Clausea.Batch.Documents.Docx.Reading;

/// <summary>The items of a list that the next paragraph may go on with.</summary>
internal sealed class OpenList
{
    private readonly Stack<Item> _items = new();

    public void Close() => _items.Clear();

    /// <summary>What stands before the lines of the next item, and whether an empty line comes first.</summary>
    public (string First, string Others, bool IsApart) Next(int level, int? number, int indent)
    {
        Item? before = null;
        while (_items.TryPeek(out var open) && open.Level >= level)
        {
            before = _items.Pop();
        }

        var outer = _items.TryPeek(out var parent) ? parent.Width : 0;
        var goesOn = before is not null && (number is null ? before.Number is null : before.Number + 1 == number);
        // Of two lists side by side, the other sign begins the second.
        var sign = goesOn ? before!.Sign : before is { Number: not null, Sign: '.' } ? ')' : '.';
        var mark = number is null ? "- " : string.Create(CultureInfo.InvariantCulture, $"{number}{sign} ");
        _items.Push(new Item(level, number, indent, sign, outer + mark.Length));

        // A number other than one interrupts no paragraph.
        var isApart = !goesOn && (before is not null || parent is null || number is not (null or 1));
        return (new string(' ', outer) + mark, new string(' ', outer + mark.Length), isApart);
    }

    /// <summary>What stands before the lines of a paragraph that belongs to an item; null when it belongs to none.</summary>
    public string? Continue(int indent)
    {
        var reached = indent > 0 ? _items.FirstOrDefault(item => item.Indent <= indent) : null;
        while (reached is not null && _items.Peek() != reached)
        {
            _items.Pop();
        }

        return reached is null ? null : new string(' ', reached.Width);
    }

    private sealed record Item(int Level, int? Number, int Indent, char Sign, int Width);
}
