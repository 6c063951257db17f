namespace Clausea.Batch.Ledger;

/// <summary>Who may open the dashboard. Each change is kept together with its line of the access log, and ends what the user
/// has open, so that it takes hold at once.</summary>
public sealed class LedgerUsers(LedgerDatabase database)
{
    private static readonly Sql Count = new("SELECT COUNT(*) FROM clausea.users");

    private static readonly Sql All = new("SELECT * FROM clausea.users ORDER BY name_key");

    private static readonly Sql ByName = new("SELECT * FROM clausea.users {lock} WHERE name_key = @key");

    private static readonly Sql Insert = new("""
        INSERT INTO clausea.users (name, name_key, display_name, role, password_hash, subject, created_at, changed_at)
        VALUES (@Name, @key, @DisplayName, @role, @PasswordHash, @Subject, @now, @now)
        """);

    private static readonly Sql SetPassword = new("""
        UPDATE clausea.users SET password_hash = @hash, failures = 0, locked_until = NULL, changed_at = @now WHERE id = @Id
        """);

    private static readonly Sql SetHash = new("UPDATE clausea.users SET password_hash = @hash WHERE id = @Id AND password_hash IS NOT NULL");

    private static readonly Sql SetRole = new("UPDATE clausea.users SET role = @role, changed_at = @now WHERE id = @Id");

    private static readonly Sql SetDisabled = new("""
        UPDATE clausea.users SET disabled_at = @disabledAt, failures = 0, locked_until = NULL, changed_at = @now WHERE id = @Id
        """);

    internal static readonly Sql EndSessions = new("""
        UPDATE clausea.sessions SET ended_at = @now WHERE user_id = @Id AND ended_at IS NULL
        """);

    /// <summary>Whether anybody was ever made a user; disabled ones count.</summary>
    public async Task<bool> AnyAsync(CancellationToken cancellationToken = default)
    {
        await using var session = await database.ReadAsync(cancellationToken);
        return await session.FirstAsync<int>(Count, null, cancellationToken) > 0;
    }

    /// <summary>All users, by name.</summary>
    public async Task<IReadOnlyList<UserRow>> ListAsync(CancellationToken cancellationToken = default)
    {
        await using var session = await database.ReadAsync(cancellationToken);
        return await session.QueryAsync<UserRow>(All, null, cancellationToken);
    }

    public async Task<UserRow?> FindAsync(string name, CancellationToken cancellationToken = default)
    {
        await using var session = await database.ReadAsync(cancellationToken);
        return await FindAsync(session, name, cancellationToken);
    }

    /// <summary>Makes a user.</summary>
    /// <returns>Done or NameTaken.</returns>
    public async Task<UserChange> AddAsync(NewUser user, string by, CancellationToken cancellationToken = default)
    {
        await using var session = await database.WriteAsync(cancellationToken);
        if (await FindAsync(session, user.Name, cancellationToken) is not null)
        {
            return UserChange.NameTaken;
        }

        await AddAsync(session, user, by, database.Now, cancellationToken);
        await session.CommitAsync(cancellationToken);
        return UserChange.Done;
    }

    /// <summary>Gives another password, and lifts a lock.</summary>
    public Task<UserChange> SetPasswordAsync(string name, string hash, string by, CancellationToken cancellationToken = default) =>
        ChangeAsync(name, by, "password", SetPassword, (user, now) => new { user.Id, hash, now }, cancellationToken);

    public Task<UserChange> SetRoleAsync(string name, UserRole role, string by, CancellationToken cancellationToken = default) =>
        ChangeAsync(name, by, $"role {role}", SetRole, (user, now) => user.Role == role ? null : new { user.Id, role = role.ToString(), now }, cancellationToken);

    /// <summary>Keeps somebody out, or lets them in again. Their name stays theirs.</summary>
    public Task<UserChange> SetDisabledAsync(string name, bool disabled, string by, CancellationToken cancellationToken = default) => ChangeAsync(
        name,
        by,
        disabled ? "disabled" : "enabled",
        SetDisabled,
        (user, now) => disabled == user.DisabledAt is not null ? null : new { user.Id, disabledAt = disabled ? now : (DateTimeOffset?)null, now },
        cancellationToken);

    /// <summary>The same password under another hash; nothing else changes.</summary>
    public async Task RehashAsync(long id, string hash, CancellationToken cancellationToken = default)
    {
        await using var session = await database.WriteAsync(cancellationToken);
        await session.ExecuteAsync(SetHash, new { Id = id, hash }, cancellationToken);
        await session.CommitAsync(cancellationToken);
    }

    internal static Task<UserRow?> FindAsync(LedgerSession session, string name, CancellationToken cancellationToken) =>
        session.FirstAsync<UserRow>(ByName, new { key = Key(name) }, cancellationToken);

    internal static async Task AddAsync(LedgerSession session, NewUser user, string by, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var args = new { user.Name, key = Key(user.Name), user.DisplayName, role = user.Role.ToString(), user.PasswordHash, user.Subject, now };
        await session.ExecuteAsync(Insert, args, cancellationToken);
        var made = await FindAsync(session, user.Name, cancellationToken);
        await LedgerAccess.AppendAsync(session, Entry(by, made!, $"added as {user.Role}"), now, cancellationToken);
    }

    /// <summary>Changes the user, ends what they have open, and keeps who did it.</summary>
    internal static async Task ChangeAsync(
        LedgerSession session, UserRow user, string by, string what, Sql change, object args, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await session.ExecuteAsync(change, args, cancellationToken);
        await session.ExecuteAsync(EndSessions, new { user.Id, now }, cancellationToken);
        await LedgerAccess.AppendAsync(session, Entry(by, user, what), now, cancellationToken);
    }

    internal static Task SetRoleAsync(
        LedgerSession session, UserRow user, UserRole role, string by, DateTimeOffset now, CancellationToken cancellationToken) =>
        ChangeAsync(session, user, by, $"role {role}", SetRole, new { user.Id, role = role.ToString(), now }, now, cancellationToken);

    private async Task<UserChange> ChangeAsync(
        string name, string by, string what, Sql change, Func<UserRow, DateTimeOffset, object?> argsOf, CancellationToken cancellationToken)
    {
        await using var session = await database.WriteAsync(cancellationToken);
        if (await FindAsync(session, name, cancellationToken) is not { } user)
        {
            return UserChange.NotFound;
        }

        var now = database.Now;
        if (argsOf(user, now) is not { } args)
        {
            return UserChange.Unchanged;
        }

        await ChangeAsync(session, user, by, what, change, args, now, cancellationToken);
        await session.CommitAsync(cancellationToken);
        return UserChange.Done;
    }

    private static AccessEntry Entry(string by, UserRow user, string what) =>
        new(by, AccessAction.Changed, AccessSubject.User, user.Id, $"{user.Name}: {what}");

    private static string Key(string name) => name.ToLowerInvariant();
}
