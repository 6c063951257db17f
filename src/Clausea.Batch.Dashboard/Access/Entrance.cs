using System.Net;
using Clausea.Batch.Ledger;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Clausea.Batch.Dashboard.Access;

/// <summary>Looks at names and passwords, counts what fails, and lets people in.</summary>
internal sealed partial class Entrance(
    LedgerUsers users, LedgerSessions sessions, LedgerAccess access, Passwords passwords, AccessRules rules, ILogger<Entrance> log) : IDisposable
{
    private const string Nobody = "unknown";

    // A password takes a processor for a third of a second: whoever tries thousands must not keep the pages from all others.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _looking = new(Math.Max(1, Environment.ProcessorCount / 2));

    /// <summary>The user who has this name and password; null, whatever the reason, when nobody has. A failure is counted and
    /// logged: under the name when it is somebody's, for one that is nobody's may well be a password.</summary>
    /// <exception cref="TimeoutException">Too many try at once.</exception>
    public async Task<UserRow?> CheckAsync(HttpContext http, string name, string password)
    {
        var cancel = http.RequestAborted;
        if (!await _looking.WaitAsync(s_patience, cancel))
        {
            throw new TimeoutException("Too many people sign in at once.");
        }

        try
        {
            var attempt = await sessions.TryAsync(name, rules.LockAfter, cancel);
            var match = passwords.Match(attempt.User?.PasswordHash, password);
            if (attempt.MayEnter && match != PasswordMatch.No)
            {
                if (match == PasswordMatch.YesButOld)
                {
                    await users.RehashAsync(attempt.User!.Id, passwords.Hash(password), cancel);
                }

                return attempt.User;
            }

            await FailAsync(http, attempt);
            return null;
        }
        finally
        {
            _looking.Release();
        }
    }

    /// <summary>Signs the user in with this browser.</summary>
    /// <returns>False when the user was disabled in the meantime.</returns>
    public async Task<bool> EnterAsync(HttpContext http, UserRow user)
    {
        var (token, hash) = SessionCookie.New();
        if (!await sessions.BeginAsync(user, hash, rules.Length, From(http), http.RequestAborted))
        {
            return false;
        }

        SessionCookie.Write(http, token);
        return true;
    }

    /// <summary>Where somebody comes from, for the access log.</summary>
    public static string From(HttpContext http) => $"from {Plain(http.Connection.RemoteIpAddress)}";

    public void Dispose() => _looking.Dispose();

    private async Task FailAsync(HttpContext http, SignInTry attempt)
    {
        var why = attempt switch
        {
            { User: null } => "no such user",
            { User.DisabledAt: not null } => "disabled",
            { User.PasswordHash: null } => "has no password",
            { IsLocked: true } => "locked",
            _ => "wrong password",
        };
        await access.RecordAsync(new(attempt.User?.Name ?? Nobody, AccessAction.SignInFailed, AccessSubject.Dashboard, null, $"{why}, {From(http)}"), http.RequestAborted);
        if (attempt is { User: { } user, IsLocked: false } && user.Failures + 1 >= rules.LockAfter)
        {
            LogLocked(user.Id, user.Failures + 1);
        }
    }

    private static string Plain(IPAddress? address) => address is null ? "an unknown address" : $"{(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address)}";

    [LoggerMessage(EventId = 901, Level = LogLevel.Warning, Message = "User {Id} is locked for a while after {Failures} wrong passwords in a row")]
    private partial void LogLocked(long id, int failures);
}
