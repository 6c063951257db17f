namespace Clausea.Batch.Appeals;

/// <summary>All playbooks, and which one fits.</summary>
public sealed class PlaybookShelf
{
    private readonly Dictionary<string, Playbook> _byKey;
    private readonly List<(Playbook Playbook, PlaybookMatch Match)> _ranked;

    public PlaybookShelf(IEnumerable<Playbook> playbooks)
    {
        _byKey = playbooks.ToDictionary(playbook => playbook.Key, StringComparer.Ordinal);
        _ranked = [.. _byKey.Values
            .SelectMany(playbook => playbook.Matches.Select(match => (playbook, match)))
            .OrderByDescending(entry => entry.match.Remarks.Count > 0)
            .ThenByDescending(entry => entry.playbook.Priority)
            .ThenBy(entry => entry.playbook.Key, StringComparer.Ordinal)];
    }

    public IReadOnlyCollection<Playbook> All => _byKey.Values;

    public Playbook? Find(string? key) => key is null ? null : _byKey.GetValueOrDefault(key);

    /// <summary>Reads a folder of playbooks; what cannot be read is left out and told.</summary>
    public static PlaybookShelf Load(string folder, ICollection<TemplateProblem> problems)
    {
        if (!Directory.Exists(folder))
        {
            problems.Add(new TemplateProblem(folder, 0, 0, "the folder of the playbooks is missing"));
            return new PlaybookShelf([]);
        }

        return new PlaybookShelf(Directory.EnumerateFiles(folder, "*.md").Order(StringComparer.Ordinal)
            .Select(path => PlaybookFile.Read(path, problems)).OfType<Playbook>());
    }

    /// <summary>The first that fits: remark codes before reason codes alone, then by priority.</summary>
    internal Playbook? FirstFor(DeniedScope scope, Func<Playbook, bool>? where = null) =>
        _ranked.Find(entry => (where is null || where(entry.Playbook)) && scope.Fits(entry.Match)).Playbook;
}
