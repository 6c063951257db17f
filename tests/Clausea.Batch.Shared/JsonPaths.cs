using System.Globalization;
using System.Text.Json;

namespace Clausea.Batch.Shared;

/// <summary>A JSON document as lines, one a value: `interchanges[0].groups[0].version = 005010X221A1`.</summary>
public static class JsonPaths
{
    /// <summary>How the two differ, one line each; empty when they do not. Where <paramref name="mayHaveMore"/>, names
    /// that only <paramref name="actual"/> has do not count; more elements of an array always do.</summary>
    public static IReadOnlyList<string> Differences(JsonElement expected, JsonElement actual, bool mayHaveMore = false)
    {
        var (left, right) = (Lines(expected), Lines(actual));
        return
        [
            .. left.Where(line => right.GetValueOrDefault(line.Key) != line.Value)
                .Select(line => $"{line.Key}: expected {line.Value}, but was {right.GetValueOrDefault(line.Key, "absent")}"),
            .. right.Where(line => !mayHaveMore && !left.ContainsKey(line.Key))
                .Select(line => $"{line.Key}: expected nothing, but was {line.Value}"),
        ];
    }

    private static Dictionary<string, string> Lines(JsonElement root)
    {
        var lines = new Dictionary<string, string>();
        Add(root, string.Empty, lines);
        return lines;
    }

    private static void Add(JsonElement element, string path, Dictionary<string, string> lines)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject())
                {
                    Add(property.Value, $"{path}.{property.Name}", lines);
                }

                break;
            case JsonValueKind.Array:
                lines[$"{path}.length"] = element.GetArrayLength().ToString(CultureInfo.InvariantCulture);
                foreach (var (index, item) in element.EnumerateArray().Index())
                {
                    Add(item, $"{path}[{index}]", lines);
                }

                break;
            case JsonValueKind.Number:
                lines[path] = PlainSegment.Bare(element.GetDecimal()).ToString(CultureInfo.InvariantCulture);
                break;
            case JsonValueKind.String:
                lines[path] = $"\"{element.GetString()}\"";
                break;
            default:
                lines[path] = element.GetRawText();
                break;
        }
    }
}
