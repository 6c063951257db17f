using Clausea.Batch.Ledger;

namespace Clausea.Batch.Dashboard.Access;

/// <summary>An identity provider that says by OpenID Connect who people are, and what they are here.</summary>
public sealed record OidcProvider
{
    public required Uri Authority { get; init; }

    public required string ClientId { get; init; }

    public required string ClientSecret { get; init; }

    public IReadOnlyList<string> Scopes { get; init; } = ["openid", "profile"];

    /// <summary>The claim that holds the name; of those who have none, the e-mail address.</summary>
    public string NameClaim { get; init; } = "preferred_username";

    /// <summary>The claim that holds what people are here; it may hold several values.</summary>
    public string RoleClaim { get; init; } = "roles";

    /// <summary>Values of that claim, and the role that each stands for. Of several the highest counts.</summary>
    public required IReadOnlyDictionary<string, UserRole> Roles { get; init; }

    /// <summary>What the provider is told to ask for, such as login; empty to leave it to the provider.</summary>
    public string Prompt { get; init; } = "login";
}
