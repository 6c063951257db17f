using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Spectre.Console;

namespace Clausea.Batch.Worker.Cli;

/// <summary>Exit codes of every verb.</summary>
internal static class ExitCode
{
    public const int Fine = 0;

    /// <summary>Done, with findings that need a person.</summary>
    public const int NeedsPerson = 1;

    /// <summary>Wrong usage, or input that cannot be read.</summary>
    public const int Unusable = 2;
}

/// <summary>Where verbs print: data to standard output, messages to standard error.</summary>
internal static class Terminal
{
    // Each is made when it is first asked for: a verb that prints plain text starts without the library for terminals.
    public static JsonSerializerOptions Json => field ??= new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter() },
        WriteIndented = true,
    };

    public static IAnsiConsole Out => field ??= Create(Console.Out, Console.IsOutputRedirected);

    public static IAnsiConsole Error => field ??= Create(Console.Error, Console.IsErrorRedirected);

    /// <summary>Standard output for lines that are broken already.</summary>
    public static IAnsiConsole CreateUnwrapped()
    {
        var console = Create(Console.Out, false);
        console.Profile.Width = 10_000;
        return console;
    }

    public static void Complain(string message) => Console.Error.WriteLine(message);

    public static void Print(string line) => Console.Out.WriteLine(line);

    public static void PrintJson<T>(T value) => Console.Out.WriteLine(JsonSerializer.Serialize(value, Json));

    public static string Money(decimal amount) => amount.ToString("N2", CultureInfo.InvariantCulture);

    public static string Date(DateOnly? date) => date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "–";

    public static string Count(long n) => n.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>1 claim, 2 claims.</summary>
    public static string Count(long n, string noun) => n == 1 ? $"1 {noun}" : string.Create(CultureInfo.InvariantCulture, $"{n:N0} {noun}s");

    /// <summary>A table in the house style.</summary>
    public static Table Table(params string[] columns)
    {
        var table = new Table { Border = TableBorder.Simple };
        foreach (var column in columns)
        {
            // A column whose heading begins with # holds numbers.
            var right = column.StartsWith('#');
            table.AddColumn(new TableColumn(Markup.Escape(column.TrimStart('#'))) { Alignment = right ? Justify.Right : Justify.Left, NoWrap = right });
        }

        return table;
    }

    /// <summary>Adds a row whose cells stand for themselves.</summary>
    public static void AddPlainRow(this Table table, params string?[] cells) =>
        table.AddRow([.. cells.Select(cell => new Text(cell ?? "–"))]);

    // When piped, a terminal's width is unknown: wide enough that no row wraps.
    private static IAnsiConsole Create(TextWriter writer, bool redirected)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) });
        if (redirected)
        {
            console.Profile.Width = 200;
        }

        return console;
    }
}
