using System.Globalization;
using Clausea.Batch.Appeals;
using Clausea.Batch.Documents;
using Clausea.Batch.Documents.Packet;
using Clausea.Batch.Ledger;

namespace Clausea.Batch.Casework;

/// <summary>Makes packets. That of an approved letter is kept, with its hash in the history; that of a draft says on every
/// page that it is one.</summary>
public sealed class PacketWork(LedgerAppeals appeals, DocumentStore exhibits, DocumentStore packets, Func<LetterRoom> room)
{
    /// <summary>The channel by which the payer of an appeal takes packets: of portal, fax and mail the first it is known to
    /// have.</summary>
    public static string ChannelOf(Addressee to) =>
        to.Portal is not null ? PacketChannel.Portal : to.Fax is not null ? PacketChannel.Fax : PacketChannel.Mail;

    /// <summary>The files of the packet; null when there is no such appeal.</summary>
    /// <param name="channel">portal, fax, mail or email; null for <see cref="ChannelOf"/>.</param>
    /// <exception cref="CaseworkException">There is no draft, a document is gone, or the channel does not take so much.</exception>
    public async Task<IReadOnlyList<PacketFile>?> MakeAsync(long id, string? channel, string actor, CancellationToken cancellationToken = default)
    {
        if (await OrderAsync(id, channel, cancellationToken) is not var (order, revision))
        {
            return null;
        }

        var files = Write(order);
        await RememberAsync(id, revision, order, files, actor, cancellationToken);
        await appeals.RecordExportAsync(id, actor, order.IsApproved ? "packet" : "packet of a draft", cancellationToken);
        return files;
    }

    /// <summary>Packets of many appeals as one file: a ZIP of what each would be sent as, or one PDF for printing.</summary>
    /// <exception cref="CaseworkException">One of them cannot be made; nothing is recorded of any.</exception>
    public async Task BundleAsync(
        IReadOnlyList<long> ids, bool isZip, string? channel, string actor, Stream output, CancellationToken cancellationToken = default)
    {
        var orders = new List<(long Id, int Revision, PacketOrder Order)>(ids.Count);
        foreach (var id in ids)
        {
            var (order, revision) = await OrderOfAsync(id, channel, cancellationToken);
            orders.Add((id, revision, order));
        }

        if (isZip)
        {
            await ZipAsync(orders, actor, output, cancellationToken);
        }
        else
        {
            var made = orders.Max(entry => entry.Order.Made);
            await output.WriteAsync(PacketBundle.Pdf(orders.Select(entry => (NameOf(entry.Id), entry.Order)), "Packets", made), cancellationToken);
        }

        foreach (var (id, _, _) in orders)
        {
            await appeals.RecordExportAsync(id, actor, isZip ? "packet, in a ZIP of several" : "packet, in a PDF of several", cancellationToken);
        }
    }

    // Of many, people want to know which one it is.
    private async Task<(PacketOrder Order, int Revision)> OrderOfAsync(long id, string? channel, CancellationToken cancellationToken)
    {
        try
        {
            return await OrderAsync(id, channel, cancellationToken) ?? throw new CaseworkException("It is not there.");
        }
        catch (CaseworkException e)
        {
            throw new CaseworkException($"Appeal {id}: {e.Message}");
        }
    }

    private async Task ZipAsync(
        List<(long Id, int Revision, PacketOrder Order)> orders, string actor, Stream output, CancellationToken cancellationToken)
    {
        List<(long Id, int Revision, PacketOrder Order, IReadOnlyList<PacketFile> Files)> made =
            [.. orders.Select(entry => (entry.Id, entry.Revision, entry.Order, Write(entry.Order)))];
        PacketBundle.Zip(made.Select(entry => (NameOf(entry.Id), entry.Files)), output);
        foreach (var (id, revision, order, files) in made)
        {
            await RememberAsync(id, revision, order, files, actor, cancellationToken);
        }
    }

    private static IReadOnlyList<PacketFile> Write(PacketOrder order)
    {
        try
        {
            return PacketWriter.Write(order);
        }
        catch (PacketException e)
        {
            throw new CaseworkException(e.Message);
        }
    }

    /// <summary>What the packet of an appeal is made of, and of which revision; null when there is no such appeal.</summary>
    /// <exception cref="CaseworkException">There is no draft, or a document is gone.</exception>
    public async Task<(PacketOrder Order, int Revision)?> OrderAsync(long id, string? channel, CancellationToken cancellationToken = default)
    {
        if (channel is not null && !PacketChannel.All.Contains(channel))
        {
            throw new CaseworkException($"The channel is one of {string.Join(", ", PacketChannel.All)}.");
        }

        if (await appeals.FindAsync(id, cancellationToken) is not { } found)
        {
            return null;
        }

        var draft = found.Draft ?? throw new CaseworkException("The draft is not written yet.");
        var tools = room();
        var between = Correspondents.Of(tools.Templates, found.Remittance, found.Claim, found.Kind);
        var documents = new List<PacketExhibit>(found.Exhibits.Count);
        foreach (var exhibit in found.Exhibits)
        {
            documents.Add(new PacketExhibit(exhibit.ToExhibit(), await OpenAsync(exhibit, cancellationToken)));
        }

        return (new PacketOrder
        {
            Denial = found.Denial,
            Draft = draft.Draft,
            IsApproved = found.ApprovedAt is not null,
            Between = between,
            Channel = channel ?? ChannelOf(between.To),
            Made = found.ApprovedAt ?? draft.CreatedAt,
            Codes = tools.Codes,
            Exhibits = documents,
            Form = found.Deadline?.Form,
            Logo = LetterLogo.Of(between.From.Logo),
            IsSubstanceUse = found.Verdict.Flags.Contains(ClaimFlags.Part2),
        }, draft.Revision);
    }

    private async Task<ExhibitFile> OpenAsync(ExhibitRow exhibit, CancellationToken cancellationToken)
    {
        var content = await exhibits.ReadAsync(exhibit.Hash, $"exhibit {exhibit.Letter}", cancellationToken);
        try
        {
            return ExhibitFile.Open(exhibit.FileName, content);
        }
        catch (NotAnExhibitException e)
        {
            throw new CaseworkException($"Exhibit {exhibit.Letter}: {e.Message}");
        }
    }

    // What is approved is kept: first the files, then the ledger that names them.
    private async Task RememberAsync(
        long id, int revision, PacketOrder order, IReadOnlyList<PacketFile> files, string actor, CancellationToken cancellationToken)
    {
        if (!order.IsApproved)
        {
            return;
        }

        var rows = new List<PacketRow>(files.Count);
        foreach (var file in files)
        {
            rows.Add(new PacketRow
            {
                Revision = revision,
                Channel = order.Channel,
                Part = file.Number,
                Parts = file.Of,
                Pages = file.Pages,
                Size = file.Content.Length,
                Hash = await packets.KeepAsync(file.Content, cancellationToken),
            });
        }

        await appeals.RecordPacketAsync(id, rows, actor, cancellationToken);
    }

    /// <summary>appeal-12: what the files of its packet are called.</summary>
    public static string NameOf(long id) => string.Create(CultureInfo.InvariantCulture, $"appeal-{id}");
}
