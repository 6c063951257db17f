using System.Globalization;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Clausea.Batch.Documents.Docx;

/// <summary>The numbering definitions of a letter: bullets share one, each ordered list has its own.</summary>
internal sealed class ListNumbers
{
    public const int DeepestLevel = 8;

    public const int Bullets = 1;

    private const int IndentPerLevel = 360;

    private static readonly string[] s_bullets = ["•", "–", "▪"];

    private static readonly NumberFormatValues[] s_formats =
        [NumberFormatValues.Decimal, NumberFormatValues.LowerLetter, NumberFormatValues.LowerRoman];

    private readonly List<NumberingInstance> _ordered = [];

    /// <summary>The number of a new ordered list.</summary>
    public int Ordered(int level, int start)
    {
        // One more than needed: the style of ordered lists has a definition too.
        var id = Bullets + 2 + _ordered.Count;
        _ordered.Add(Instance(id, 2, new LevelOverride { LevelIndex = level, StartOverrideNumberingValue = new() { Val = start } }));
        return id;
    }

    public static int IndentOf(int level) => IndentPerLevel * (level + 1);

    public Numbering Build() => new(
    [
        Abstract(1, "6C657474", "List Bullet", level => (NumberFormatValues.Bullet, s_bullets[level % s_bullets.Length])),
        Abstract(2, "6C657475", "List Number", level => (s_formats[level % s_formats.Length], $"%{level + 1}.")),
        Instance(Bullets, 1),
        Instance(Bullets + 1, 2),
        .. _ordered,
    ]);

    private static NumberingInstance Instance(int id, int definition, params LevelOverride[] overrides) =>
        new([new AbstractNumId { Val = definition }, .. overrides]) { NumberID = id };

    private static AbstractNum Abstract(int id, string mark, string style, Func<int, (NumberFormatValues Format, string Text)> look)
    {
        var definition = new AbstractNum(
            new Nsid { Val = mark },
            new MultiLevelType { Val = MultiLevelValues.HybridMultilevel },
            new TemplateCode { Val = mark })
        { AbstractNumberId = id };
        for (var level = 0; level <= DeepestLevel; level++)
        {
            var (format, text) = look(level);
            definition.Append(Level(level, format, text, level == 0 ? style.Replace(" ", string.Empty, StringComparison.Ordinal) : null));
        }

        return definition;
    }

    private static Level Level(int level, NumberFormatValues format, string text, string? style) => new()
    {
        LevelIndex = level,
        StartNumberingValue = new StartNumberingValue { Val = 1 },
        NumberingFormat = new NumberingFormat { Val = format },
        ParagraphStyleIdInLevel = style is null ? null : new ParagraphStyleIdInLevel { Val = style },
        LevelText = new LevelText { Val = text },
        LevelJustification = new LevelJustification { Val = LevelJustificationValues.Left },
        PreviousParagraphProperties = new PreviousParagraphProperties(new Indentation
        {
            Left = IndentOf(level).ToString(CultureInfo.InvariantCulture),
            Hanging = IndentPerLevel.ToString(CultureInfo.InvariantCulture),
        }),
    };
}
