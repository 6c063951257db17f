using System.Net;
using Clausea.Batch.Ledger;
using Microsoft.AspNetCore.Http;

namespace Clausea.Batch.Dashboard.Access;

/// <summary>Why nobody is let in.</summary>
internal enum Refusal
{
    None,

    /// <summary>Without users the dashboard is for its own machine.</summary>
    NotLocal,

    /// <summary>A password, or a patient's page, must not cross a network in the clear.</summary>
    NotSecure,

    /// <summary>Sign in first.</summary>
    SignIn,
}

/// <summary>Tells who asks, or why they may not.</summary>
internal sealed class Doorkeeper(LedgerUsers users, LedgerSessions sessions, AccessRules rules)
{
    /// <summary>From the first user on, or when the settings say so, everybody signs in, this machine included.</summary>
    public async Task<bool> IsSignInNeededAsync(CancellationToken cancellationToken) =>
        rules.IsRequired || rules.Provider is not null || await users.AnyAsync(cancellationToken);

    /// <param name="http">The request.</param>
    /// <param name="isActive">Whether it is a sign of the person, and not of a page that asks by itself.</param>
    public async Task<(Visitor? Visitor, Refusal Refusal)> WhoAsync(HttpContext http, bool isActive)
    {
        var isLocal = IsLocal(http.Connection);
        if (!await IsSignInNeededAsync(http.RequestAborted))
        {
            return isLocal ? (Visitor.Local, Refusal.None) : (null, Refusal.NotLocal);
        }

        if (!isLocal && !http.Request.IsHttps)
        {
            return (null, Refusal.NotSecure);
        }

        return SessionCookie.Read(http) is { } hash && await sessions.FindAsync(hash, rules.Length, isActive, http.RequestAborted) is { } user
            ? (new Visitor(user), Refusal.None)
            : (null, Refusal.SignIn);
    }

    /// <summary>Whether the other end is this machine, as Hangfire decides it.</summary>
    internal static bool IsLocal(ConnectionInfo connection) => connection.RemoteIpAddress is { } remote &&
        (IPAddress.IsLoopback(remote) || remote.Equals(connection.LocalIpAddress));
}
