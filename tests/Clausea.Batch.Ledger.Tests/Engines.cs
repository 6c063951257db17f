using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;

namespace Clausea.Batch.Ledger.Tests;

/// <summary>An empty database of its own for one test, on one engine.</summary>
internal abstract class TestEngine : IAsyncDisposable
{
    private const string Variable = "CLAUSEA_TEST_SQLSERVER";

    public abstract LedgerOptions Options { get; }

    public static async Task<TestEngine> StartAsync(LedgerEngine engine)
    {
        if (engine == LedgerEngine.Sqlite)
        {
            return new SqliteFile();
        }

        var server = Environment.GetEnvironmentVariable(Variable);
        if (string.IsNullOrWhiteSpace(server))
        {
            server = await SqlServerContainer.ConnectionAsync();
        }

        if (server is null)
        {
            Assert.Ignore(
                "Start Docker, and SQL Server runs in a container for the tests; or "
                + $"set {Variable} to the connection string of a SQL Server on which databases may be created, such as "
                + "\"Server=localhost,1433;User Id=sa;Password=…;TrustServerCertificate=true\"");
        }

        return await SqlServerCatalog.CreateAsync(server!);
    }

    public abstract ValueTask DisposeAsync();

    private sealed class SqliteFile : TestEngine
    {
        private readonly string _folder = Directory.CreateTempSubdirectory("clausea-ledger-").FullName;

        public override LedgerOptions Options => new() { SqliteFile = Path.Combine(_folder, "new", "ledger.db") };

        public override ValueTask DisposeAsync()
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(_folder, recursive: true);
            return ValueTask.CompletedTask;
        }
    }

    private sealed class SqlServerCatalog(string server, string name) : TestEngine
    {
        public override LedgerOptions Options => new() { SqlServer = ConnectionString };

        private string ConnectionString => new SqlConnectionStringBuilder(server) { InitialCatalog = name }.ToString();

        public static async Task<TestEngine> CreateAsync(string server)
        {
            var name = $"clausea_test_{Guid.NewGuid():N}";
            await RunAsync(server, $"CREATE DATABASE {name}");
            return new SqlServerCatalog(server, name);
        }

        public override async ValueTask DisposeAsync()
        {
            SqlConnection.ClearAllPools();
            await RunAsync(
                server, $"ALTER DATABASE {name} SET SINGLE_USER WITH ROLLBACK IMMEDIATE; DROP DATABASE {name}");
        }

        private static async Task RunAsync(string server, string text)
        {
            await using var connection = new SqlConnection(server);
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // a name that we made
            command.CommandText = text;
#pragma warning restore CA2100
            await command.ExecuteNonQueryAsync();
        }
    }
}
