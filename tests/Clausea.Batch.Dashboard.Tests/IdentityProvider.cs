using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Clausea.Batch.Dashboard.Tests;

/// <summary>A small identity provider on this machine: discovery, keys, and codes for tokens, with PKCE. Whoever is sent to it is
/// vouched for at once, with the claims that the test sets.</summary>
internal sealed class IdentityProvider : IAsyncDisposable
{
    public const string ClientId = "clausea";
    public const string ClientSecret = "a secret of two";

    private readonly WebApplication _app;
    private readonly RSA _rsa = RSA.Create(2048);
    private readonly ConcurrentDictionary<string, (string Challenge, string Nonce, string Redirect)> _codes = new();

    private IdentityProvider(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.First());

    /// <summary>What the next token says.</summary>
    public Dictionary<string, object> Claims { get; } = new() { ["sub"] = "42", ["preferred_username"] = "lee", ["name"] = "Lee Rivers", ["roles"] = new[] { "biller" } };

    /// <summary>Who the next token says has made it; null for the truth.</summary>
    public string? Issuer { get; set; }

    /// <summary>For whom the next token says it is; null for the truth.</summary>
    public string? Audience { get; set; }

    /// <summary>Whether the next token is signed by a key of somebody else.</summary>
    public bool IsForged { get; set; }

    /// <summary>Whether the next token answers another question.</summary>
    public bool HasOtherNonce { get; set; }

    /// <summary>What was asked last.</summary>
    public IQueryCollection? Asked { get; private set; }

    public static async Task<IdentityProvider> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var provider = new IdentityProvider(app);
        app.MapGet("/.well-known/openid-configuration", (Delegate)provider.Discovery);
        app.MapGet("/keys", (Delegate)provider.Keys);
        app.MapGet("/authorize", (Delegate)provider.Authorize);
        app.MapPost("/token", (Delegate)provider.TokenAsync);
        await app.StartAsync();
        return provider;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _rsa.Dispose();
    }

    private string Self => Address.AbsoluteUri.TrimEnd('/');

    private IResult Discovery() => Results.Json(new Dictionary<string, object>
    {
        ["issuer"] = Self,
        ["authorization_endpoint"] = $"{Self}/authorize",
        ["token_endpoint"] = $"{Self}/token",
        ["jwks_uri"] = $"{Self}/keys",
        ["response_types_supported"] = new[] { "code" },
        ["subject_types_supported"] = new[] { "public" },
        ["id_token_signing_alg_values_supported"] = new[] { "RS256" },
    });

    private IResult Keys()
    {
        var key = _rsa.ExportParameters(includePrivateParameters: false);
        return Results.Json(new { keys = new[] { new { kty = "RSA", use = "sig", alg = "RS256", kid = "one", n = WebEncoders.Base64UrlEncode(key.Modulus!), e = WebEncoders.Base64UrlEncode(key.Exponent!) } } });
    }

    private IResult Authorize(HttpContext http)
    {
        Asked = http.Request.Query;
        if (Asked["client_id"] != ClientId || Asked["response_type"] != "code" || Asked["code_challenge_method"] != "S256")
        {
            return Results.BadRequest();
        }

        var code = Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
        _codes[code] = (Asked["code_challenge"]!, Asked["nonce"]!, Asked["redirect_uri"]!);
        return Results.Redirect(QueryHelpers.AddQueryString(Asked["redirect_uri"]!, new Dictionary<string, string?> { ["code"] = code, ["state"] = Asked["state"] }));
    }

    private async Task<IResult> TokenAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync();
        var challenge = WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes($"{form["code_verifier"]}")));
        if (form["client_secret"] != ClientSecret || !_codes.TryRemove($"{form["code"]}", out var asked) || asked.Challenge != challenge || asked.Redirect != form["redirect_uri"])
        {
            return Results.Json(new { error = "invalid_grant" }, statusCode: StatusCodes.Status400BadRequest);
        }

        using var other = RSA.Create(2048);
        var token = new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer ?? Self,
            Audience = Audience ?? ClientId,
            Claims = new Dictionary<string, object>(Claims) { ["nonce"] = HasOtherNonce ? "another" : asked.Nonce },
            Expires = DateTime.UtcNow.AddMinutes(5),
            SigningCredentials = new(new RsaSecurityKey(IsForged ? other : _rsa) { KeyId = "one", CryptoProviderFactory = new() { CacheSignatureProviders = false } }, SecurityAlgorithms.RsaSha256),
        });
        return Results.Json(new { access_token = "none", token_type = "Bearer", expires_in = 300, id_token = token });
    }
}
