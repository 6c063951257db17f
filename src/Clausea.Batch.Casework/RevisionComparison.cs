using Clausea.Batch.Appeals;
using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;

namespace Clausea.Batch.Casework;

/// <summary>How a stretch of text changed between two revisions.</summary>
public enum TextChange
{
    Same,
    Removed,
    Added,
}

/// <summary>Words of one kind of change.</summary>
public sealed record ComparedText(TextChange Change, string Text);

/// <summary>One line as it was or is, in stretches; a changed line comes twice, first as it was.</summary>
public sealed record ComparedLine(TextChange Change, IReadOnlyList<ComparedText> Texts);

/// <summary>Two revisions of a letter, as a person reads them, side by side in one list.</summary>
public static class RevisionComparison
{
    private const int LineWidth = int.MaxValue;

    /// <summary>Lines in order. Marks of Markdown are no difference.</summary>
    public static IReadOnlyList<ComparedLine> Of(Draft before, Draft after)
    {
        var model = SideBySideDiffBuilder.Diff(TextOf(before), TextOf(after), ignoreWhiteSpace: false);
        var lines = new List<ComparedLine>();
        for (var at = 0; at < model.OldText.Lines.Count; at++)
        {
            lines.AddRange(Lines(model.OldText.Lines[at], model.NewText.Lines[at]));
        }

        return lines;
    }

    private static string TextOf(Draft draft) => MarkdownText.ToPlainText(draft.Markdown, LineWidth);

    private static IEnumerable<ComparedLine> Lines(DiffPiece before, DiffPiece after)
    {
        if (before.Type == ChangeType.Unchanged)
        {
            return [new ComparedLine(TextChange.Same, [new ComparedText(TextChange.Same, before.Text ?? string.Empty)])];
        }

        return new[] { Line(before, TextChange.Removed), Line(after, TextChange.Added) }.OfType<ComparedLine>();
    }

    private static ComparedLine? Line(DiffPiece piece, TextChange change) => piece switch
    {
        { Type: ChangeType.Imaginary } => null,
        { Type: ChangeType.Modified, SubPieces.Count: > 0 } => new ComparedLine(change, Merged(piece.SubPieces, change)),
        _ => new ComparedLine(change, [new ComparedText(change, piece.Text ?? string.Empty)]),
    };

    private static List<ComparedText> Merged(IEnumerable<DiffPiece> pieces, TextChange change)
    {
        var texts = new List<ComparedText>();
        foreach (var piece in pieces.Where(piece => piece.Type != ChangeType.Imaginary && piece.Text is not null))
        {
            var kind = piece.Type == ChangeType.Unchanged ? TextChange.Same : change;
            if (texts.Count > 0 && texts[^1].Change == kind)
            {
                texts[^1] = texts[^1] with { Text = texts[^1].Text + piece.Text };
            }
            else
            {
                texts.Add(new ComparedText(kind, piece.Text!));
            }
        }

        return texts;
    }
}
