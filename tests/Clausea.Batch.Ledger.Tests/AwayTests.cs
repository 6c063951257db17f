using System.Data.Common;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;

namespace Clausea.Batch.Ledger.Tests;

/// <summary>What is the ledger's fault, and what the statement's.</summary>
public sealed class AwayTests
{
    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("clausea-away-").FullName;

    [TearDown]
    public void RemoveFolder()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [TestCase(5, "another program has held it for too long")]
    [TestCase(6, "another program has held it for too long")]
    [TestCase(8, "its file may not be written")]
    [TestCase(10, "its disk failed")]
    [TestCase(13, "its disk is full")]
    [TestCase(14, "its file cannot be opened")]
    [TestCase(1, null)]
    [TestCase(11, null)]
    [TestCase(19, null)]
    public void SQLite_tells_by_its_code(int code, string? why)
    {
        var error = new SqliteException("x", code);
        Assert.That(Sqlite().WhyAway(error), Is.EqualTo(why));
        Assert.That(Sqlite().IsAway(error), Is.EqualTo(why is not null));
    }

    [TestCase(1205, "another transaction was preferred (deadlock)")]
    [TestCase(-2, "it did not answer in time")]
    [TestCase(1222, "it was locked for too long")]
    [TestCase(4060, "the database cannot be opened now")]
    [TestCase(40197, "the database cannot be opened now")]
    [TestCase(40501, "the server has too much to do")]
    [TestCase(40613, "the database cannot be opened now")]
    [TestCase(49918, "the server has too much to do")]
    [TestCase(49919, "the server has too much to do")]
    [TestCase(49920, "the server has too much to do")]
    [TestCase(64, "the connection was lost")]
    [TestCase(233, "the connection was lost")]
    [TestCase(10053, "the connection was lost")]
    [TestCase(10054, "the connection was lost")]
    [TestCase(10060, "the server cannot be reached")]
    [TestCase(9002, "its disk or log is full")]
    [TestCase(0, null)]
    [TestCase(102, null)]
    [TestCase(207, null)]
    [TestCase(547, null)]
    [TestCase(2601, null)]
    [TestCase(2627, null)]
    [TestCase(18456, null)]
    public void SQL_Server_tells_by_its_number(int number, string? why) =>
        Assert.That(SqlServerErrors.WhyAway(number), Is.EqualTo(why));

    [Test]
    public async Task A_server_that_does_not_listen_is_away()
    {
        var server = new LedgerDatabase(
            new() { SqlServer = "Server=127.0.0.1,1;User Id=x;Password=x;Connect Timeout=5;TrustServerCertificate=true" }, TimeProvider.System);
        var error = await Assert.ThrowsAsync<SqlException>(() => server.CheckAsync());
        Assert.That(server.WhyAway(error!), Is.EqualTo("the server cannot be reached"));
    }

    [Test]
    public async Task A_folder_where_the_file_should_be_is_away()
    {
        var error = await Assert.ThrowsAsync<SqliteException>(() => Sqlite(_folder).CheckAsync());
        Assert.That(Sqlite().WhyAway(error!), Is.EqualTo("its file cannot be opened"));
    }

    [Test]
    public async Task A_file_that_another_program_holds_is_away()
    {
        var database = Sqlite();
        await database.UpgradeAsync();
        await using var holder = await database.OpenAsync();
        await using var held = await holder.BeginTransactionAsync(System.Data.IsolationLevel.Serializable);
        await using var other = new SqliteConnection($"Data Source={Path.Combine(_folder, "ledger.db")};Default Timeout=1");
        await other.OpenAsync();
        var error = Assert.Throws<SqliteException>(() => other.BeginTransaction(System.Data.IsolationLevel.Serializable));
        Assert.That(database.WhyAway(error!), Is.EqualTo("another program has held it for too long"));
    }

    [Test]
    public async Task A_wrong_statement_is_not_away()
    {
        var database = Sqlite();
        await database.UpgradeAsync();
        await using var connection = await database.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT nothing FROM nowhere";
        var error = await Assert.ThrowsAsync(Is.InstanceOf<DbException>(), () => command.ExecuteNonQueryAsync());
        Assert.That(database.IsAway(error!), Is.False);
    }

    [Test]
    public void It_is_found_inside_other_exceptions()
    {
        var full = new SqliteException("x", 13);
        Assert.That(Sqlite().WhyAway(new InvalidOperationException("y", full)), Is.EqualTo("its disk is full"));
        Assert.That(Sqlite().WhyAway(new AggregateException(new IOException("z"), full)), Is.EqualTo("its disk is full"));
        Assert.That(Sqlite().IsAway(new IOException("z")), Is.False);
        Assert.That(Sqlite().IsAway(new OperationCanceledException()), Is.False);
    }

    private LedgerDatabase Sqlite(string? file = null) =>
        new(new() { SqliteFile = file ?? Path.Combine(_folder, "ledger.db") }, TimeProvider.System);
}
