namespace Clausea.Batch.Ledger;

/// <summary>How long somebody stays signed in.</summary>
/// <param name="Idle">Without any sign of them.</param>
/// <param name="Longest">In all.</param>
public sealed record SessionLength(TimeSpan Idle, TimeSpan Longest);

/// <summary>A try to sign in, counted before the password is looked at: many tries at once are as many failures.</summary>
/// <param name="User">Null when nobody has the name.</param>
/// <param name="IsLocked">Whatever the password, the answer is no.</param>
public sealed record SignInTry(UserRow? User, bool IsLocked)
{
    /// <summary>Whether the right password lets them in.</summary>
    public bool MayEnter => User is { DisabledAt: null, PasswordHash: not null } && !IsLocked;
}

/// <summary>Who has the dashboard open. The ledger has them, so that every worker knows when one ends.</summary>
public sealed class LedgerSessions(LedgerDatabase database)
{
    // While somebody works, one row is written a minute and not one a click.
    private const int TouchesPerIdle = 20;

    private static readonly TimeSpan s_firstLock = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_longestLock = TimeSpan.FromHours(1);

    private static readonly Sql CountTry = new("""
        UPDATE clausea.users SET failures = @failures, locked_until = @lockedUntil WHERE id = @Id
        """);

    private static readonly Sql Forgive = new("""
        UPDATE clausea.users SET failures = 0, locked_until = NULL, signed_in_at = @now WHERE id = @Id AND disabled_at IS NULL
        """);

    private static readonly Sql Insert = new("""
        INSERT INTO clausea.sessions (user_id, token_hash, begun_at, seen_at) VALUES (@Id, @tokenHash, @now, @now)
        """);

    private static readonly Sql Forget = new("DELETE FROM clausea.sessions WHERE begun_at < @before");

    private static readonly Sql Who = new("""
        SELECT u.*
        FROM clausea.sessions s
        JOIN clausea.users u ON u.id = s.user_id
        WHERE s.token_hash = @tokenHash AND s.ended_at IS NULL AND s.seen_at > @idle AND s.begun_at > @longest
            AND u.disabled_at IS NULL
        """);

    private static readonly Sql SeenBefore = new("SELECT COUNT(*) FROM clausea.sessions WHERE token_hash = @tokenHash AND seen_at <= @before");

    private static readonly Sql Touch = new("""
        UPDATE clausea.sessions SET seen_at = @now WHERE token_hash = @tokenHash AND seen_at < @now
        """);

    private static readonly Sql End = new("""
        UPDATE clausea.sessions SET ended_at = @now WHERE token_hash = @tokenHash AND ended_at IS NULL
        """);

    private static readonly Sql BySubject = new("SELECT * FROM clausea.users {lock} WHERE subject = @Subject");

    /// <summary>Begins a try, and counts it as failed until <see cref="BeginAsync"/> says that it was not. From
    /// <paramref name="lockAfter"/> failures on the user is locked for a minute, then for two, four, up to an hour. Tries while
    /// locked do not count.</summary>
    public async Task<SignInTry> TryAsync(string name, int lockAfter, CancellationToken cancellationToken = default)
    {
        await using var session = await database.WriteAsync(cancellationToken);
        var user = await LedgerUsers.FindAsync(session, name, cancellationToken);
        if (user is null or { DisabledAt: not null } or { PasswordHash: null })
        {
            return new(user, IsLocked: false);
        }

        var now = database.Now;
        if (user.LockedUntil > now)
        {
            return new(user, IsLocked: true);
        }

        var failures = user.Failures + 1;
        var lockedUntil = failures < lockAfter ? (DateTimeOffset?)null : now + LockOf(failures - lockAfter);
        await session.ExecuteAsync(CountTry, new { user.Id, failures, lockedUntil }, cancellationToken);
        await session.CommitAsync(cancellationToken);
        return new(user, IsLocked: false);
    }

