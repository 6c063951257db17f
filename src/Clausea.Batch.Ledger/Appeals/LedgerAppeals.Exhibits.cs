using System.Data.Common;
using System.Globalization;
using Clausea.Batch.Appeals;

namespace Clausea.Batch.Ledger;

/// <summary>A document that travels with a letter.</summary>
public sealed record ExhibitRow
{
    public required long Id { get; init; }

    /// <summary>A, B … as in Exhibit A.</summary>
    public required string Letter { get; init; }

    /// <summary>The evidence of a playbook that it supplies.</summary>
    public string? EvidenceKey { get; init; }

    public required string Title { get; init; }

    public required ExhibitClass Class { get; init; }

    /// <summary>The name it came with.</summary>
    public required string FileName { get; init; }

    public required string ContentType { get; init; }

    /// <summary>In bytes.</summary>
    public required long Size { get; init; }

    public required int Pages { get; init; }

    /// <summary>SHA-256 in small hexadecimal digits; the document lies under it.</summary>
    public required string Hash { get; init; }

    /// <summary>Who confirmed that no psychotherapy notes are in it; null for what is no part of a chart.</summary>
    public string? ConfirmedBy { get; init; }

    public required DateTimeOffset AddedAt { get; init; }

    public required string AddedBy { get; init; }

    public Exhibit ToExhibit() => new(Letter, EvidenceKey, Title, Pages);
}

/// <summary>A document to be attached.</summary>
public sealed record NewExhibit(
    string Letter, string? EvidenceKey, string Title, ExhibitClass Class, string FileName, string ContentType, long Size, int Pages, string Hash,
    string? ConfirmedBy);

/// <summary>Evidence that a person decided to go without, and why.</summary>
public sealed record WaiverRow
{
    public required string EvidenceKey { get; init; }

    public required string Reason { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required string CreatedBy { get; init; }
}

/// <summary>One file of a packet as it was made.</summary>
public sealed record PacketRow
{
    public long Id { get; init; }

    public required int Revision { get; init; }

    /// <summary>mail, fax, portal, email.</summary>
    public required string Channel { get; init; }

    /// <summary>From 1.</summary>
    public required int Part { get; init; }

    public required int Parts { get; init; }

    public required int Pages { get; init; }

    /// <summary>In bytes.</summary>
    public required long Size { get; init; }

    /// <summary>SHA-256 in small hexadecimal digits.</summary>
    public required string Hash { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public string? CreatedBy { get; init; }
}

public sealed partial class LedgerAppeals
{
    private static readonly Sql Exhibits = new("""
        SELECT id, letter, evidence_key, title, class, file_name, content_type, size, pages, hash, confirmed_by, added_at, added_by
        FROM clausea.exhibits WHERE appeal_id = @id AND removed_at IS NULL
        """);

    private static readonly Sql Waivers = new("""
        SELECT evidence_key, reason, created_at, created_by FROM clausea.waivers WHERE appeal_id = @id ORDER BY evidence_key
        """);

    private static readonly Sql InsertExhibit = new("""
        INSERT INTO clausea.exhibits
            (appeal_id, letter, evidence_key, title, class, file_name, content_type, size, pages, hash, confirmed_by, added_at, added_by)
        VALUES
            (@id, @Letter, @EvidenceKey, @Title, @class, @FileName, @ContentType, @Size, @Pages, @Hash, @ConfirmedBy, @now, @actor)
        """);

    /// <summary>Attaches a document, together with the revision of the letter that names it.</summary>
    public async Task<ChangeResult> AttachAsync(
        long id, int fromRevision, NewExhibit exhibit, Draft draft, string actor, CancellationToken cancellationToken = default)
    {
        var what = string.Create(CultureInfo.InvariantCulture, $"exhibit {exhibit.Letter}, {Pages(exhibit.Pages)}, sha256 {exhibit.Hash}");
        try
        {
            return await ChangeTextAsync(id, fromRevision, draft, new(actor, HistoryAction.ExhibitAttached, what), InsertAsync, cancellationToken);
        }
        catch (DbException exception) when (database.Dialect.IsUniqueViolation(exception))
        {
            return ChangeResult.Conflict;
        }

        Task InsertAsync(LedgerSession session, DateTimeOffset now) => session.ExecuteAsync(
            InsertExhibit,
            new
            {
                id,
                exhibit.Letter,
                exhibit.EvidenceKey,
                exhibit.Title,
                @class = exhibit.Class.ToString(),
                exhibit.FileName,
                exhibit.ContentType,
                exhibit.Size,
                exhibit.Pages,
                exhibit.Hash,
                exhibit.ConfirmedBy,
                now,
                actor,
            },
            cancellationToken);
    }

