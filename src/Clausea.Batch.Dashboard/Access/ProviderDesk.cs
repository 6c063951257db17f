using Clausea.Batch.Dashboard.Web;
using Hangfire.Dashboard;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;

namespace Clausea.Batch.Dashboard.Access;

/// <summary>Sends people to the identity provider. A link and not a form: browsers keep a form from leading to another site.</summary>
internal sealed class ProviderDesk(AccessRules rules)
{
    public Task<Answer> ChallengeAsync(PageRequest request) => Task.FromResult<Answer>(
        rules.Provider is null ? Answer.SeeOther(request.Links.SignIn(null, null)) : new ChallengeAnswer(request.Links, request.Links.Back(request.Query("back"))));
}

/// <summary>To the provider, and back to an address.</summary>
internal sealed record ChallengeAnswer(DashboardLinks Links, string ReturnTo) : Answer
{
    public override async Task WriteAsync(DashboardContext context)
    {
        var http = context.GetHttpContext();
        try
        {
            await http.ChallengeAsync(OidcSignIn.Scheme, new AuthenticationProperties { RedirectUri = ReturnTo });
        }
        catch (InvalidOperationException)
        {
            // It could not be asked where to send people.
            http.Response.StatusCode = StatusCodes.Status303SeeOther;
            http.Response.Headers.Location = Links.SignIn(null, SignInWhy.Provider);
        }
    }
}
