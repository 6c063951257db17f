using System.Data.Common;
using System.Globalization;

namespace Clausea.Batch.Worker.Hosting;

/// <summary>Tells errors that are nobody's fault in particular, a ledger that does not answer or a full disk, from those of
/// one file or one appeal.</summary>
internal static class Trouble
{
    private const int DiskFull = unchecked((int)0x80070070);
    private const int HandleDiskFull = unchecked((int)0x80070027);
    private const int NoSpace = 28;
    private const int ReadOnlyFileSystem = 30;
    private const int QuotaExceeded = 122;

    /// <summary>What the trouble is, in words without patient data; null when the error is none of these.</summary>
    public static string? Of(Exception e) => e switch
    {
        WorkerTroubleException trouble => trouble.Message,
        DbException or TimeoutException => $"The ledger does not answer ({e.GetType().Name}).",
        IOException { HResult: DiskFull or HandleDiskFull or NoSpace or QuotaExceeded } => "The disk of the data folder is full.",
        IOException { HResult: ReadOnlyFileSystem } => "The disk of the data folder is read-only.",
        _ => null,
    };

    /// <summary>An error without its message, which may hold anything: its type, and the system's number for it.</summary>
    public static string Bare(Exception e) => e is IOException or UnauthorizedAccessException
        ? $"{e.GetType().Name}, error {e.HResult.ToString("x8", CultureInfo.InvariantCulture)}. Look at the permissions and the space of the data folder."
        : $"{e.GetType().Name}. The log of the job says where.";
}

/// <summary>Nothing can be done just now: the ledger or the disk is not there. What waits goes on waiting.</summary>
internal sealed class WorkerTroubleException(string trouble) : Exception(trouble);
