namespace Clausea.Batch.Worker.Inbox;

/// <summary>A file that this worker has to itself: the open file is the lock, and the system gives it up when the process
/// ends, however it ends. Nothing depends on it but work done twice: what is recorded twice the ledger knows.</summary>
internal sealed class HeldFile : IDisposable
{
    private HeldFile(FileStream stream) => Stream = stream;

    public FileStream Stream { get; }

    /// <summary>Null when another worker has it, or it is gone.</summary>
    public static HeldFile? TryOpen(string path)
    {
        try
        {
            return new(new FileStream(path, FileMode.Open, FileAccess.Read, Alone, 0, FileOptions.SequentialScan));
        }
        catch (Exception e) when (IsHeldElsewhere(e) || e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    public void Dispose() => Stream.Dispose();

    /// <summary>Whether an error means that somebody else has the file open.</summary>
    public static bool IsHeldElsewhere(Exception e) => e is IOException && e.HResult is SharingViolation or Again or AgainOnMac;

    private const int SharingViolation = unchecked((int)0x80070020);
    private const int Again = 11;
    private const int AgainOnMac = 35;

    // Windows lets an open file be moved only if it was opened so; elsewhere sharing "delete" would share everything.
    private static FileShare Alone => OperatingSystem.IsWindows() ? FileShare.Delete : FileShare.None;
}