    /// <summary>Lets somebody in: their failures are forgotten, and whoever has the token is signed in.</summary>
    /// <returns>False when the user was disabled in the meantime.</returns>
    public async Task<bool> BeginAsync(UserRow user, string tokenHash, SessionLength length, string? detail, CancellationToken cancellationToken = default)
    {
        await using var session = await database.WriteAsync(cancellationToken);
        if (!await BeginAsync(session, user, tokenHash, length, detail, database.Now, cancellationToken))
        {
            return false;
        }

        await session.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>Lets somebody in whom an identity provider vouches for: a user is made for them at the first time, and has from
    /// then on the role that the provider tells.</summary>
    /// <returns>Null when the name is taken by somebody else, or the user is disabled.</returns>
    public async Task<UserRow?> BeginAsync(NewUser known, string tokenHash, SessionLength length, string? detail, CancellationToken cancellationToken = default)
    {
        await using var session = await database.WriteAsync(cancellationToken);
        var now = database.Now;
        var user = await session.FirstAsync<UserRow>(BySubject, new { known.Subject }, cancellationToken);
        if (user is null && await LedgerUsers.FindAsync(session, known.Name, cancellationToken) is null)
        {
            await LedgerUsers.AddAsync(session, known, known.Name, now, cancellationToken);
            user = await session.FirstAsync<UserRow>(BySubject, new { known.Subject }, cancellationToken);
        }

        if (user is null or { DisabledAt: not null })
        {
            return null;
        }

        if (user.Role != known.Role)
        {
            await LedgerUsers.SetRoleAsync(session, user, known.Role, known.Name, now, cancellationToken);
        }

        if (!await BeginAsync(session, user, tokenHash, length, detail, now, cancellationToken))
        {
            return null;
        }

        await session.CommitAsync(cancellationToken);
        return user with { Role = known.Role };
    }

    /// <summary>Who has this token; null when nobody has it any more.</summary>
    /// <param name="tokenHash">The hash of the token.</param>
    /// <param name="length">How long sessions last.</param>
    /// <param name="isActive">Whether this is a sign of the person, and not of a page that asks by itself.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async Task<UserRow?> FindAsync(string tokenHash, SessionLength length, bool isActive, CancellationToken cancellationToken = default)
    {
        var now = database.Now;
        bool touches;
        UserRow? user;
        await using (var session = await database.ReadAsync(cancellationToken))
        {
            var args = new { tokenHash, idle = now - length.Idle, longest = now - length.Longest };
            user = await session.FirstAsync<UserRow>(Who, args, cancellationToken);
            var before = now - (length.Idle / TouchesPerIdle);
            touches = user is not null && isActive && await session.FirstAsync<int>(SeenBefore, new { tokenHash, before }, cancellationToken) > 0;
        }

        if (touches)
        {
            await RunAsync(Touch, new { tokenHash, now }, cancellationToken);
        }

        return user;
    }

    /// <summary>Signs out whoever has the token.</summary>
    public async Task EndAsync(string tokenHash, string by, CancellationToken cancellationToken = default)
    {
        await using var session = await database.WriteAsync(cancellationToken);
        var now = database.Now;
        if (await session.ExecuteAsync(End, new { tokenHash, now }, cancellationToken) > 0)
        {
            await LedgerAccess.AppendAsync(session, new(by, AccessAction.SignedOut, AccessSubject.Dashboard), now, cancellationToken);
        }

        await session.CommitAsync(cancellationToken);
    }

    /// <summary>A minute, and twice as long with each further failure.</summary>
    internal static TimeSpan LockOf(int further) =>
        further >= 6 ? s_longestLock : TimeSpan.FromTicks(Math.Min(s_firstLock.Ticks << further, s_longestLock.Ticks));

    private static async Task<bool> BeginAsync(
        LedgerSession session, UserRow user, string tokenHash, SessionLength length, string? detail, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await session.ExecuteAsync(Forgive, new { user.Id, now }, cancellationToken) == 0)
        {
            return false;
        }

        await session.ExecuteAsync(Forget, new { before = now - length.Longest }, cancellationToken);
        await session.ExecuteAsync(Insert, new { user.Id, tokenHash, now }, cancellationToken);
        await LedgerAccess.AppendAsync(session, new(user.Name, AccessAction.SignedIn, AccessSubject.Dashboard, null, detail), now, cancellationToken);
        return true;
    }

    private async Task RunAsync(Sql sql, object args, CancellationToken cancellationToken)
    {
        await using var session = await database.WriteAsync(cancellationToken);
        await session.ExecuteAsync(sql, args, cancellationToken);
        await session.CommitAsync(cancellationToken);
    }
}
