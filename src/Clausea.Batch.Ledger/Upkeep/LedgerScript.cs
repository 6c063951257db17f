using System.Globalization;
using System.Text;

namespace Clausea.Batch.Ledger;

/// <summary>What an owner of a SQL Server database runs by hand, so that the worker needs no right to make tables.</summary>
public static class LedgerScript
{
    // sqlcmd has QUOTED_IDENTIFIER off, and then no filtered index can be made; a trigger keeps what was set when it was.
    private const string Settings = """
        -- The ledger's schema, for SQL Server 2017 or later. It may be run again: what is there already is passed over.
        SET QUOTED_IDENTIFIER, ANSI_NULLS, ANSI_PADDING, ANSI_WARNINGS, ARITHABORT, CONCAT_NULL_YIELDS_NULL ON;
        SET NUMERIC_ROUNDABORT OFF;
        SET XACT_ABORT ON;
        """;

    /// <summary>The whole schema: each version in a batch and a transaction of its own, after the one before it.</summary>
    public static string SqlServer()
    {
        var text = new StringBuilder();
        text.Append(Settings).Append("\nGO\n\n").Append(SqlServerDialect.VersionsText).Append(";\nGO\n");
        foreach (var script in SchemaScript.All(LedgerEngine.SqlServer))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n-- {script.Name}\n").Append(Guarded(script)).Append("\nGO\n");
        }

        return text.ToString();
    }

    /// <summary>Two roles: what the worker needs, and reading alone.</summary>
    public static string Roles()
    {
        using var stream = typeof(LedgerScript).Assembly.GetManifestResourceStream("Schema/roles.sql")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    // CREATE TRIGGER must be alone in its batch, hence EXEC; and a batch of GO could not be skipped.
    private static string Guarded(SchemaScript script)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"IF (SELECT COALESCE(MAX(version), 0) FROM clausea.schema_versions) = {script.Version - 1}\n");
        text.Append("BEGIN\nBEGIN TRANSACTION;\n");
        foreach (var batch in new SqlServerDialect("").Batches(script.Text))
        {
            text.Append(CultureInfo.InvariantCulture, $"EXEC (N'{batch.Replace("'", "''", StringComparison.Ordinal)}');\n");
        }

        text.Append("INSERT INTO clausea.schema_versions (version, name, applied_at) VALUES ");
        text.Append(CultureInfo.InvariantCulture, $"({script.Version}, N'{script.Name}', SYSDATETIMEOFFSET());\n");
        return text.Append("COMMIT TRANSACTION;\nEND;").ToString();
    }
}
