using System.Text.RegularExpressions;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Clausea.Batch.Documents.Docx;

/// <summary>A stretch of text of one look; null is a line break.</summary>
internal readonly record struct Piece(string? Text, bool Bold, bool Italic);

/// <summary>What stands in a paragraph, as runs.</summary>
internal static partial class Runs
{
    public static Run Text(string text) => new(new Text(text) { Space = SpaceProcessingModeValues.Preserve });

    public static IReadOnlyList<Piece> PiecesOf(LeafBlock block)
    {
        var pieces = new List<Piece>();
        if (block.Inline is { } inlines)
        {
            Collect(inlines, new Piece(null, false, false), pieces);
        }
        else
        {
            CollectLines(block, pieces);
        }

        return pieces;
    }

    /// <summary>The text alone, a line break as a blank.</summary>
    public static string TextOf(IEnumerable<Piece> pieces) => string.Concat(pieces.Select(piece => piece.Text ?? " "));

    /// <summary>Runs in which needs wear their style, also when they have several looks.</summary>
    public static IEnumerable<Run> Of(IReadOnlyList<Piece> pieces)
    {
        var needs = NeedText().Matches(TextOf(pieces));
        var (start, need) = (0, 0);
        foreach (var piece in pieces)
        {
            var end = start + (piece.Text?.Length ?? 1);
            if (piece.Text is null)
            {
                yield return new Run(new Break());
            }

            for (var at = start; piece.Text is not null && at < end;)
            {
                need += need < needs.Count && needs[need].Index + needs[need].Length <= at ? 1 : 0;
                var (from, to) = need < needs.Count ? (needs[need].Index, needs[need].Index + needs[need].Length) : (end, end);
                var isNeed = at >= from;
                var cut = Math.Min(end, isNeed ? to : from);
                yield return Styled(piece with { Text = piece.Text[(at - start)..(cut - start)] }, isNeed);
                at = cut;
            }

            start = end;
        }
    }

    private static Run Styled(Piece piece, bool isNeed)
    {
        var run = Text(piece.Text!);
        if (piece.Bold || piece.Italic || isNeed)
        {
            run.RunProperties = new RunProperties
            {
                RunStyle = isNeed ? new RunStyle { Val = "Need" } : null,
                Bold = piece.Bold ? new Bold() : null,
                Italic = piece.Italic ? new Italic() : null,
            };
        }

        return run;
    }

    private static void Collect(ContainerInline inlines, Piece look, List<Piece> pieces)
    {
        foreach (var inline in inlines)
        {
            switch (inline)
            {
                case EmphasisInline emphasis:
                    var bold = look.Bold || emphasis.DelimiterCount > 1;
                    Collect(emphasis, look with { Bold = bold, Italic = look.Italic || emphasis.DelimiterCount == 1 }, pieces);
                    break;
                case ContainerInline container:
                    Collect(container, look, pieces);
                    break;
                case LineBreakInline:
                    pieces.Add(look with { Text = null });
                    break;
                default:
                    Add(pieces, look with { Text = CleanText.Of(Literal(inline)) });
                    break;
            }
        }
    }

    // A link is no link here: its text stands, and the address of one that is only an address.
    private static string Literal(Inline inline) => inline switch
    {
        LiteralInline literal => literal.Content.ToString(),
        CodeInline code => code.Content,
        HtmlEntityInline entity => entity.Transcoded.ToString(),
        AutolinkInline link => link.Url,
        _ => string.Empty,
    };

    private static void CollectLines(LeafBlock block, List<Piece> pieces)
    {
        for (var line = 0; line < block.Lines.Count; line++)
        {
            if (line > 0)
            {
                pieces.Add(new Piece(null, false, false));
            }

            Add(pieces, new Piece(CleanText.Of(block.Lines.Lines[line].ToString()), false, false));
        }
    }

    // Each escaped character comes as a literal of its own.
    private static void Add(List<Piece> pieces, Piece piece)
    {
        if (pieces.Count > 0 && pieces[^1] is { Text: { } before } last && last with { Text = piece.Text } == piece)
        {
            pieces[^1] = piece with { Text = before + piece.Text };
        }
        else if (piece.Text is not "")
        {
            pieces.Add(piece);
        }
    }

    [GeneratedRegex("⟦[^⟧]*⟧")]
    private static partial Regex NeedText();
}
