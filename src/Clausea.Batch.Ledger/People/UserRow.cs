namespace Clausea.Batch.Ledger;

/// <summary>What a user is there to do; each may do what those before it may. What exactly, the dashboard says.</summary>
public enum UserRole
{
    Reader,
    Biller,
    Approver,
    Administrator,
}

/// <summary>Somebody who may open the dashboard.</summary>
public sealed record UserRow
{
    public required long Id { get; init; }

    /// <summary>What is typed to sign in, and stands in the history; capitals do not count.</summary>
    public required string Name { get; init; }

    public string? DisplayName { get; init; }

    public required UserRole Role { get; init; }

    /// <summary>Null for those whom an identity provider signs in.</summary>
    public string? PasswordHash { get; init; }

    /// <summary>The identity provider's name for them; null for those with a password.</summary>
    public string? Subject { get; init; }

    /// <summary>Wrong passwords since the last right one.</summary>
    public required int Failures { get; init; }

    public DateTimeOffset? LockedUntil { get; init; }

    public DateTimeOffset? DisabledAt { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ChangedAt { get; init; }

    public DateTimeOffset? SignedInAt { get; init; }

    // Hashes are nothing to print.
    public override string ToString() => $"User {Id} ({Role})";
}

/// <summary>A user to be made; either with a password or with the name that an identity provider has for them.</summary>
public sealed record NewUser(string Name, UserRole Role, string? DisplayName = null, string? PasswordHash = null, string? Subject = null);

/// <summary>What became of a change of a user.</summary>
public enum UserChange
{
    Done,
    NotFound,

    /// <summary>Somebody has, or had, this name.</summary>
    NameTaken,

    /// <summary>It is so already.</summary>
    Unchanged,
}
