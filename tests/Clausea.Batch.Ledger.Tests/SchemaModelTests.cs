using System.Data;
using Dapper;

namespace Clausea.Batch.Ledger.Tests;

/// <summary>Every statement fits the tables that the scripts make, whether or not a server is at hand to say so.</summary>
public sealed class SchemaModelTests
{
    private static readonly Lazy<SchemaModel> Model = new(Build);

    [Test]
    public void Every_script_fits_the_tables_that_the_scripts_before_it_left()
    {
        var model = new SchemaModel();
        foreach (var script in SchemaScript.All(LedgerEngine.SqlServer))
        {
            Assert.That(model.Run(script.Text), Is.Empty, script.Name);
        }

        Assert.That(model.Tables.Keys, Does.Contain("clausea.appeals").And.Contain("clausea.claim_counts"));
        Assert.That(model.Tables["clausea.appeals"].Keys, Does.Contain("decided_on"), "added by a later script");
        Assert.That(model.Tables["clausea.drafts"].Keys, Does.Not.Contain("html"), "dropped by a later script");
    }

    [Test]
    public void Every_statement_names_what_is_there_and_gives_what_must_be_given()
    {
        var statements = TransactSqlTests.Statements().ToList();
        Assert.That(statements, Has.Count.GreaterThan(60));
        foreach (var (name, sql) in statements)
        {
            Assert.That(Model.Value.Run(sql.For(LedgerEngine.SqlServer)), Is.Empty, name);
        }
    }

    [Test]
    public void Every_worklist_names_what_is_there([Values] WorklistSort sort)
    {
        foreach (var conditions in Enumerable.Range(0, TransactSqlTests.Conditions).Select(bit => 1 << bit).Append(0).Append((1 << TransactSqlTests.Conditions) - 1))
        {
            foreach (var (_, sql) in TransactSqlTests.Worklists(sort, conditions))
            {
                var text = sql.For(LedgerEngine.SqlServer);
                Assert.That(Model.Value.Run(text), Is.Empty, text);
            }
        }
    }

    [TestCase("SELECT nothing FROM clausea.appeals", "no table has a column nothing")]
    [TestCase("SELECT 1 FROM clausea.appeal", "there is no table clausea.appeal")]
    [TestCase("SELECT 1 FROM appeals", "there is no table appeals")]
    [TestCase("SELECT a.nothing FROM clausea.appeals a", "a has no column nothing")]
    [TestCase("SELECT b.id FROM clausea.appeals a", "nothing is called b")]
    [TestCase("SELECT status FROM clausea.appeals a JOIN clausea.files f ON f.id = a.id", "status may be of several tables")]
    [TestCase("SELECT 1 FROM clausea.files f WHERE EXISTS (SELECT 1 FROM clausea.appeals a WHERE a.denial_id = f.nothing)", "f has no column nothing")]
    [TestCase("SELECT id FROM clausea.files ORDER BY nothing", "no table has a column nothing")]
    [TestCase("UPDATE clausea.files SET nothing = 1 WHERE id = 1", "no column nothing is there to be set")]
    [TestCase("UPDATE x SET size = 1 FROM clausea.files f", "nothing is called x")]
    [TestCase("DELETE FROM clausea.runs WHERE nothing = 1", "no table has a column nothing")]
    [TestCase("INSERT INTO clausea.todos (denial_id, text) VALUES (1)", "clausea.todos: 2 columns, 1 values")]
    [TestCase("INSERT INTO clausea.todos (denial_id, text) SELECT 1, 'x', 3", "clausea.todos: 2 columns, 3 values")]
    [TestCase("INSERT INTO clausea.todos (denial_id) VALUES (1)", "clausea.todos.text must be given")]
    [TestCase("INSERT INTO clausea.todos (denial_id, text) VALUES (1, NULL)", "clausea.todos.text takes no null")]
    [TestCase("INSERT INTO clausea.todos (denial_id, text, nothing) VALUES (1, 'x', 2)", "clausea.todos has no column nothing")]
    [TestCase("INSERT INTO clausea.claim_counts (month, claims, services, charge, paid, denied_claims, denied_amount) VALUES ('2026-01-01', 1, 1, 1, 1, 1, 1)",
        "clausea.claim_counts.remittance_id must be given")]
    [TestCase("CREATE INDEX ix ON clausea.files (nothing)", "clausea.files has no column nothing")]
    public void A_mistake_is_found(string statement, string mistake) =>
        Assert.That(Build().Run(statement), Is.EqualTo(new[] { mistake }));

