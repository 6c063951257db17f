namespace Clausea.Batch.Documents.Pdf;

/// <summary>Text of one face within a line; x from the line's begin.</summary>
internal sealed record Stretch(double X, double Width, string Text, FontFace Face, bool IsNeed);

/// <summary>Words that fit into a width, joined to stretches.</summary>
internal sealed class TextLine
{
    private readonly List<Stretch> _stretches = [];

    public double Width { get; private set; }

    public IReadOnlyList<Stretch> Stretches => _stretches;

    public void Add(Word word, double size, bool withSpace)
    {
        var text = withSpace ? " " + word.Text : word.Text;
        var width = word.Face.Program().Width(text, size);
        if (_stretches is [.., var last] && last.Face == word.Face && last.IsNeed == word.IsNeed)
        {
            _stretches[^1] = last with { Text = last.Text + text, Width = last.Width + width };
        }
        else
        {
            var lead = withSpace ? word.Face.Program().Width(" ", size) : 0;
            _stretches.Add(new Stretch(Width + lead, width - lead, word.Text, word.Face, word.IsNeed));
        }

        Width += width;
    }
}

/// <summary>Breaks words into lines.</summary>
internal static class TextWrapper
{
    // Sums of widths differ in the last digits.
    private const double Tolerance = 0.01;

    public static List<TextLine> Wrap(List<Word> words, double size, double width)
    {
        List<TextLine> lines = [new()];
        for (var at = 0; at < words.Count;)
        {
            var glued = Glued(words, at);
            var together = words.Skip(at).Take(glued).Sum(word => word.Face.Program().Width(word.Text, size));
            var space = words[at].HasSpace && lines[^1].Stretches.Count > 0;
            var lead = space ? words[at].Face.Program().Width(" ", size) : 0;
            if (words[at].StartsLine || (lines[^1].Stretches.Count > 0 && lines[^1].Width + lead + together > width + Tolerance))
            {
                lines.Add(new TextLine());
                space = false;
            }

            foreach (var word in words.Skip(at).Take(glued))
            {
                Add(lines, word, size, width, space);
                space = false;
            }

            at += glued;
        }

        return lines;
    }

    /// <summary>The width of the widest thing that has no blank in it.</summary>
    public static double Narrowest(List<Word> words, double size) => Widest(words, size, word => word.HasSpace || word.StartsLine);

    /// <summary>The width without wrapping.</summary>
    public static double Natural(List<Word> words, double size) => Widest(words, size, word => word.StartsLine);

    private static double Widest(List<Word> words, double size, Func<Word, bool> begins)
    {
        var (widest, width) = (0d, 0d);
        foreach (var word in words)
        {
            var program = word.Face.Program();
            width = (begins(word) ? 0 : width + (word.HasSpace ? program.Width(" ", size) : 0)) + program.Width(word.Text, size);
            widest = Math.Max(widest, width);
        }

        return widest;
    }

    // How many words stand together without a blank between them.
    private static int Glued(List<Word> words, int from)
    {
        var to = from + 1;
        while (to < words.Count && !words[to].HasSpace && !words[to].StartsLine)
        {
            to++;
        }

        return to - from;
    }

    // A word that is wider than the line is cut where the line ends.
    private static void Add(List<TextLine> lines, Word word, double size, double width, bool space)
    {
        var left = word;
        for (var fits = Fitting(lines[^1], left, size, width); fits < left.Text.Length; fits = Fitting(lines[^1], left, size, width))
        {
            if (fits > 0)
            {
                lines[^1].Add(left with { Text = left.Text[..fits] }, size, space);
                left = left with { Text = left.Text[fits..] };
            }

            space = false;
            lines.Add(new TextLine());
        }

        lines[^1].Add(left, size, space);
    }

    // On an empty line at least one character fits, else a narrow column would never end.
    private static int Fitting(TextLine line, Word word, double size, double width)
    {
        var (program, room) = (word.Face.Program(), width - line.Width + Tolerance);
        if (program.Width(word.Text, size) <= room)
        {
            return word.Text.Length;
        }

        var fits = 0;
        for (var used = 0d; (used += program.Width(word.Text.AsSpan(fits, 1), size)) <= room;)
        {
            fits++;
        }

        return line.Stretches.Count == 0 ? Math.Max(1, fits) : fits;
    }
}
