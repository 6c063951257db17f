using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Clausea.Batch.Appeals;

/// <summary>One mapping of a settings file. It knows the way to itself and where each value stands, so that a mistake
/// names file, line, column and key; keys that nobody asks for are told by <see cref="Close"/>.</summary>
internal sealed class SettingsEntry(YamlMappingNode node, string way, string file, ICollection<TemplateProblem> problems)
{
    private static readonly Dictionary<string, bool> s_flags = new(StringComparer.OrdinalIgnoreCase)
    {
        ["true"] = true,
        ["yes"] = true,
        ["false"] = false,
        ["no"] = false,
    };

    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    /// <summary>A mistake was told about one of its own values.</summary>
    public bool IsFlawed { get; private set; }

    public bool Has(string key) => Find(key) is not null;

    /// <summary>The text of a key; null when it is absent, or when <paramref name="mistake"/> finds one.</summary>
    public string? Text(string key, Func<string, string?>? mistake = null) =>
        Find(key) is { } value ? Text(value, Way(key), mistake) : null;

    /// <summary>As <see cref="Text(string, Func{string, string})"/>, but its absence is a mistake.</summary>
    public string? Needed(string key, Func<string, string?>? mistake = null)
    {
        if (!Has(key))
        {
            Complain(key, "is missing");
        }

        return Text(key, mistake);
    }

    public IReadOnlyList<string> List(string key, Func<string, string?>? mistake = null) =>
        [.. Items(key).Select(item => Text(item, Way(key), mistake)).OfType<string>()];

    public string? OneOf(string key, IEnumerable<string> known) => Text(key, Unless(known));

    public IReadOnlyList<string> SomeOf(string key, IEnumerable<string> known) => List(key, Unless(known));

    /// <summary>A whole number from 1.</summary>
    public int? Number(string key, string unit, int most) =>
        Text(key, text => NumberOf(text) is { } number && number <= most ? null : $"\"{text}\" is not a number of {unit} from 1 to {most}") is { } text
            ? NumberOf(text)
            : null;

    public DateOnly? Date(string key) =>
        Text(key, text => DateOf(text) is null ? $"\"{text}\" is not a date; write it as 2026-01-31" : null) is { } text ? DateOf(text) : null;

    public bool Flag(string key) =>
        Text(key, text => s_flags.ContainsKey(text) ? null : $"\"{text}\" is neither true nor false") is { } text && s_flags[text];

    /// <summary>The mapping below a key; null when it is absent.</summary>
    public SettingsEntry? Entry(string key) => Find(key) is { } value ? Inner(value, Way(key)) : null;

    /// <summary>The mappings of the list below a key, each named by its own name, else by its number.</summary>
    public IEnumerable<SettingsEntry> Entries(string key) => Items(key)
        .Select((item, index) => Inner(item, $"{Way(key)}: {NameOf(item) ?? $"entry {index + 1}"}")).OfType<SettingsEntry>();

    /// <summary>All keys with their texts, for mappings whose keys are the user's.</summary>
    public IEnumerable<(string Key, string Value)> Pairs()
    {
        foreach (var key in node.Children.Keys.OfType<YamlScalarNode>().Select(key => key.Value!).ToList())
        {
            if (Text(key) is { } value)
            {
                yield return (key, value);
            }
        }
    }

    public void Complain(string key, string message) => Complain(Value(key) ?? node, Way(key), message);

    /// <summary>Tells of keys that nobody has asked for.</summary>
    public void Close()
    {
        foreach (var key in node.Children.Keys.Where(key => key is not YamlScalarNode { Value: { } name } || !_known.Contains(name)))
        {
            Complain(key, way, $"unknown key \"{key}\"; there are {string.Join(", ", _known)}");
        }
    }

    private YamlNode? Value(string key) => node.Children.TryGetValue(new YamlScalarNode(key), out var value) ? value : null;

    // A key without a value is as good as no key.
    private YamlNode? Find(string key)
    {
        _known.Add(key);
        return Value(key) is { } value && !IsEmpty(value) ? value : null;
    }

    private static bool IsEmpty(YamlNode value) =>
        value is YamlScalarNode { Style: ScalarStyle.Plain or ScalarStyle.Any, Value: null or "" or "~" or "null" };

    private string? Text(YamlNode value, string at, Func<string, string?>? mistake)
    {
        if (value is not YamlScalarNode { Value: { } text })
        {
            Complain(value, at, "should be a single text here, not a list or a group of keys");
            return null;
        }

        if (mistake?.Invoke(text) is { } found)
        {
            Complain(value, at, found);
            return null;
        }

        return text;
    }

    private IEnumerable<YamlNode> Items(string key)
    {
        switch (Find(key))
        {
            case null:
                return [];
            case YamlSequenceNode list:
                return list.Children.Where(item => !IsEmpty(item));
            case var other:
                Complain(other, Way(key), "should be a list: one entry a line with a dash before it, or [first, second]");
                return [];
        }
    }

    private SettingsEntry? Inner(YamlNode value, string at)
    {
        if (value is YamlMappingNode mapping)
        {
            return new SettingsEntry(mapping, at, file, problems);
        }

        Complain(value, at, "should be a group of keys, each with its value");
        return null;
    }

    private static string? NameOf(YamlNode item) =>
        item is YamlMappingNode mapping && mapping.Children.TryGetValue(new YamlScalarNode("name"), out var name) && name is YamlScalarNode { Value: { } text }
            ? text
            : null;

    private static Func<string, string?> Unless(IEnumerable<string> known) =>
        text => known.Contains(text) ? null : $"unknown value \"{text}\"; there are {string.Join(", ", known)}";

    private static int? NumberOf(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;

    private static DateOnly? DateOf(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;

    private string Way(string key) => way.Length == 0 ? key : $"{way}: {key}";

    private void Complain(YamlNode at, string path, string message)
    {
        IsFlawed = true;
        problems.Add(new TemplateProblem(file, (int)at.Start.Line, (int)at.Start.Column, path.Length == 0 ? message : $"{path}: {message}"));
    }
}
