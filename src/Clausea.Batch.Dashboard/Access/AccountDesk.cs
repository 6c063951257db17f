using Clausea.Batch.Dashboard.Web;
using Clausea.Batch.Ledger;
using Microsoft.AspNetCore.Http;

namespace Clausea.Batch.Dashboard.Access;

/// <summary>What somebody may do here, and their password.</summary>
internal sealed class AccountDesk(Entrance entrance, LedgerUsers users, Passwords passwords)
{
    private const string Title = "Your account";

    public static Task<Answer> ShowAsync(PageRequest request) =>
        Task.FromResult(Page(request, request.Query("done") is null ? null : "Your password is changed. Wherever else you were signed in, you are not any more."));

    /// <summary>A sign of somebody who types, or reads a long page.</summary>
    public static Task<Answer> HereAsync(PageRequest request) => Task.FromResult(request.Visitor is null ? Answer.Empty(StatusCodes.Status401Unauthorized) : Answer.Empty(StatusCodes.Status204NoContent));

    public async Task<Answer> ChangePasswordAsync(PageRequest request)
    {
        if (request.Visitor?.User is not { PasswordHash: not null } user)
        {
            return Page(request, "There is no password of yours here.", StatusCodes.Status409Conflict);
        }

        var (old, wanted, again) = (await request.RawAsync("old"), await request.RawAsync("new"), await request.RawAsync("again"));
        if (old is null or "" || wanted is null || wanted != again)
        {
            return Page(request, "Nothing was changed: type the password you have, and twice the same new one.", StatusCodes.Status400BadRequest);
        }

        if (Passwords.Problem(user.Name, wanted) is { } problem)
        {
            return Page(request, $"Nothing was changed. {problem}", StatusCodes.Status400BadRequest);
        }

        try
        {
            if (await entrance.CheckAsync(request.Http, user.Name, old) is null)
            {
                return Page(request, "Nothing was changed: that is not the password you have, or there were too many tries. Wait some minutes after several wrong ones.", StatusCodes.Status400BadRequest);
            }
        }
        catch (TimeoutException)
        {
            return Page(request, "Nothing was changed: too many people sign in at once. Try again in a moment.", StatusCodes.Status503ServiceUnavailable);
        }

        await users.SetPasswordAsync(user.Name, passwords.Hash(wanted), user.Name, request.Aborted);
        return await entrance.EnterAsync(request.Http, user)
            ? Answer.SeeOther(request.Links.Account + "?done=password")
            : Answer.SeeOther(request.Links.SignIn(null, SignInWhy.Idle));
    }

    private static Answer Page(PageRequest request, string? notice, int status = StatusCodes.Status200OK) => Answer.Page<AccountPage>(
        Title,
        new AccountView
        {
            Links = request.Links,
            Token = request.Token(),
            Name = request.Visitor!.Name,
            DisplayName = request.Visitor.User?.DisplayName,
            Role = request.Visitor.Role,
            IsSignedIn = request.Visitor.IsSignedIn,
            HasPassword = request.Visitor.User?.PasswordHash is not null,
            SignedInAt = request.Visitor.User?.SignedInAt,
            Rights = [.. Enum.GetValues<Right>().Where(right => right != Right.Open).Select(right => new AccountRight(right.Words(), request.May(right)))],
            Notice = notice,
            IsBad = status >= StatusCodes.Status400BadRequest,
        },
        status);
}

/// <summary>What the page of somebody's own account shows.</summary>
public sealed record AccountView
{
    public required DashboardLinks Links { get; init; }

    public required FormToken Token { get; init; }

    public required string Name { get; init; }

    public string? DisplayName { get; init; }

    public required UserRole Role { get; init; }

    /// <summary>False as long as there are no users.</summary>
    public required bool IsSignedIn { get; init; }

    public required bool HasPassword { get; init; }

    public DateTimeOffset? SignedInAt { get; init; }

    public required IReadOnlyList<AccountRight> Rights { get; init; }

    public string? Notice { get; init; }

    public bool IsBad { get; init; }
}

public sealed record AccountRight(string Words, bool Has);
