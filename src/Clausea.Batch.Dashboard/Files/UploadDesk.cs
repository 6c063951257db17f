using System.Text.RegularExpressions;
using Clausea.Batch.Dashboard.Web;
using Clausea.Batch.Ledger;
using Microsoft.AspNetCore.Http;

namespace Clausea.Batch.Dashboard.Files;

/// <summary>Takes files from a browser into the inbox, where they are like any other, and tells what becomes of them.</summary>
internal sealed partial class UploadDesk(FileList files, TimeProvider time, InboxDoor? door = null)
{
    public const int MostFiles = FileList.MostHashes;

    public async Task<Answer> UploadAsync(PageRequest request)
    {
        if (!request.MayChange)
        {
            return FilesDesk.MayNot(request);
        }

        if (door is null)
        {
            return FilesDesk.Refuse(request, StatusCodes.Status409Conflict, "This program has no inbox.");
        }

        var sent = await request.FilesAsync("file");
        if (sent.Count is 0 or > MostFiles)
        {
            return FilesDesk.Refuse(request, StatusCodes.Status400BadRequest, sent.Count == 0
                ? "Choose at least one file."
                : $"These are {Words.Number(sent.Count)} files; at most {MostFiles} can be sent at once. Send the others after them, or copy them into the inbox folder.");
        }

        var results = new List<UploadResult>();
        foreach (var file in sent)
        {
            results.Add(await PutAsync(file, request.Aborted));
        }

        var address = request.Links.Uploaded(results.Where(result => result.Hash is not null).Select(result => result.Hash!.Value));
        return results.TrueForAll(result => result.Refused is null)
            ? Answer.SeeOther(address)
            : Answer.Page<UploadRefused>("Not all files were taken", new UploadRefusedView(request.Links, results, address), StatusCodes.Status400BadRequest);
    }

    public async Task<Answer> ShowAsync(PageRequest request)
    {
        var found = await FindAsync(request);
        return Answer.Page<UploadedPage>("Uploaded files", new UploadedView(request.Links, Clock.Of(time), found, StateOf(found)));
    }

    /// <summary>Whether something has changed since; no names.</summary>
    public async Task<Answer> ProgressAsync(PageRequest request) => Answer.Progress(string.Empty, null, StateOf(await FindAsync(request)));

    private async Task<UploadResult> PutAsync(SentFile file, CancellationToken cancellationToken)
    {
        if (door!.WhyClosed() is { } closed)
        {
            return new(file.Name, null, $"was not taken. {closed}");
        }

        if (file.Length > door.LargestFile)
        {
            return new(file.Name, null, $"has {FileWords.Size(file.Length)}, more than the {FileWords.Size(door.LargestFile)} that can be uploaded. Copy it into the inbox folder.");
        }

        await using var content = file.Open();
        return await door.PutAsync(file.Name, content, cancellationToken);
    }

    private async Task<List<UploadedFile>> FindAsync(PageRequest request)
    {
        var hashes = request.QueryAll("hash").Where(text => Sha256().IsMatch(text)).Distinct().Take(MostFiles).Select(text => new FileHash(text)).ToList();
        var found = await files.FindAsync(hashes, request.Aborted);
        return hashes.ConvertAll(hash => new UploadedFile(hash, found.GetValueOrDefault(hash)));
    }

    private static string StateOf(List<UploadedFile> found) => string.Join('-', found.Select(entry => entry.File is { } file ? (int)file.Status : 9));

    [GeneratedRegex("^[0-9a-f]{64}$")]
    private static partial Regex Sha256();
}

/// <summary>A file that was uploaded; no row yet while it lies in the inbox.</summary>
public sealed record UploadedFile(FileHash Hash, FileRow? File);

/// <summary>What became of uploaded files.</summary>
public sealed record UploadedView(DashboardLinks Links, Clock Clock, IReadOnlyList<UploadedFile> Files, string State)
{
    public bool IsInWork => Files.Any(entry => entry.File is null || FileWords.IsInWork(entry.File.Status));
}

/// <summary>Files of which some were refused; <paramref name="Taken"/> is the address of those that were not.</summary>
public sealed record UploadRefusedView(DashboardLinks Links, IReadOnlyList<UploadResult> Results, string Taken);
