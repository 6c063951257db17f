using System.Text.RegularExpressions;

namespace Clausea.Batch.Ledger;

/// <summary>One statement, written once for both engines: tables stand as <c>clausea.name</c>, and <c>{page}</c>,
/// <c>{lock}</c>, <c>{use index}</c>, <c>{first count}</c>, <c>{upto count}</c> and <c>{begins column}</c> stand for what differs
/// (see <see cref="DialectWords"/>).</summary>
internal sealed partial class Sql(string text)
{
    public const string Schema = "clausea.";

    private readonly string _sqlite = Render(text, SqliteDialect.Words);
    private readonly string _sqlServer = Render(text, SqlServerDialect.Words);

    public string For(LedgerEngine engine) => engine == LedgerEngine.Sqlite ? _sqlite : _sqlServer;

    private static string Render(string text, DialectWords words) =>
        Argument().Replace(text, word => (word.Groups[1].Value switch
        {
            "use" => words.Use,
            "first" => words.First,
            "upto" => words.UpTo,
            _ => words.Begins,
        }).Replace("$", word.Groups[2].Value, StringComparison.Ordinal))
        .Replace(Schema, words.TablePrefix, StringComparison.Ordinal)
        .Replace("{page}", words.Page, StringComparison.Ordinal)
        .Replace("{lock}", words.Lock, StringComparison.Ordinal);

    [GeneratedRegex(@"\{(use|first|upto|begins) ([\w.]+)\}")]
    private static partial Regex Argument();
}

/// <summary>What an engine says for the parts of a statement that differ.</summary>
/// <param name="TablePrefix">SQLite has no schemas within a file; in SQL Server others may share the database.</param>
/// <param name="Page">At most <c>@limit</c> rows of an ordered query. T-SQL has no LIMIT.</param>
/// <param name="Lock">Behind a table that is read in order to be changed: without it, two sessions of SQL Server could
/// both read the old status and both go on. SQLite's write transactions already exclude one another.</param>
/// <param name="Use">Behind a table, with the index to go through. SQLite keeps no statistics unless it is told to, and takes an
/// index for a payer where that of the order would be done after a hundred rows; SQL Server has them.</param>
/// <param name="First">Before what is selected: so many rows, whichever. Only T-SQL has it there.</param>
/// <param name="UpTo">The same at the end of the query, where only SQLite has it.</param>
/// <param name="Begins">A column that begins as <c>@claim</c> says, through an index: SQLite's LIKE cannot go through one that
/// tells capitals from others, and in T-SQL no text is known to stand behind all that begin so.</param>
internal sealed record DialectWords(string TablePrefix, string Page, string Lock, string Use, string First, string UpTo, string Begins);
