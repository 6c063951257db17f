using System.Globalization;

namespace Clausea.Batch.Documents.Docx.Reading;

/// <summary>A level of a list as it is defined.</summary>
/// <param name="Definition">Lists that share one count on from each other.</param>
/// <param name="IsOrdered">Whether it counts, or wears bullets.</param>
/// <param name="Start">Its first number.</param>
/// <param name="Restart">The number from which this list counts anew where others share its definition.</param>
/// <param name="Indent">How far its text stands from the margin.</param>
internal sealed record ListLevel(string Definition, bool IsOrdered, int Start, int? Restart, int? Indent);

/// <summary>The definitions of lists.</summary>
internal sealed class ListSheet
{
    public const int DeepestLevel = 8;

    // Of as many digits as Markdown reads.
    private const int LargestNumber = 999_999_000;

    private readonly Dictionary<string, WordElement> _lists = new(StringComparer.Ordinal);
    private readonly Dictionary<string, WordElement> _definitions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, WordElement> _styled = new(StringComparer.Ordinal);
    private readonly Dictionary<(string List, int Level), ListLevel?> _levels = [];

    public static ListSheet Of(WordElement? part)
    {
        var sheet = new ListSheet();
        foreach (var element in part?.Children ?? [])
        {
            if (element.Name == "num")
            {
                sheet._lists.TryAdd(element["numId"] ?? string.Empty, element);
            }
            else if (element.Name == "abstractNum")
            {
                sheet._definitions.TryAdd(element["abstractNumId"] ?? string.Empty, element);
                sheet._styled.TryAdd(element.Val("styleLink") ?? string.Empty, element);
            }
        }

        return sheet;
    }

    /// <summary>Null when the list has no such level, or one without marks.</summary>
    public ListLevel? Find(string list, int level)
    {
        if (!_levels.TryGetValue((list, level), out var found))
        {
            _levels[(list, level)] = found = Read(list, level);
        }

        return found;
    }

    private ListLevel? Read(string list, int level)
    {
        if (!_lists.TryGetValue(list, out var instance)
            || instance.Val("abstractNumId") is not { } id || !_definitions.TryGetValue(id, out var definition))
        {
            return null;
        }

        if (definition.Val("numStyleLink") is { } link && _styled.TryGetValue(link, out var styled))
        {
            definition = styled;
        }

        var change = Level(instance, "lvlOverride", level);
        var look = change?.Child("lvl") ?? Level(definition, "lvl", level);
        return look is null || look.Val("numFmt") is "none"
            ? null
            : new ListLevel(
                id,
                look.Val("numFmt") is not "bullet",
                Number(look.Val("start")) ?? 1,
                Number(change?.Val("startOverride")),
                Indentation.Of(look.Child("pPr")));
    }

    private static WordElement? Level(WordElement parent, string name, int level) =>
        parent.Children.FirstOrDefault(child => child.Name == name && Number(child["ilvl"]) == level);

    private static int? Number(string? text) =>
        int.TryParse(text, CultureInfo.InvariantCulture, out var number) ? Math.Clamp(number, 0, LargestNumber) : null;
}
