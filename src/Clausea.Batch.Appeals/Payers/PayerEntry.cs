namespace Clausea.Batch.Appeals;

/// <summary>One payer as the office knows it, or one product line of it.</summary>
public sealed record PayerEntry
{
    public required string Name { get; init; }

    public IReadOnlyList<string> Ids { get; init; } = [];

    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Names with * for anything, tried when neither id nor name is known.</summary>
    public IReadOnlyList<string> NamePatterns { get; init; } = [];

    /// <summary>commercial, medicare, medicare-advantage, medicaid …; overrides the filing indicator.</summary>
    public string? Line { get; init; }

    public string? Unit { get; init; }

    /// <summary>Where appeals go.</summary>
    public IReadOnlyList<string> Address { get; init; } = [];

    public string? Fax { get; init; }

    /// <summary>A web address, or the name of a portal.</summary>
    public string? Portal { get; init; }

    public string? Phone { get; init; }

    /// <summary>Where corrected claims go; empty when it is where appeals go.</summary>
    public IReadOnlyList<string> ClaimsAddress { get; init; } = [];

    /// <summary>Where records go; empty when it is where corrected claims go.</summary>
    public IReadOnlyList<string> RecordsAddress { get; init; } = [];

    /// <summary>Forms the payer asks for, by name.</summary>
    public IReadOnlyList<string> Forms { get; init; } = [];

    public IReadOnlyList<ChannelLimit> Limits { get; init; } = [];

    public IReadOnlyList<RemarkMeaning> Meanings { get; init; } = [];

    /// <summary>Product lines with a line or an address of their own.</summary>
    public IReadOnlyList<PayerProduct> Products { get; init; } = [];

    /// <summary>Where corrected claims go: to an address of their own, else where appeals go.</summary>
    internal IReadOnlyList<string> WhereClaimsGo => ClaimsAddress.Count > 0 ? ClaimsAddress : Address;

    /// <summary>Where records go: to an address of their own, else where corrected claims go.</summary>
    internal IReadOnlyList<string> WhereRecordsGo => RecordsAddress.Count > 0 ? RecordsAddress : WhereClaimsGo;

    /// <summary>Somewhere to send an appeal to.</summary>
    public bool HasAppealsAddress => Address.Count > 0 || Fax is not null || Portal is not null;

    public bool IsNamed(string? name) => name is not null &&
        Aliases.Prepend(Name).Contains(name, StringComparer.OrdinalIgnoreCase);
}

/// <summary>A product line: told by filing indicators (CLP06) or by ids, and what the payer is for it.</summary>
public sealed record PayerProduct(IReadOnlyList<string> FilingIndicators, IReadOnlyList<string> Ids, PayerEntry Payer)
{
    internal bool Fits(IReadOnlyCollection<string> ids, string? filingIndicator) =>
        (Ids.Count == 0 || Ids.Any(ids.Contains)) &&
        (FilingIndicators.Count == 0 || (filingIndicator is not null && FilingIndicators.Contains(filingIndicator)));
}

/// <summary>How much one channel (portal, fax, mail) takes at once; null where nobody has told.</summary>
public sealed record ChannelLimit(string Channel, int? MaxFiles, int? MaxFileMb, int? MaxTotalMb);

/// <summary>A remark code's meaning in one payer's notices: who says so, and when it holds.</summary>
public sealed record RemarkMeaning(
    string Code, string Playbook, string Describes, string Source, DateOnly? From, DateOnly? Until, string EnteredBy)
{
    public bool IsInForce(DateOnly? on) => on is null || ((From is null || From <= on) && (Until is null || Until >= on));
}
