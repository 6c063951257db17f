namespace Clausea.Batch.Worker.Hosting;

/// <summary>Names that one process at a time may hold, as locked files in the data folder that all workers share. The system
/// frees them when a process ends, so neither clocks nor heartbeats are asked.</summary>
internal sealed class HeldNames(string folder)
{
    /// <summary>Null when another process, or another part of this one, holds it.</summary>
    public IDisposable? TryHold(string name)
    {
        Directory.CreateDirectory(folder);
        try
        {
            return new FileStream(PathOf(name), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1);
        }
        catch (IOException e) when (Inbox.HeldFile.IsHeldElsewhere(e))
        {
            return null;
        }
    }

    /// <summary>Whether some process holds it now.</summary>
    public bool IsHeld(string name)
    {
        if (!File.Exists(PathOf(name)))
        {
            return false;
        }

        using var held = TryHold(name);
        return held is null;
    }

    /// <summary>Forgets the names with this beginning that nobody holds any more; for names that are never taken again.</summary>
    public void Forget(string beginning)
    {
        if (!Directory.Exists(folder))
        {
            return;
        }

        foreach (var path in Directory.EnumerateFiles(folder, beginning + "*.lock"))
        {
            if (!IsHeld(Path.GetFileNameWithoutExtension(path)))
            {
                File.Delete(path);
            }
        }
    }

    private string PathOf(string name) => Path.Combine(folder, name + ".lock");
}

/// <summary>This process as a worker: its name is held as long as it lives, so that others can tell whether jobs in its
/// memory may still be done.</summary>
internal sealed class WorkerPresence : IDisposable
{
    private readonly HeldNames _names;
    private readonly IDisposable? _held;

    public WorkerPresence(HeldNames names, Jobs.QueueIdentity identity)
    {
        _names = names;
        if (identity != Jobs.QueueIdentity.Shared)
        {
            names.Forget(Jobs.QueueIdentity.InMemory);
            _held = names.TryHold(identity.Name);
        }
    }

    public bool IsAlive(string worker) => _names.IsHeld(worker);

    public void Dispose() => _held?.Dispose();
}
