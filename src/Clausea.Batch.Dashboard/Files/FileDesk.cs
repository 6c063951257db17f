using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Clausea.Batch.Dashboard.Parts;
using Clausea.Batch.Dashboard.Web;
using Clausea.Batch.Era;
using Clausea.Batch.Ledger;
using Microsoft.AspNetCore.Http;

namespace Clausea.Batch.Dashboard.Files;

/// <summary>One file: what it brought, what is wrong with it, and its bytes as they came.</summary>
internal sealed class FileDesk(
    LedgerFiles files, FileList list, LedgerAccess access, TimeProvider time, ReplayLater? replayLater = null, OpenOriginal? openOriginal = null)
{
    private const int RemittancesShown = 200;

    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    public async Task<Answer> ShowAsync(PageRequest request)
    {
        if (await files.FindAsync(request.Id, request.Aborted) is not { } file)
        {
            return NotFound(request);
        }

        var after = long.TryParse(request.Query("after"), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0;
        var remittances = await list.RemittancesAsync(file.Id, after, RemittancesShown + 1, request.Aborted);
        await access.RecordAsync(new(request.Actor, AccessAction.Viewed, AccessSubject.File, file.Id), request.Aborted);
        return Answer.Page<FilePage>($"File {file.Id}", new FileView
        {
            Links = request.Links,
            Clock = Clock.Of(time),
            File = file,
            Remittances = [.. remittances.Take(RemittancesShown)],
            IsFirstPage = after == 0,
            NextAfter = remittances.Count > RemittancesShown ? remittances[RemittancesShown - 1].Id : null,
            Findings = FindingsOf(file),
            Progress = ProgressOf(request, file),
            Job = file.JobId is { } job && request.HasJob(job) ? job : null,
            Replay = replayLater is not null && request.MayChange && file.Status == FileStatus.Quarantined && file.StoredAs is not null ? request.Token() : null,
            HasOriginal = openOriginal is not null,
        });
    }

    /// <summary>How far the reading has got, for the page to show while it lasts; nothing of what was read.</summary>
    public async Task<Answer> ProgressAsync(PageRequest request)
    {
        if (await files.FindAsync(request.Id, request.Aborted) is not { } file)
        {
            return NotFound(request);
        }

        var progress = ProgressOf(request, file);
        return Answer.Progress(progress?.Text ?? FileWords.Of(file.Status), progress?.Part, file.Status.ToString());
    }

    /// <summary>Hands the file out as it came in. For those who may change something, and only once it is written down.</summary>
    public async Task<Answer> DownloadAsync(PageRequest request)
    {
        if (!request.MayChange)
        {
            return FilesDesk.MayNot(request);
        }

        if (await files.FindAsync(request.Id, request.Aborted) is not { } file)
        {
            return NotFound(request);
        }

        if (openOriginal?.Invoke(file) is not { } content)
        {
            return Answer.Page<MessagePage>(
                "The file is not there", new Message("The file is not there", "Its bytes are not where the ledger says, or were taken away because their time is over.", request.Links.File(file.Id), $"Back to file {file.Id}"), StatusCodes.Status404NotFound);
        }

        await access.RecordAsync(new(request.Actor, AccessAction.Exported, AccessSubject.File, file.Id), request.Aborted);
        return Answer.Download("application/octet-stream", NameOf(file), content);
    }

    // The name that it came with may say whose it is: it stays on the page.
    private static string NameOf(FileRow file)
    {
        var ending = Path.GetExtension(file.Name);
        var isPlain = ending.Length is > 1 and <= 10 && ending.Skip(1).All(char.IsAsciiLetterOrDigit);
        return string.Create(CultureInfo.InvariantCulture, $"file-{file.Id}{(isPlain ? ending.ToLowerInvariant() : ".835")}");
    }

    private static ReadProgress? ProgressOf(PageRequest request, FileRow file) =>
        FileWords.IsInWork(file.Status) && file.JobId is { } job ? ReadProgress.Parse(request.JobParameter(job, FileJobSection.Progress)) : null;

    private static List<FindingsOfCode> FindingsOf(FileRow file)
    {
        var findings = file.Totals.FindingsJson is { } json ? JsonSerializer.Deserialize<List<Finding>>(json, s_json) ?? [] : [];
        return
        [
            .. findings.GroupBy(finding => finding.Code)
                .Select(group => new FindingsOfCode(
                    group.Key, group.First().Severity, FindingKinds.All.FirstOrDefault(kind => kind.Code == group.Key)?.Title, FindingAdvice.Of(group.Key), [.. group]))
                .OrderByDescending(entry => entry.Severity).ThenBy(entry => entry.Code, StringComparer.Ordinal),
        ];
    }

    private static Answer NotFound(PageRequest request) => Answer.Page<MessagePage>(
        "No such file", new Message("No such file", $"There is no file with the number {request.Id}.", request.Links.Files, "To the files"), StatusCodes.Status404NotFound);
}
