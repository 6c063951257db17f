namespace Clausea.Batch.Worker.Inbox;

/// <summary>Something in the inbox that cannot be taken, and why. The name may tell of a patient: pages that only the office
/// sees may show it, a log may not.</summary>
internal sealed record InboxProblem(string Name, string Why, DateTimeOffset Since);

/// <summary>How the inbox stands, as the last look through it found.</summary>
internal sealed class InboxStatus(TimeProvider time)
{
    private readonly Lock _lock = new();
    private Dictionary<string, InboxProblem> _problems = new(StringComparer.Ordinal);

    /// <summary>When it was last looked through to the end.</summary>
    public DateTimeOffset? LookedAt { get; private set; }

    /// <summary>Why nothing is taken just now; null when files are taken.</summary>
    public string? Paused { get; private set; }

    public IReadOnlyList<InboxProblem> Problems
    {
        get
        {
            lock (_lock)
            {
                return [.. _problems.Values.OrderBy(problem => problem.Since).ThenBy(problem => problem.Name, StringComparer.Ordinal)];
            }
        }
    }

    public void Pause(string why) => Paused = why;

    /// <summary>What the look found; problems that were there before keep the time since when. Those that are new.</summary>
    public int Looked(IReadOnlyCollection<(string Name, string Why)> problems)
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            var next = new Dictionary<string, InboxProblem>(StringComparer.Ordinal);
            foreach (var (name, why) in problems)
            {
                next[name] = _problems.TryGetValue(name, out var known) && known.Why == why ? known : new(name, why, now);
            }

            var added = next.Values.Count(problem => !_problems.ContainsValue(problem));
            _problems = next;
            LookedAt = now;
            Paused = null;
            return added;
        }
    }
}
