using System.Security.Claims;
using System.Text.Encodings.Web;
using Clausea.Batch.Dashboard.Parts;
using Clausea.Batch.Dashboard.Web;
using Clausea.Batch.Ledger;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Clausea.Batch.Dashboard.Access;

/// <summary>Signs people in by OpenID Connect: code with PKCE. What the provider vouches for becomes a session of ours, so that all
/// the rest is the same for everybody.</summary>
public static class OidcSignIn
{
    internal const string Scheme = "oidc";

    private const string CallbackPath = "/sign-in/callback";

    public static IServiceCollection AddOidcSignIn(this IServiceCollection services, OidcProvider provider)
    {
        services.AddSingleton(provider);
        services.AddTransient<OidcEntrance>();
        services.AddAuthentication(NobodyHandler.Name)
            .AddScheme<AuthenticationSchemeOptions, NobodyHandler>(NobodyHandler.Name, null)
            .AddOpenIdConnect(Scheme, options => Configure(options, provider));
        return services;
    }

    private static void Configure(OpenIdConnectOptions options, OidcProvider provider)
    {
        options.Authority = provider.Authority.AbsoluteUri;
        options.RequireHttpsMetadata = provider.Authority.Scheme == Uri.UriSchemeHttps;
        options.ClientId = provider.ClientId;
        options.ClientSecret = provider.ClientSecret;
        options.CallbackPath = CallbackPath;
        options.SignInScheme = NobodyHandler.Name;
        options.ResponseType = OpenIdConnectResponseType.Code;
        options.Prompt = provider.Prompt.Length > 0 ? provider.Prompt : null;
        options.MapInboundClaims = false;
        options.Scope.Clear();
        foreach (var scope in provider.Scopes)
        {
            options.Scope.Add(scope);
        }

        // The answer comes as an address, so that cookies need not be sent along with forms of other sites.
        options.ResponseMode = OpenIdConnectResponseMode.Query;
        foreach (var cookie in new[] { options.CorrelationCookie, options.NonceCookie })
        {
            cookie.SameSite = SameSiteMode.Lax;
            cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        }

        options.Events.OnTicketReceived = async context =>
        {
            await context.HttpContext.RequestServices.GetRequiredService<OidcEntrance>().ReceiveAsync(context.HttpContext, context.Principal!, context.ReturnUri);
            context.HandleResponse();
        };
        options.Events.OnRemoteFailure = async context =>
        {
            await context.HttpContext.RequestServices.GetRequiredService<OidcEntrance>().FailAsync(context.HttpContext, context.Failure);
            context.HandleResponse();
        };
        options.Events.OnAccessDenied = context =>
        {
            context.Response.Redirect(new DashboardLinks(context.Request.PathBase).SignIn(null, SignInWhy.Provider));
            context.HandleResponse();
            return Task.CompletedTask;
        };
    }
}

/// <summary>Where the framework would keep who is signed in. The ledger does, so this knows nobody, and keeps nothing.</summary>
internal sealed class NobodyHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string Name = "nobody";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(AuthenticateResult.NoResult());
}

/// <summary>Lets in whom the identity provider vouches for, when it gives them a role here.</summary>
internal sealed partial class OidcEntrance(
    OidcProvider provider, LedgerSessions sessions, LedgerAccess access, AccessRules rules, ILogger<OidcEntrance> log)
{
    private const string Heading = "You cannot come in";

    public async Task ReceiveAsync(HttpContext http, ClaimsPrincipal principal, string? returnTo)
    {
        SecurityHeaders.Add(http, isAsset: false);
        if (principal.FindFirst("sub") is not { Value.Length: > 0 } sub || NameOf(principal) is not { } name)
        {
            await RefuseAsync(http, null, "no name", $"The identity provider did not tell a name that can be kept here, neither in the claim {provider.NameClaim} nor as e-mail address.");
            return;
        }

        if (RoleOf(principal) is not { } role)
        {
            await RefuseAsync(http, name, "no role", $"The identity provider knows you, but gives you no role here: its claim {provider.RoleClaim} holds none of {string.Join(", ", provider.Roles.Keys)}. Ask whoever looks after its users.");
            return;
        }

        var (token, hash) = SessionCookie.New();
        var known = new NewUser(name, role, principal.FindFirst("name")?.Value is { Length: > 0 and <= 100 } shown ? shown : null, Subject: $"{sub.Issuer} {sub.Value}");
        if (await sessions.BeginAsync(known, hash, rules.Length, $"by the identity provider, {Entrance.From(http)}", http.RequestAborted) is null)
        {
            await RefuseAsync(http, name, "disabled, or the name is somebody else's", "The user is disabled here, or somebody else has the name. Ask whoever runs this program.");
            return;
        }

        SessionCookie.Write(http, token);
        http.Response.Redirect(returnTo ?? new DashboardLinks(http.Request.PathBase).Worklist);
    }

    public async Task FailAsync(HttpContext http, Exception? failure)
    {
        SecurityHeaders.Add(http, isAsset: false);
        LogFailed(failure?.GetType().Name ?? "no reason");
        await RefuseAsync(http, null, "the answer of the identity provider was refused", "The answer of the identity provider was not right, or came too late. Try again; if it stays so, whoever runs this program finds in its log what was wrong.");
    }

    private async Task RefuseAsync(HttpContext http, string? name, string why, string text)
    {
        await access.RecordAsync(new(name ?? "unknown", AccessAction.SignInFailed, AccessSubject.Dashboard, null, $"{why}, {Entrance.From(http)}"), http.RequestAborted);
        var again = new DashboardLinks(http.Request.PathBase).SignIn(null, null);
        await DoorPage.WriteAsync<MessagePage>(http, Heading, new Message(Heading, text, again, "To the sign-in"), StatusCodes.Status403Forbidden);
    }

    private string? NameOf(ClaimsPrincipal principal) => new[] { provider.NameClaim, "email" }
        .Select(claim => principal.FindFirst(claim)?.Value).FirstOrDefault(name => name is not null && UserNames.Problem(name) is null);

    private UserRole? RoleOf(ClaimsPrincipal principal)
    {
        var roles = principal.FindAll(provider.RoleClaim).Where(claim => provider.Roles.ContainsKey(claim.Value)).Select(claim => provider.Roles[claim.Value]).ToList();
        return roles.Count == 0 ? null : roles.Max();
    }

    [LoggerMessage(EventId = 902, Level = LogLevel.Warning, Message = "An answer of the identity provider was refused ({Why})")]
    private partial void LogFailed(string why);
}
