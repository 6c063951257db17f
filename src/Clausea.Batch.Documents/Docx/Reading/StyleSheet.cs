using System.Globalization;
using System.Text.RegularExpressions;

namespace Clausea.Batch.Documents.Docx.Reading;

/// <summary>What a paragraph is for.</summary>
internal enum ParagraphKind
{
    Text,
    Heading,
    Quote,
    Rule,
}

/// <summary>What a style says of its paragraphs, its own ancestors included.</summary>
internal sealed record ParagraphStyle(ParagraphKind Kind, Looks Looks)
{
    /// <summary>Of a heading, from 1.</summary>
    public int Level { get; init; }

    public string? ListId { get; init; }

    public string? ListLevel { get; init; }

    public string? Side { get; init; }

    public int? Indent { get; init; }
}

/// <summary>The styles of a document. Names count, not identifiers: those are of the language of the word processor.</summary>
internal sealed partial class StyleSheet
{
    private const int LongestChain = 20;
    private const int DeepestHeading = 6;

    private readonly Dictionary<string, WordElement> _styles = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ParagraphStyle> _paragraphs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Looks> _characters = new(StringComparer.Ordinal);
    private Looks _everywhere;
    private string? _default;

    public static StyleSheet Of(WordElement? part)
    {
        var sheet = new StyleSheet();
        sheet._everywhere = Looks.None.With(part?.Child("docDefaults")?.Child("rPrDefault")?.Child("rPr"));
        foreach (var style in part?.Children.Where(child => child.Name == "style") ?? [])
        {
            var id = style["styleId"] ?? string.Empty;
            sheet._styles.TryAdd(id, style);
            sheet._default ??= style["type"] == "paragraph" && style["default"] is "1" or "true" or "on" ? id : null;
        }

        return sheet;
    }

    /// <summary>The style of a paragraph, by the properties of that.</summary>
    public ParagraphStyle StyleOf(WordElement paragraph)
    {
        var properties = paragraph.Child("pPr");
        var id = properties?.Val("pStyle") ?? _default ?? string.Empty;
        if (!_paragraphs.TryGetValue(id, out var style))
        {
            _paragraphs[id] = style = Read(id);
        }

        return style.Kind == ParagraphKind.Text && OutlineLevel(properties) is { } level
            ? style with { Kind = ParagraphKind.Heading, Level = level }
            : style;
    }

    /// <summary>The looks of a run; those of two styles that both set one cancel each other out, as in Word.</summary>
    public Looks LooksOf(ParagraphStyle paragraph, WordElement run)
    {
        var properties = run.Child("rPr");
        var character = properties?.Val("rStyle") is { } id ? CharacterLooks(id) : Looks.None;
        return (_everywhere | (paragraph.Looks ^ character)).With(properties);
    }

    private Looks CharacterLooks(string id)
    {
        if (!_characters.TryGetValue(id, out var looks))
        {
            _characters[id] = looks = LooksOf(Chain(id));
        }

        return looks;
    }

    private ParagraphStyle Read(string id)
    {
        var chain = Chain(id);
        var properties = chain.Select(style => style.Child("pPr")).OfType<WordElement>().ToList();
        var lists = properties.Select(one => one.Child("numPr")).OfType<WordElement>().ToList();
        var (kind, level) = Kind(chain.Count == 0 ? [id] : chain.Select(style => style.Val("name") ?? string.Empty));
        var outline = properties.Select(OutlineLevel).FirstOrDefault(one => one is not null);
        if (kind == ParagraphKind.Text && outline is { } outlined)
        {
            (kind, level) = (ParagraphKind.Heading, outlined);
        }

        return new ParagraphStyle(kind, LooksOf(chain))
        {
            Level = level,
            ListId = First(lists, list => list.Val("numId")),
            ListLevel = First(lists, list => list.Val("ilvl")),
            Side = First(properties, one => one.Val("jc")),
            Indent = properties.Select(Indentation.Of).FirstOrDefault(indent => indent is not null),
        };
    }

    private static string? First(List<WordElement> elements, Func<WordElement, string?> choose) =>
        elements.Select(choose).FirstOrDefault(value => value is not null);

    private static Looks LooksOf(List<WordElement> chain) =>
        chain.AsEnumerable().Reverse().Aggregate(Looks.None, (looks, style) => looks.With(style.Child("rPr")));

    // From the style to what it is based on in the end; a damaged file may go round in circles.
    private List<WordElement> Chain(string id)
    {
        var chain = new List<WordElement>();
        for (var next = id; next is not null && chain.Count < LongestChain && _styles.TryGetValue(next, out var style);)
        {
            chain.Add(style);
            next = style.Val("basedOn");
        }

        return chain;
    }

    private static (ParagraphKind Kind, int Level) Kind(IEnumerable<string> names)
    {
        foreach (var name in names.Select(name => name.ToUpperInvariant()))
        {
            if (HeadingName().Match(name) is { Success: true } heading)
            {
                return (ParagraphKind.Heading, Math.Min(heading.Groups[1].ValueSpan[0] - '0', DeepestHeading));
            }

            if (name is "TITLE" or "QUOTE" or "INTENSE QUOTE" or "INTENSEQUOTE" or "RULE")
            {
                return (name is "TITLE" ? ParagraphKind.Heading : name is "RULE" ? ParagraphKind.Rule : ParagraphKind.Quote, 1);
            }
        }

        return (ParagraphKind.Text, 0);
    }

    // Nine levels count from zero; the tenth is that of text.
    private static int? OutlineLevel(WordElement? properties) =>
        int.TryParse(properties?.Val("outlineLvl"), CultureInfo.InvariantCulture, out var level) && level is >= 0 and < 9
            ? Math.Min(level + 1, DeepestHeading)
            : null;

    [GeneratedRegex("^HEADING ?([1-9])$")]
    private static partial Regex HeadingName();
}
