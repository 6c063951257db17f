using System.Globalization;
using System.Text;
using Clausea.Batch.Appeals;

namespace Clausea.Batch.Documents.Packet;

/// <summary>Builds a page of a packet as Markdown; every value is taken literally.</summary>
internal sealed class MarkdownPage
{
    public const string None = "–";

    private readonly StringBuilder _text = new();

    public MarkdownPage Heading(string text, int level = 1) => Add($"{new string('#', level)} {text}\n\n");

    public MarkdownPage Paragraph(string text) => Add($"{MarkdownText.Given(text)}\n\n");

    public MarkdownPage Bold(string text) => Add($"**{MarkdownText.Given(text)}**\n\n");

    /// <summary>Lines that stay together, the absent ones left out.</summary>
    public MarkdownPage Lines(params IEnumerable<string?> lines) =>
        Add(string.Join('\n', lines.Where(line => !string.IsNullOrWhiteSpace(line)).Select(MarkdownText.Given)) + "\n\n");

    public MarkdownPage List(IEnumerable<string> items) =>
        Add(string.Concat(items.Select(item => $"- {MarkdownText.Given(item)}\n")) + "\n");

    /// <summary>A name and a value a row; those without a value are left out.</summary>
    public MarkdownPage Facts(string head, params (string Name, string? Value)[] rows) => Table(
        [head, "Detail"],
        [false, false],
        rows.Where(row => !string.IsNullOrWhiteSpace(row.Value)).Select(row => new[] { row.Name, row.Value! }));

    public MarkdownPage Table(string[] head, bool[] isRight, IEnumerable<string[]> rows)
    {
        Row(head);
        _text.Append('|').AppendJoin('|', isRight.Select(right => right ? "---:" : ":---")).Append("|\n");
        foreach (var row in rows)
        {
            Row(row);
        }

        return Add("\n");
    }

    public override string ToString() => _text.ToString();

    public static string Money(decimal amount) => LetterFunctions.Money(amount);

    public static string Day(DateOnly? day) => Days(day, day) ?? None;

    /// <summary>One day, or from the first to the last; null when there is none.</summary>
    public static string? Days(DateOnly? from, DateOnly? to) => from is null ? null : LetterFunctions.DateRange(from, to);

    public static string Count(int number, string one, string many) =>
        string.Create(CultureInfo.InvariantCulture, $"{number:N0} {(number == 1 ? one : many)}");

    private void Row(string[] cells) => _text.Append("| ").AppendJoin(" | ", cells.Select(MarkdownText.Given)).Append(" |\n");

    private MarkdownPage Add(string text)
    {
        _text.Append(text);
        return this;
    }
}
