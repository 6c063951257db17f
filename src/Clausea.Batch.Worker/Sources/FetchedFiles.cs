using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Clausea.Batch.Worker.Inbox;

namespace Clausea.Batch.Worker.Sources;

/// <summary>Files of a source that were fetched and are still on the server, by the hash of where they lie: a name may tell of
/// a patient. What is forgotten is fetched again, and the ledger recognizes it.</summary>
internal sealed class FetchedFiles
{
    private const int UnsavedAtMost = 50;

    private readonly string _path;
    private readonly string _place;
    private readonly Dictionary<string, FetchedFile> _files;
    private int _unsaved;

    private FetchedFiles(string path, SftpSource source, Dictionary<string, FetchedFile>? files)
    {
        _path = path;
        _place = $"{source.Options.Host}\n{source.Options.Port}\n{source.Options.User}\n";
        IsDamaged = files is null;
        _files = files ?? [];
    }

    /// <summary>Nothing is known, because the file could not be read.</summary>
    public bool IsDamaged { get; }

    public static FetchedFiles Load(DataFolder folder, SftpSource source)
    {
        Directory.CreateDirectory(folder.Sources);
        var path = Path.Combine(folder.Sources, $"{source.Name}.json");
        return new FetchedFiles(path, source, File.Exists(path) ? Read(path) : []);
    }

    /// <summary>Whether it was fetched as it is now.</summary>
    public bool Knows(RemoteFile file) => _files.TryGetValue(Key(file), out var known) && known == FetchedFile.Of(file);

    public void Add(RemoteFile file)
    {
        _files[Key(file)] = FetchedFile.Of(file);
        if (++_unsaved >= UnsavedAtMost)
        {
            Save();
        }
    }

    public void Forget(RemoteFile file) => _unsaved += _files.Remove(Key(file)) ? 1 : 0;

    /// <summary>Forgets what the server no longer has.</summary>
    public void KeepOnly(IEnumerable<RemoteFile> listed)
    {
        var there = listed.Select(Key).ToHashSet();
        foreach (var gone in _files.Keys.Where(key => !there.Contains(key)).ToList())
        {
            _files.Remove(gone);
            _unsaved++;
        }
    }

    /// <summary>Written beside, flushed, renamed.</summary>
    public void Save()
    {
        if (_unsaved == 0)
        {
            return;
        }

        var beside = _path + ".part";
        using (var stream = new FileStream(beside, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            JsonSerializer.Serialize(stream, _files);
            stream.Flush(flushToDisk: true);
        }

        File.Move(beside, _path, overwrite: true);
        _unsaved = 0;
    }

    private static Dictionary<string, FetchedFile>? Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, FetchedFile>>(File.ReadAllBytes(path));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // Another server under the same name of a source has other files.
    private string Key(RemoteFile file) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(_place + file.Path)));

    private sealed record FetchedFile(long Size, DateTime Written)
    {
        public static FetchedFile Of(RemoteFile file) => new(file.Size, file.Written);
    }
}
