using System.Globalization;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Clausea.Batch.Ledger;

/// <summary>A statement that is run for many rows: prepared once, its parameters bound by their place. By name, through
/// commands and their parameters, a row takes four times as long.</summary>
internal sealed class SqliteStatement : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private int _place;

    /// <param name="connection">Open, in the transaction that the rows belong to.</param>
    /// <param name="sql">With one <c>?</c> for each value.</param>
    public SqliteStatement(SqliteConnection connection, string sql)
    {
        _database = connection.Handle!;
        Check(raw.sqlite3_prepare_v2(_database, sql, out _statement));
    }

    public SqliteStatement Text(string? value)
    {
        Check(value is null ? raw.sqlite3_bind_null(_statement, ++_place) : raw.sqlite3_bind_text(_statement, ++_place, value));
        return this;
    }

    public SqliteStatement Number(long value)
    {
        Check(raw.sqlite3_bind_int64(_statement, ++_place, value));
        return this;
    }

    public SqliteStatement Money(Money value) => Number(MoneyStored.Cents(value));

    public SqliteStatement Day(DateOnly? value) => Text(value?.ToString(DateStored.Format, CultureInfo.InvariantCulture));

    public SqliteStatement Instant(DateTimeOffset value) => Text(InstantStored.Text(value));

    /// <summary>Rows changed. The statement is free for the next row.</summary>
    public int Run()
    {
        var result = raw.sqlite3_step(_statement);
        var changes = raw.sqlite3_changes(_database);
        _place = 0;
        raw.sqlite3_reset(_statement);
        Check(result == raw.SQLITE_DONE ? raw.SQLITE_OK : result);
        return changes;
    }

    /// <summary>Id of the row that was inserted last.</summary>
    public long LastId => raw.sqlite3_last_insert_rowid(_database);

    public void Dispose() => _statement.Dispose();

    private void Check(int result) => SqliteException.ThrowExceptionForRC(result, _database);
}
