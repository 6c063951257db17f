using System.Collections.Frozen;
using Microsoft.Data.SqlClient;

namespace Clausea.Batch.Ledger;

/// <summary>Error numbers of SQL Server that tell of the server, the network or the moment, not of the statement.</summary>
internal static class SqlServerErrors
{
    private const string Deadlock = "another transaction was preferred (deadlock)";
    private const string Locked = "it was locked for too long";
    private const string Late = "it did not answer in time";
    private const string Unreachable = "the server cannot be reached";
    private const string Lost = "the connection was lost";
    private const string NotOpen = "the database cannot be opened now";
    private const string Busy = "the server has too much to do";
    private const string Full = "its disk or log is full";
    private const string Disk = "its disk failed";

    private static readonly FrozenDictionary<int, string> Words = new (string Why, int[] Numbers)[]
    {
        (Deadlock, [1205]),
        (Locked, [1222]),
        (Late, [-2, 258, 8645, 17197]),
        (Unreachable, [-1, 2, 26, 40, 53, 10060, 10061, 10065, 11001]),
        (Lost, [20, 64, 121, 233, 596, 6005, 10050, 10053, 10054, 17142, 18451]),
        (NotOpen, [921, 922, 924, 927, 942, 952, 976, 978, 983, 4060, 4221, 18401, 40197, 40613, 42108, 42109]),
        (Busy, [701, 802, 1204, 8628, 8651, 10928, 10929, 17809, 40501, 40540, 49918, 49919, 49920]),
        (Full, [1101, 1105, 9002, 40544]),
        (Disk, [823, 825, 9001]),
    }.SelectMany(row => row.Numbers, (row, number) => KeyValuePair.Create(number, row.Why)).ToFrozenDictionary();

    /// <summary>Of the errors that came together, the first that tells; null when the statement itself is wrong.</summary>
    public static string? WhyAway(SqlException exception) =>
        exception.Errors.Cast<SqlError>().Select(error => WhyAway(error.Number)).FirstOrDefault(why => why is not null)
            ?? (IsOfTheNetwork(exception) ? Unreachable : null);

    public static string? WhyAway(int number) => Words.GetValueOrDefault(number);

    // Apart from Windows a failed connection has the number 0 and tells more only in the exception within.
    private static bool IsOfTheNetwork(SqlException exception) =>
        exception is { Number: 0, InnerException: System.Net.Sockets.SocketException or IOException or System.ComponentModel.Win32Exception };
}
