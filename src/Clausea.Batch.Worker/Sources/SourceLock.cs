using Clausea.Batch.Worker.Inbox;

namespace Clausea.Batch.Worker.Sources;

/// <summary>One look at a source at a time, over all workers that share the data folder. The operating system frees it when a
/// process dies.</summary>
internal static class SourceLock
{
    /// <summary>Null when somebody else holds it.</summary>
    public static IDisposable? TryHold(DataFolder folder, string source)
    {
        Directory.CreateDirectory(folder.Locks);
        try
        {
            return new FileStream(Path.Combine(folder.Locks, $"source-{source}.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (e.GetType() == typeof(IOException))
        {
            return null;
        }
    }
}
