using Clausea.Batch.Dashboard.Web;
using Clausea.Batch.Ledger;
using Microsoft.AspNetCore.Http;

namespace Clausea.Batch.Dashboard.Access;

/// <summary>The sign-in and the sign-out.</summary>
internal sealed class SignInDesk(Doorkeeper door, Entrance entrance, LedgerUsers users, LedgerSessions sessions, AccessRules rules)
{
    private const string Title = "Sign in";

    public async Task<Answer> ShowAsync(PageRequest request) =>
        await door.IsSignInNeededAsync(request.Aborted) ? await PageAsync(request, SignInWhy.Of(request.Query("why"))) : Answer.SeeOther(request.Links.Worklist);

    public async Task<Answer> EnterAsync(PageRequest request)
    {
        var (name, password) = (await request.FormAsync("name"), await request.RawAsync("password"));
        try
        {
            return name is { Length: <= UserNames.Longest } && password is { Length: > 0 }
                && await entrance.CheckAsync(request.Http, name, password) is { } user && await entrance.EnterAsync(request.Http, user)
                ? Answer.SeeOther(request.Links.Back(await request.FormAsync("back")))
                : await PageAsync(request, SignInWhy.Wrong, StatusCodes.Status401Unauthorized);
        }
        catch (TimeoutException)
        {
            return await PageAsync(request, SignInWhy.Busy, StatusCodes.Status503ServiceUnavailable);
        }
    }

    public async Task<Answer> LeaveAsync(PageRequest request)
    {
        if (SessionCookie.Read(request.Http) is { } hash)
        {
            await sessions.EndAsync(hash, request.Actor, request.Aborted);
        }

        SessionCookie.Clear(request.Http);
        return Answer.SeeOther(request.Links.SignIn(null, SignInWhy.Out));
    }

    private async Task<Answer> PageAsync(PageRequest request, string? why, int status = StatusCodes.Status200OK) => new DoorAnswer<SignInPage>(
        Title,
        new SignInView
        {
            Links = request.Links,
            Token = request.Token(),
            Back = DashboardLinks.IsPath(request.Query("back") ?? await request.FormAsync("back")),
            Why = SignInWhy.Words(why),
            IsBad = why is SignInWhy.Wrong or SignInWhy.Busy or SignInWhy.Provider,
            Name = await request.FormAsync("name"),
            Provider = rules.Provider,
            HasUsers = await users.AnyAsync(request.Aborted),
            StillIn = request.Visitor?.User is null ? null : request.Visitor.Shown,
        },
        status);
}

/// <summary>What the sign-in page shows.</summary>
public sealed record SignInView
{
    public required DashboardLinks Links { get; init; }

    public required FormToken Token { get; init; }

    /// <summary>Where to go on, below the root of the dashboard; null for the worklist.</summary>
    public string? Back { get; init; }

    /// <summary>Why the page is shown, in words.</summary>
    public string? Why { get; init; }

    public bool IsBad { get; init; }

    /// <summary>As it was typed.</summary>
    public string? Name { get; init; }

    /// <summary>What the identity provider is called; null without one.</summary>
    public string? Provider { get; init; }

    /// <summary>False before anybody was made a user.</summary>
    public bool HasUsers { get; init; }

    /// <summary>Who is signed in with this browser, in another window.</summary>
    public string? StillIn { get; init; }
}

/// <summary>Why the sign-in page is shown, as addresses say it: a word of ours, never free text.</summary>
internal static class SignInWhy
{
    public const string Idle = "idle";
    public const string Out = "out";
    public const string Provider = "provider";

    /// <summary>Whatever it was: name, password, a lock, a disabled user. Who guesses learns nothing.</summary>
    public const string Wrong = "wrong";

    public const string Busy = "busy";

    public static string? Of(string? asked) => asked is Idle or Out or Provider ? asked : null;

    public static string? Words(string? why) => why switch
    {
        Idle => "You were signed out, because nothing was done for a while or because your rights were changed.",
        Out => "You are signed out.",
        Provider => "The identity provider did not say who you are. Try again, or ask whoever runs this program.",
        Wrong => "Name and password do not fit, or there were too many tries. After several wrong ones wait some minutes, then try again.",
        Busy => "Too many people sign in at once. Try again in a moment.",
        _ => null,
    };
}

/// <summary>What users may be called.</summary>
public static class UserNames
{
    public const int Longest = 64;

    /// <summary>Why nobody can be called so; null when somebody can.</summary>
    public static string? Problem(string name) =>
        name.Length is 0 or > Longest ? $"A name has 1 to {Longest} characters."
        : !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or '@' or '+') || !char.IsAsciiLetterOrDigit(name[0])
            ? "A name is made of letters, digits and . - _ @ +, and begins with a letter or a digit."
        : null;
}
