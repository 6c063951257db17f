using System.Text.RegularExpressions;
using Clausea.Batch.Dashboard.Parts;
using Clausea.Batch.Dashboard.Web;
using Clausea.Batch.Ledger;
using Hangfire.Dashboard;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Clausea.Batch.Dashboard.Access;

/// <summary>Stands before every page of the dashboard, Hangfire's own included: who asks, may they, and does the form come from
/// here. What it does not let through, Hangfire does not see.</summary>
internal sealed class Gate(RequestDelegate next, Doorkeeper door, LedgerAccess access, IAntiforgery antiforgery)
{
    // Of somebody who is not signed in: a name and a password, or a letter that comes back to whoever wrote it.
    private const long LargestForm = 1 << 20;

    private static readonly string[] s_written = ["words", "text", "reason"];

    public async Task InvokeAsync(HttpContext http)
    {
        if (DashboardRoutes.Routes.FindDispatcher(http.Request.Path.Value ?? string.Empty) is not { } found)
        {
            await next(http);
            return;
        }

        var guard = Guard.Of(found.Item1);
        SecurityHeaders.Add(http, guard.IsAsset);
        if (guard.IsAsset || await MayPassAsync(http, guard, found.Item2))
        {
            http.Features.Set(new Passed());
            await next(http);
        }
    }

    private async Task<bool> MayPassAsync(HttpContext http, Guard guard, Match match)
    {
        var (visitor, refusal) = await door.WhoAsync(http, guard.IsOfPerson && guard.Right != Right.Open);
        if (visitor is null)
        {
            LimitBody(http);
            if (guard.Right != Right.Open || refusal != Refusal.SignIn)
            {
                await RefuseAsync(http, refusal);
                return false;
            }
        }
        else if (guard.Right == Right.Open)
        {
            // The token of the sign-in form belongs to nobody yet.
            http.Features.Set(visitor);
        }
        else
        {
            visitor.Enter(http);
        }

        if (visitor is not null && !visitor.May(guard.Right))
        {
            await ForbidAsync(http, visitor, guard, match);
            return false;
        }

        return await IsFormOursAsync(http);
    }

    private async Task<bool> IsFormOursAsync(HttpContext http)
    {
        try
        {
            if (await antiforgery.IsRequestValidAsync(http))
            {
                return true;
            }

            await AnswerAsync(http, StatusCodes.Status400BadRequest, "This form is no longer valid", "Nothing was changed. The form was open for too long, or was not made by this program. Load its page again.");
        }
        catch (AntiforgeryValidationException e) when (e.InnerException is BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge })
        {
            await AnswerAsync(http, StatusCodes.Status413PayloadTooLarge, "That is too much at once", "Nothing was changed. The form, with its file, is larger than this program takes.");
        }
        catch (AntiforgeryValidationException)
        {
            await AnswerAsync(http, StatusCodes.Status400BadRequest, "This form cannot be read", "Nothing was changed. The form came damaged, or not whole. Load its page, and try again.");
        }

        return false;
    }

    private static async Task RefuseAsync(HttpContext http, Refusal refusal)
    {
        switch (refusal)
        {
            case Refusal.NotLocal:
                await AnswerAsync(http, StatusCodes.Status401Unauthorized, "Only from its own machine", "No users have been made yet, so the dashboard answers requests from the machine it runs on, and no others. Whoever runs it makes the first user there: clausea users add NAME --role administrator.");
                break;
            case Refusal.NotSecure:
                await AnswerAsync(http, StatusCodes.Status403Forbidden, "Only over https", "From another machine the dashboard is served over https only, so that neither passwords nor letters cross the network in the clear. Whoever runs it finds under “HTTPS” in docs/operations.md how to turn it on.");
                break;
            case Refusal.SignIn when IsNavigation(http.Request):
                http.Response.StatusCode = StatusCodes.Status303SeeOther;
                http.Response.Headers.Location = new DashboardLinks(http.Request.PathBase).SignIn(BackTo(http.Request), SessionCookie.Read(http) is null ? null : SignInWhy.Idle);
                break;
            default:
                await AnswerAsync(http, StatusCodes.Status401Unauthorized, "You are not signed in any more", "Nothing was changed. Sign in again in another window, then come back to this one and load it again: the form is sent once more.");
                break;
        }
    }

    private async Task ForbidAsync(HttpContext http, Visitor visitor, Guard guard, Match match)
    {
        var least = $"{guard.Right.Least()}";
        var id = match.Groups["Id"] is { Success: true, Value: var digits } && long.TryParse(digits, out var number) ? number : (long?)null;
        var what = guard.Subject is AccessSubject.Jobs ? null : $"{http.Request.Path.Value?.Split('/')[^1]}: ";
        await access.RecordAsync(new(visitor.Name, AccessAction.Refused, guard.Subject ?? AccessSubject.Dashboard, id, $"{what}takes {least}"), http.RequestAborted);
        await AnswerAsync(http, StatusCodes.Status403Forbidden, "You may not do this", $"Nothing was changed. This takes the role {Words.Of(guard.Right.Least()!.Value).ToLowerInvariant()}, which may {guard.Right.Words()}; yours is {Words.Of(visitor.Role).ToLowerInvariant()}. An administrator of this program can change it.");
    }

    // What somebody has typed for minutes comes back, so that it can be used again.
    private static async Task AnswerAsync(HttpContext http, int status, string heading, string text)
    {
        var links = new DashboardLinks(http.Request.PathBase);
        await DoorPage.WriteAsync<MessagePage>(http, heading, new Message(heading, text, links.Worklist, "To the appeals", await WrittenAsync(http)), status);
    }

    private static async Task<string?> WrittenAsync(HttpContext http)
    {
        if (!http.Request.HasFormContentType || http.Request.ContentLength is null or > LargestForm)
        {
            return null;
        }

        try
        {
            var form = await http.Request.ReadFormAsync(http.RequestAborted);
            return s_written.Select(name => $"{form[name]}").FirstOrDefault(text => !string.IsNullOrWhiteSpace(text));
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            return null;
        }
    }

    private static void LimitBody(HttpContext http)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = LargestForm;
        }
    }

    private static bool IsNavigation(HttpRequest request) =>
        (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)) && request.Headers.XRequestedWith != "XMLHttpRequest";

    private static string BackTo(HttpRequest request) => request.Path + request.QueryString;

    /// <summary>The mark of a request that the gate has let through.</summary>
    private sealed record Passed;

    /// <summary>What Hangfire asks again: a host that leaves the gate out lets nobody in.</summary>
    internal sealed class Filter : IDashboardAuthorizationFilter
    {
        public bool Authorize(DashboardContext context) => context.GetHttpContext().Features.Get<Passed>() is not null;
    }
}
