using System.Net;
using Clausea.Batch.Dashboard.Access;
using Clausea.Batch.Ledger;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;

namespace Clausea.Batch.Worker.Hosting;

/// <summary>How people come into the dashboard, as the settings say it.</summary>
internal static class AccessServices
{
    public static void AddAccess(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<AccessOptions>().Bind(configuration.GetSection("Access"))
            .Validate(access => Enum.IsDefined(access.SignIn), "Access:SignIn must be Auto or Required.")
            .Validate(access => access.Idle >= TimeSpan.FromMinutes(1) && access.Idle <= access.Longest, "Access:Idle must be a minute or more, and not more than Access:Longest.")
            .Validate(access => access.Longest <= TimeSpan.FromDays(1), "Access:Longest must be a day or less.")
            .Validate(access => access.LockAfter is >= 3 and <= 50, "Access:LockAfter must be 3 to 50.")
            .Validate(access => Networks(access.Proxies) is not null, "Access:Proxies must hold addresses, such as 10.0.0.5, or networks, such as 10.0.0.0/24, separated by commas.")
            .ValidateOnStart();
        services.AddOptions<OidcOptions>().Bind(configuration.GetSection("Access:Oidc"))
            .Validate(oidc => IsOff(oidc) || IsAuthority(oidc.Authority), "Access:Oidc:Authority must be an https address; http only on this machine.")
            .Validate(oidc => IsOff(oidc) || oidc.ClientId.Length > 0, "Access:Oidc:ClientId must be set, since Access:Oidc:Authority is.")
            .Validate(oidc => IsOff(oidc) || oidc.ClientSecret.Length > 0, "Access:Oidc:ClientSecret must be set, as an environment variable or a secret file, since Access:Oidc:Authority is.")
            .Validate(oidc => IsOff(oidc) || oidc.Title.Length > 0, "Access:Oidc:Title must not be empty.")
            .Validate(oidc => IsOff(oidc) || oidc.NameClaim.Length > 0, "Access:Oidc:NameClaim must not be empty.")
            .Validate(oidc => IsOff(oidc) || oidc.RoleClaim.Length > 0, "Access:Oidc:RoleClaim must not be empty.")
            .Validate(oidc => IsOff(oidc) || Scopes(oidc).Contains("openid"), "Access:Oidc:Scopes must hold openid.")
            .Validate(oidc => IsOff(oidc) || Roles(oidc) is { Count: > 0 }, "Access:Oidc:Reader, Biller, Approver and Administrator must name values of the claim, each another; one at least.")
            .ValidateOnStart();
        services.AddSingleton(provider => RulesOf(
            provider.GetRequiredService<IOptions<AccessOptions>>().Value, provider.GetRequiredService<IOptions<OidcOptions>>().Value));

        // What is wrong is told at start, with everything else.
        if (configuration.GetSection("Access:Oidc").Get<OidcOptions>() is { } oidc && IsAuthority(oidc.Authority) && Roles(oidc) is { Count: > 0 } roles)
        {
            services.AddOidcSignIn(ProviderOf(oidc, roles));
        }
    }

    /// <summary>Takes from known proxies who asks, and whether over https; from nobody else.</summary>
    public static void UseProxies(this WebApplication app)
    {
        if (Networks(app.Services.GetRequiredService<IOptions<AccessOptions>>().Value.Proxies) is not { Count: > 0 } networks)
        {
            return;
        }

        var headers = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto };
        headers.KnownProxies.Clear();
        headers.KnownIPNetworks.Clear();
        networks.ForEach(headers.KnownIPNetworks.Add);
        app.UseForwardedHeaders(headers);
    }

    private static AccessRules RulesOf(AccessOptions access, OidcOptions oidc) => new()
    {
        IsRequired = access.SignIn == SignInWhen.Required,
        Idle = access.Idle,
        Longest = access.Longest,
        LockAfter = access.LockAfter,
        Provider = IsOff(oidc) ? null : oidc.Title,
    };

    private static OidcProvider ProviderOf(OidcOptions oidc, IReadOnlyDictionary<string, UserRole> roles) => new()
    {
        Authority = new(oidc.Authority),
        ClientId = oidc.ClientId,
        ClientSecret = oidc.ClientSecret,
        Scopes = Scopes(oidc),
        NameClaim = oidc.NameClaim,
        RoleClaim = oidc.RoleClaim,
        Roles = roles,
        Prompt = oidc.Prompt,
    };

    private static bool IsOff(OidcOptions oidc) => oidc.Authority.Length == 0;

    private static bool IsAuthority(string address) => Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.UserInfo.Length == 0
        && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback));

    private static string[] Scopes(OidcOptions oidc) => oidc.Scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    // Null when two roles have the same value.
    private static Dictionary<string, UserRole>? Roles(OidcOptions oidc)
    {
        var named = new[] { (oidc.Reader, UserRole.Reader), (oidc.Biller, UserRole.Biller), (oidc.Approver, UserRole.Approver), (oidc.Administrator, UserRole.Administrator) }
            .Where(role => role.Item1.Length > 0).ToList();
        return named.DistinctBy(role => role.Item1).Count() == named.Count ? named.ToDictionary(StringComparer.Ordinal) : null;
    }

    // Null when one of them is no network.
    private static List<System.Net.IPNetwork>? Networks(string proxies)
    {
        var networks = new List<System.Net.IPNetwork>();
        foreach (var text in proxies.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (IPAddress.TryParse(text, out var address))
            {
                networks.Add(new(address, address.GetAddressBytes().Length * 8));
            }
            else if (System.Net.IPNetwork.TryParse(text, out var network))
            {
                networks.Add(network);
            }
            else
            {
                return null;
            }
        }

        return networks;
    }
}
