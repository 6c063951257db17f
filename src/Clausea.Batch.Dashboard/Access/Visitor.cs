using System.Security.Claims;
using Clausea.Batch.Ledger;
using Microsoft.AspNetCore.Http;

namespace Clausea.Batch.Dashboard.Access;

/// <summary>Who asks, as the gate found it out.</summary>
/// <param name="User">Null as long as there are no users: then whoever sits at this machine may do everything.</param>
internal sealed record Visitor(UserRow? User)
{
    public static readonly Visitor Local = new((UserRow?)null);

    /// <summary>For the history and the access log.</summary>
    public string Name => User?.Name ?? "local user";

    /// <summary>For people.</summary>
    public string Shown => User?.DisplayName ?? Name;

    public UserRole Role => User?.Role ?? UserRole.Administrator;

    public bool IsSignedIn => User is not null;

    public bool May(Right right) => Role.Has(right);

    /// <summary>Null when the request has not come through the gate.</summary>
    public static Visitor? Of(HttpContext http) => http.Features.Get<Visitor>();

    /// <summary>Tells the rest of the request who asks. Tokens of forms are bound to this person.</summary>
    public void Enter(HttpContext http)
    {
        http.Features.Set(this);
        if (User is { } user)
        {
            http.User = new(new ClaimsIdentity([new(ClaimTypes.NameIdentifier, $"{user.Id}"), new(ClaimTypes.Name, user.Name)], "Clausea"));
        }
    }
}
