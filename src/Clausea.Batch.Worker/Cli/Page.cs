using System.Text;
using Spectre.Console;

namespace Clausea.Batch.Worker.Cli;

/// <summary>What a piece of text is, which on a terminal gives it its color.</summary>
internal enum Ink
{
    Plain,
    Strong,
    Faint,
    Good,
    Warning,
    Bad,
}

/// <summary>Lines of a report for people: colored on a terminal, plain when piped. Whatever is written is made
/// harmless first.</summary>
internal sealed class Page : IDisposable
{
    // A pipe has no width: tables keep their rows whole, sentences stay readable.
    private const int PipedWidth = 100;
    private const int PipedTableWidth = 240;

    private readonly TextWriter _writer;
    private readonly ColoredLines? _colors;

    public Page(TextWriter writer, int width = PipedWidth, int tableWidth = PipedTableWidth, ColoredLines? colors = null)
    {
        _writer = writer;
        _colors = colors;
        Width = width;
        TableWidth = tableWidth;
    }

    /// <summary>Columns for sentences.</summary>
    public int Width { get; }

    /// <summary>Columns for tables.</summary>
    public int TableWidth { get; }

    /// <summary>Standard output.</summary>
    public static Page OfOutput()
    {
        var writer = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false), 16 * 1024) { NewLine = Environment.NewLine };
        return Console.IsOutputRedirected ? new Page(writer) : OfTerminal(writer);
    }

    /// <summary>Writes the first line, and at once: it waits neither for what follows nor for colors.</summary>
    public void Open(string line)
    {
        _writer.WriteLine(PlainText.Harmless(line));
        _writer.Flush();
    }

    public void Line() => End();

    public void Line(string text, Ink ink = Ink.Plain)
    {
        Add(text, ink);
        End();
    }

    /// <summary>A part of a line.</summary>
    public void Add(string text, Ink ink = Ink.Plain)
    {
        var harmless = PlainText.Harmless(text);
        if (_colors is null)
        {
            _writer.Write(harmless);
        }
        else
        {
            _colors.Write(harmless, ink);
        }
    }

    /// <summary>The text behind its lead, broken into lines below each other.</summary>
    public void Wrapped(string lead, string text, Ink ink = Ink.Plain)
    {
        var indent = new string(' ', lead.Length);
        foreach (var line in PlainText.Wrap(text, Math.Max(Width - lead.Length, 20)))
        {
            Add(lead);
            Line(line, ink);
            lead = indent;
        }
    }

    public void Flush() => _writer.Flush();

    public void Dispose() => _writer.Dispose();

    private static Page OfTerminal(TextWriter writer)
    {
        var width = Console.WindowWidth is var columns and > 0 ? Math.Clamp(columns - 1, 79, 140) : PipedWidth;
        return new Page(writer, width, Math.Max(width, Console.WindowWidth - 1), new ColoredLines(Terminal.CreateUnwrapped));
    }

    private void End()
    {
        if (_colors is null)
        {
            _writer.WriteLine();
        }
        else
        {
            _colors.End();
        }
    }
}

/// <summary>The colors of a page. Apart from it, and made when the first is asked for, so that nothing of the library
/// is loaded where there are none.</summary>
internal sealed class ColoredLines(Func<IAnsiConsole> create)
{
    private static readonly Style[] s_styles =
    [
        Style.Plain,
        new(decoration: Decoration.Bold),
        new(Color.Grey),
        new(Color.Green),
        new(Color.Olive),
        new(Color.Red),
    ];

    private IAnsiConsole? _console;

    public void Write(string text, Ink ink) => (_console ??= create()).Write(text, s_styles[(int)ink]);

    public void End() => (_console ??= create()).WriteLine();
}
