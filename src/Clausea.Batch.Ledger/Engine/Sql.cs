namespace Clausea.Batch.Ledger;

/// <summary>One statement, written once for both engines: tables stand as <c>clausea.name</c>, and <c>{page}</c> and
/// <c>{lock}</c> stand for what differs (see <see cref="Dialect"/>).</summary>
internal sealed class Sql(string text)
{
    public const string Schema = "clausea.";

    private readonly string _sqlite = Render(text, SqliteDialect.Words);
    private readonly string _sqlServer = Render(text, SqlServerDialect.Words);

    public string For(LedgerEngine engine) => engine == LedgerEngine.Sqlite ? _sqlite : _sqlServer;

    private static string Render(string text, DialectWords words) => text
        .Replace(Schema, words.TablePrefix, StringComparison.Ordinal)
        .Replace("{page}", words.Page, StringComparison.Ordinal)
        .Replace("{lock}", words.Lock, StringComparison.Ordinal);
}

/// <summary>What an engine says for the parts of a statement that differ.</summary>
/// <param name="TablePrefix">SQLite has no schemas within a file; in SQL Server others may share the database.</param>
/// <param name="Page">At most <c>@limit</c> rows of an ordered query. T-SQL has no LIMIT.</param>
/// <param name="Lock">Behind a table that is read in order to be changed: without it, two sessions of SQL Server could
/// both read the old status and both go on. SQLite's write transactions already exclude one another.</param>
internal sealed record DialectWords(string TablePrefix, string Page, string Lock);
