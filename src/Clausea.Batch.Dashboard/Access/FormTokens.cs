using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Clausea.Batch.Dashboard.Access;

/// <summary>Tokens of forms, with a cookie whose name over https keeps every other host from setting it. The framework knows one
/// name only, whatever the scheme; so there are two of it.</summary>
internal sealed class FormTokens(IDataProtectionProvider protection, ILoggerFactory logs) : IAntiforgery, IDisposable
{
    private readonly ServiceProvider _secure = Build(protection, logs, "__Host-clausea-form", CookieSecurePolicy.Always);
    private readonly ServiceProvider _plain = Build(protection, logs, "clausea-form", CookieSecurePolicy.None);

    public AntiforgeryTokenSet GetAndStoreTokens(HttpContext httpContext) => For(httpContext).GetAndStoreTokens(httpContext);

    public AntiforgeryTokenSet GetTokens(HttpContext httpContext) => For(httpContext).GetTokens(httpContext);

    public Task<bool> IsRequestValidAsync(HttpContext httpContext) => For(httpContext).IsRequestValidAsync(httpContext);

    public Task ValidateRequestAsync(HttpContext httpContext) => For(httpContext).ValidateRequestAsync(httpContext);

    public void SetCookieTokenAndHeader(HttpContext httpContext) => For(httpContext).SetCookieTokenAndHeader(httpContext);

    public void Dispose()
    {
        _secure.Dispose();
        _plain.Dispose();
    }

    private IAntiforgery For(HttpContext http) => (http.Request.IsHttps ? _secure : _plain).GetRequiredService<IAntiforgery>();

    private static ServiceProvider Build(IDataProtectionProvider protection, ILoggerFactory logs, string name, CookieSecurePolicy secure) =>
        new ServiceCollection()
            .AddSingleton(protection)
            .AddSingleton(logs)
            .AddAntiforgery(options =>
            {
                options.Cookie.Name = name;
                options.Cookie.Path = "/";
                options.Cookie.SecurePolicy = secure;
                options.SuppressXFrameOptionsHeader = true;
            })
            .BuildServiceProvider();
}
