namespace Clausea.Batch.Appeals;

/// <summary>All playbooks, and which one fits.</summary>
public sealed class PlaybookShelf
{
    private readonly Dictionary<string, Playbook> _byKey;
    private readonly Dictionary<string, List<PlaybookEntry>> _byReason;
    private readonly List<PlaybookEntry> _anyReason;

    public PlaybookShelf(IEnumerable<Playbook> playbooks)
    {
        _byKey = playbooks.ToDictionary(playbook => playbook.Key, StringComparer.Ordinal);
        var ranked = _byKey.Values
            .SelectMany(playbook => playbook.Matches.Select(match => new PlaybookEntry(playbook, match)))
            .OrderByDescending(entry => entry.Match.Remarks.Count > 0)
            .ThenByDescending(entry => entry.Playbook.Priority)
            .ThenBy(entry => entry.Playbook.Key, StringComparer.Ordinal)
            .ToList();
        _anyReason = [.. ranked.Where(entry => entry.Match.Reasons.Count == 0)];
        _byReason = ranked.SelectMany(entry => entry.Match.Reasons).Distinct()
            .ToDictionary(reason => reason, reason => ranked.FindAll(entry => entry.Match.Reasons.Count == 0 || entry.Match.Reasons.Contains(reason)));
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

    /// <summary>The first alternative that answers this reason of the place, by priority.</summary>
    internal PlaybookEntry? FirstFor(
        DeniedScope scope, string group, string reason, Func<PlaybookMatch, bool> among, Func<Playbook, bool>? where = null)
    {
        foreach (var entry in _byReason.GetValueOrDefault(reason) ?? _anyReason)
        {
            if (among(entry.Match) && (where is null || where(entry.Playbook)) && scope.Fits(entry.Match, group, reason))
            {
                return entry;
            }
        }

        return null;
    }
}

/// <summary>A playbook, and one of its alternatives.</summary>
internal sealed record PlaybookEntry(Playbook Playbook, PlaybookMatch Match);
