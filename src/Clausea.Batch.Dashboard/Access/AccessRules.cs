using Clausea.Batch.Ledger;

namespace Clausea.Batch.Dashboard.Access;

/// <summary>How people come into the dashboard. The host may say otherwise.</summary>
public sealed record AccessRules
{
    /// <summary>Whether a sign-in is asked for even before anybody was made a user.</summary>
    public bool IsRequired { get; init; }

    /// <summary>How long somebody stays signed in without stirring.</summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromMinutes(20);

    /// <summary>How long somebody stays signed in at all.</summary>
    public TimeSpan Longest { get; init; } = TimeSpan.FromHours(12);

    /// <summary>Wrong passwords in a row before a user is locked for a while.</summary>
    public int LockAfter { get; init; } = 5;

    /// <summary>What the identity provider is called on the sign-in page; null without one.</summary>
    public string? Provider { get; init; }

    internal SessionLength Length => new(Idle, Longest);
}
