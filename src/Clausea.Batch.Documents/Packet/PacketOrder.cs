using Clausea.Batch.Appeals;

namespace Clausea.Batch.Documents;

/// <summary>The way a packet goes out; the words of payers.yaml.</summary>
public static class PacketChannel
{
    public const string Portal = "portal";
    public const string Fax = "fax";
    public const string Mail = "mail";
    public const string Email = "email";

    public static IReadOnlyList<string> All { get; } = [Portal, Fax, Mail, Email];
}

/// <summary>A document and how the letter names it.</summary>
public sealed record PacketExhibit(Exhibit Exhibit, ExhibitFile File);

/// <summary>What a packet is made of. The same order makes the same bytes.</summary>
public sealed record PacketOrder
{
    public required Denial Denial { get; init; }

    public required Draft Draft { get; init; }

    /// <summary>Files of what is not approved say on every page that they are drafts.</summary>
    public required bool IsApproved { get; init; }

    public required Correspondents Between { get; init; }

    /// <summary>One of <see cref="PacketChannel"/>.</summary>
    public required string Channel { get; init; }

    /// <summary>When the letter was approved or written: the only moment that the files state.</summary>
    public required DateTimeOffset Made { get; init; }

    public required CodeCatalogue Codes { get; init; }

    public IReadOnlyList<PacketExhibit> Exhibits { get; init; } = [];

    /// <summary>The form that the filing rule names, such as CMS-20027.</summary>
    public string? Form { get; init; }

    /// <summary>The letterhead's picture.</summary>
    public LetterLogo? Logo { get; init; }

    /// <summary>42 CFR part 2 may cover the records: every page carries the notice.</summary>
    public bool IsSubstanceUse { get; init; }

    /// <summary>How much the payer's channel takes; null where nobody has told.</summary>
    public ChannelLimit? Limit => Between.To.Limits.FirstOrDefault(limit => string.Equals(limit.Channel, Channel, StringComparison.OrdinalIgnoreCase));
}

/// <summary>One PDF of a packet.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Of">How many files the packet has.</param>
/// <param name="Contents">What is inside, in words.</param>
public sealed record PacketFile(int Number, int Of, int Pages, IReadOnlyList<string> Contents, ReadOnlyMemory<byte> Content);

/// <summary>What a cover sheet tells of its file.</summary>
internal sealed record PacketPart(int Number, int Of, int PageCount, IReadOnlyList<string> Contents);

/// <summary>A packet cannot be made so that the payer's channel takes it; the message says what to do.</summary>
public sealed class PacketException(string message) : Exception(message);