    [TestCase("SELECT COUNT(*) AS n, f.status FROM clausea.files f WHERE f.id = @id GROUP BY f.status ORDER BY n")]
    [TestCase("INSERT INTO clausea.todos (denial_id, text) SELECT d.id, w.value FROM clausea.denials d CROSS APPLY STRING_SPLIT(d.reasons, N' ') w")]
    [TestCase("UPDATE a SET priority = 1 FROM clausea.appeals a JOIN clausea.denials d ON d.id = a.denial_id")]
    public void What_is_right_is_not(string statement) => Assert.That(Build().Run(statement), Is.Empty);

    [Test]
    public void What_is_copied_in_bulk_has_the_columns_of_its_temporary_table()
    {
        List<DenialRow> rows = [new(Example.Remittance(), Example.Claim(), Example.Verdict()), new(Example.Remittance(), Example.Claim(2), Example.Verdict(kind: null))];
        foreach (var table in SqlServerDenials.Tables(rows))
        {
            var columns = Model.Value.Tables[table.TableName].Values;
            Assert.That(table.Columns.Cast<DataColumn>().Select(column => column.ColumnName), Is.EqualTo(columns.Select(column => column.Name)));
            Assert.That(table.Rows, Has.Count.GreaterThan(1), table.TableName);
            foreach (var column in columns.Where(column => column.IsNotNull))
            {
                Assert.That(table.Rows.Cast<DataRow>().Select(row => row[column.Name]), Has.None.EqualTo(DBNull.Value), column.Name);
            }
        }
    }

    [Test]
    public async Task Both_engines_take_a_null_in_the_same_columns()
    {
        await using var engine = await TestEngine.StartAsync(LedgerEngine.Sqlite);
        var database = new LedgerDatabase(engine.Options, TimeProvider.System);
        await database.UpgradeAsync();
        await using var connection = await database.OpenAsync();
        foreach (var (name, columns) in Model.Value.Tables.Where(table => table.Key.StartsWith(Sql.Schema, StringComparison.Ordinal)))
        {
            var table = name[Sql.Schema.Length..];
            var sqlite = await connection.QueryAsync<(string Name, bool NotNull)>($"SELECT name, \"notnull\" OR pk > 0 FROM pragma_table_info('{table}')");
            Assert.That(sqlite, Is.Not.Empty.And.EquivalentTo(columns.Values.Select(column => (column.Name, column.IsNotNull))), table);
        }
    }

    [Test]
    public async Task SQLite_understands_every_statement()
    {
        await using var engine = await TestEngine.StartAsync(LedgerEngine.Sqlite);
        var database = new LedgerDatabase(engine.Options, TimeProvider.System);
        await database.UpgradeAsync();
        await using var connection = await database.OpenAsync();
        var statements = TransactSqlTests.Statements().Where(statement => !IsOfSqlServer(statement)).ToList();
        Assert.That(statements, Has.Count.GreaterThan(60));
        foreach (var (name, sql) in statements)
        {
            Assert.DoesNotThrow(() => new SqliteStatement((Microsoft.Data.Sqlite.SqliteConnection)connection, sql.For(LedgerEngine.Sqlite)).Dispose(), name);
        }
    }

    private static bool IsOfSqlServer((string Name, Sql Sql) statement) =>
        statement.Name.StartsWith("SqlServer", StringComparison.Ordinal) || statement.Sql.For(LedgerEngine.SqlServer).Contains("OPENJSON", StringComparison.Ordinal);

    private static SchemaModel Build()
    {
        var model = new SchemaModel();
        model.Run("CREATE TABLE clausea.schema_versions (version int NOT NULL PRIMARY KEY, name nvarchar(200) NOT NULL, applied_at datetimeoffset(3) NOT NULL)");
        foreach (var text in SchemaScript.All(LedgerEngine.SqlServer).Select(script => script.Text).Append(Temporary()))
        {
            model.Run(text);
        }

        return model;
    }

    private static string Temporary() =>
        TransactSqlTests.Statements().Single(statement => statement.Name == "SqlServerDenials.MakeTables").Sql.For(LedgerEngine.SqlServer);
}