    private static readonly Sql RemoveExhibit = new("""
        UPDATE clausea.exhibits SET removed_at = @now, removed_by = @actor
        WHERE appeal_id = @id AND letter = @letter AND removed_at IS NULL
        """);

    /// <summary>Takes an exhibit out, together with the revision of the letter that no longer names it. Its file stays.</summary>
    public Task<ChangeResult> RemoveExhibitAsync(
        long id, int fromRevision, string letter, Draft draft, string actor, CancellationToken cancellationToken = default) =>
        ChangeTextAsync(
            id,
            fromRevision,
            draft,
            new(actor, HistoryAction.ExhibitRemoved, $"exhibit {letter}"),
            (session, now) => session.ExecuteAsync(RemoveExhibit, new { id, letter, now, actor }, cancellationToken),
            cancellationToken);

    private static readonly Sql InsertWaiver = new("""
        INSERT INTO clausea.waivers (appeal_id, evidence_key, reason, created_at, created_by)
        VALUES (@id, @key, @reason, @now, @actor)
        """);

    /// <summary>Goes without a piece of evidence, for a reason.</summary>
    public async Task<ChangeResult> WaiveAsync(
        long id, int fromRevision, string key, string reason, Draft draft, string actor, CancellationToken cancellationToken = default)
    {
        try
        {
            return await ChangeTextAsync(
                id,
                fromRevision,
                draft,
                new(actor, HistoryAction.EvidenceWaived, $"{key}: {reason}"),
                (session, now) => session.ExecuteAsync(InsertWaiver, new { id, key, reason, now, actor }, cancellationToken),
                cancellationToken);
        }
        catch (DbException exception) when (database.Dialect.IsUniqueViolation(exception))
        {
            return ChangeResult.Conflict;
        }
    }

    private static readonly Sql InsertPacket = new("""
        INSERT INTO clausea.packets (appeal_id, revision, channel, part, parts, pages, size, hash, created_at, created_by)
        VALUES (@id, @Revision, @Channel, @Part, @Parts, @Pages, @Size, @Hash, @now, @actor)
        """);

    /// <summary>Remembers a packet that was made, file by file, with what proves it.</summary>
    public Task<ChangeResult> RecordPacketAsync(
        long id, IReadOnlyList<PacketRow> parts, string actor, CancellationToken cancellationToken = default) =>
        ChangeAsync(
            id,
            _ => new(actor, HistoryAction.PacketMade, string.Join("; ", parts.Select(PacketDetail))),
            _ => ChangeResult.Done,
            (session, _, now) => session.ExecuteAsync(
                InsertPacket,
                parts.Select(part => new { id, part.Revision, part.Channel, part.Part, part.Parts, part.Pages, part.Size, part.Hash, now, actor }),
                cancellationToken),
            cancellationToken);

    private static readonly Sql Packets = new("""
        SELECT id, revision, channel, part, parts, pages, size, hash, created_at, created_by
        FROM clausea.packets WHERE appeal_id = @id ORDER BY id
        """);

    /// <summary>Every file of every packet that was made, the oldest first.</summary>
    public async Task<IReadOnlyList<PacketRow>> PacketsAsync(long id, CancellationToken cancellationToken = default)
    {
        await using var session = await database.ReadAsync(cancellationToken);
        return await session.QueryAsync<PacketRow>(Packets, new { id }, cancellationToken);
    }

    private static string Pages(int count) => count == 1 ? "1 page" : string.Create(CultureInfo.InvariantCulture, $"{count} pages");

    private static string PacketDetail(PacketRow part) => string.Create(
        CultureInfo.InvariantCulture,
        $"{part.Channel}, revision {part.Revision}, file {part.Part} of {part.Parts}, {Pages(part.Pages)}, sha256 {part.Hash}");
}
