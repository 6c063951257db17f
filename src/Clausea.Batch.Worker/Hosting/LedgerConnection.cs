using System.Data.Common;
using Microsoft.Extensions.Options;

namespace Clausea.Batch.Worker.Hosting;

/// <summary>The connection string of SQL Server, whose password may lie apart from it.</summary>
internal static class LedgerConnection
{
    private static readonly string[] s_secrets = ["password", "pwd", "access token"];

    /// <summary>Ledger:SqlServer with Ledger:Password in it; null for the embedded default.</summary>
    /// <exception cref="OptionsValidationException">It is no connection string.</exception>
    public static string? Of(IConfiguration configuration) => (configuration["Ledger:SqlServer"], configuration["Ledger:Password"]) switch
    {
        (null or "", _) => null,
        (var connection, null or "") => connection,
        var (connection, password) => With(Parse(connection), password),
    };

    /// <summary>For people to see: without password. Null when it is no connection string.</summary>
    public static string? Shown(string connection)
    {
        try
        {
            var parts = new DbConnectionStringBuilder { ConnectionString = connection };
            return string.Join(';', parts.Keys.Cast<string>().Where(key => !s_secrets.Contains(key)).Select(key => $"{key}={parts[key]}"));
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static string With(DbConnectionStringBuilder parts, string password)
    {
        parts.Remove("pwd");
        parts["password"] = password;
        return parts.ConnectionString;
    }

    // The text may hold a password: the message does not quote it.
    private static DbConnectionStringBuilder Parse(string connection)
    {
        try
        {
            return new() { ConnectionString = connection };
        }
        catch (ArgumentException)
        {
            throw new OptionsValidationException("Ledger:SqlServer", typeof(string), ["Ledger:SqlServer is not a connection string."]);
        }
    }
}
