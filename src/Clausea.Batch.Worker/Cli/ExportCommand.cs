using System.CommandLine;
using System.Globalization;
using Clausea.Batch.Appeals;
using Clausea.Batch.Casework;
using Clausea.Batch.Documents;
using Clausea.Batch.Documents.Packet;
using Clausea.Batch.Ledger;
using Clausea.Batch.Worker.Inbox;

namespace Clausea.Batch.Worker.Cli;

/// <summary>`appeals export`: letters and packets as files, one by one or all approved ones of a payer at once.</summary>
internal static class ExportCommand
{
    private const string Packet = "packet";

    private static readonly Argument<long[]> s_ids = new("ID") { Description = "ids of appeals; none: all approved ones, of --payer", Arity = ArgumentArity.ZeroOrMore };
    private static readonly Option<string> s_format = new("--format") { Description = "docx, pdf, html, txt, or packet: everything that is sent, as PDF", DefaultValueFactory = _ => "html" };
    private static readonly Option<string?> s_channel = new("--channel") { Description = "of a packet: portal, fax, mail or email (default: what the payer has)" };
    private static readonly Option<string?> s_payer = new("--payer") { Description = "the payer's id, or a part of its name" };
    private static readonly Option<string?> s_bundle = new("--bundle") { Description = "zip or pdf: all in one file" };
    private static readonly Option<string?> s_out = new("--out") { Description = "folder to write to (default: exports/ in the data folder)" };

    public static Command Create() => AppealVerb.Create(
        "export", "Write letters or packets to files", [s_ids], [s_format, s_channel, s_payer, s_bundle, s_out], ExportAsync);

    private static async Task<int> ExportAsync(ParseResult result, IHost host, CancellationToken cancellationToken)
    {
        var (name, bundle) = (result.GetValue(s_format)!, result.GetValue(s_bundle));
        var format = LetterFormat.Find(name);
        if (format is null && name != Packet)
        {
            throw new CaseworkException($"The format \"{name}\" is not there; choose docx, pdf, html, txt or packet.");
        }

        if (bundle is not (null or "zip" or "pdf"))
        {
            throw new CaseworkException($"\"{bundle}\" is no bundle; choose zip or pdf.");
        }

        var folder = result.GetValue(s_out) ?? host.Services.GetRequiredService<DataFolder>().Exports;
        Directory.CreateDirectory(folder);
        var ids = await IdsAsync(result, host, cancellationToken);
        return bundle is not null ? await BundleAsync(result, host, ids, bundle, folder, cancellationToken)
            : format is null ? await PacketsAsync(result, host, ids, folder, cancellationToken)
            : await LettersAsync(result, host, ids, format, folder, cancellationToken);
    }

    private static async Task<IReadOnlyList<long>> IdsAsync(ParseResult result, IHost host, CancellationToken cancellationToken)
    {
        if (result.GetValue(s_ids) is { Length: > 0 } ids)
        {
            return ids;
        }

        var filter = new WorklistFilter { Status = AppealStatus.Approved, Payer = result.GetValue(s_payer) };
        var approved = await AppealVerb.Work<LedgerWorklist>(host).IdsAsync(filter with { Limit = int.MaxValue }, cancellationToken);
        return approved.Count > 0
            ? [.. approved.Order()]
            : throw new CaseworkException("There is no approved letter to export. Name the ids of appeals to export drafts.");
    }

    private static async Task<int> LettersAsync(
        ParseResult result, IHost host, IReadOnlyList<long> ids, LetterFormat format, string folder, CancellationToken cancellationToken)
    {
        foreach (var id in ids)
        {
            if (await AppealVerb.Work<LetterWork>(host).FileAsync(id, format, AppealVerb.ByOf(result), cancellationToken) is not { } content)
            {
                return AppealVerb.Told(ChangeResult.NotFound);
            }

            await WriteAsync(Path.Combine(folder, $"appeal-{id}.{format.Extension}"), content, cancellationToken);
        }

        return ExitCode.Fine;
    }

    private static async Task<int> PacketsAsync(
        ParseResult result, IHost host, IReadOnlyList<long> ids, string folder, CancellationToken cancellationToken)
    {
        foreach (var id in ids)
        {
            if (await AppealVerb.Work<PacketWork>(host).MakeAsync(id, result.GetValue(s_channel), AppealVerb.ByOf(result), cancellationToken) is not { } files)
            {
                return AppealVerb.Told(ChangeResult.NotFound);
            }

            foreach (var file in files)
            {
                await WriteAsync(Path.Combine(folder, PacketBundle.NameOf(PacketWork.NameOf(id) + "-packet", file)), file.Content, cancellationToken);
            }
        }

        return ExitCode.Fine;
    }

    private static async Task<int> BundleAsync(
        ParseResult result, IHost host, IReadOnlyList<long> ids, string bundle, string folder, CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"appeals-{ids[0]}-to-{ids[^1]}.{bundle}"));
        await using (var stream = new FileStream(path + ".part", FileMode.Create, FileAccess.Write))
        {
            await host.Services.GetRequiredService<PacketWork>().BundleAsync(ids, bundle == "zip", result.GetValue(s_channel), AppealVerb.ByOf(result), stream, cancellationToken);
        }

        // Before it has its name: what cannot be logged is not handed out.
        await AppealVerb.Work<LedgerAccess>(host).RecordAsync(
            new(AppealVerb.ByOf(result), AccessAction.Exported, AccessSubject.Bundle, Detail: $"{Terminal.Count(ids.Count, "packet")}, {bundle}"), cancellationToken);
        File.Move(path + ".part", path, overwrite: true);
        Terminal.Print(path);
        return ExitCode.Fine;
    }

    // Beside, then rename: a file is whole under its name, or absent.
    private static async Task WriteAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        await File.WriteAllBytesAsync(path + ".part", content, cancellationToken);
        File.Move(path + ".part", path, overwrite: true);
        Terminal.Print(path);
    }
}
