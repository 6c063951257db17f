using System.Globalization;
using System.Net;
using Clausea.Batch.Dashboard.Jobs;
using Clausea.Batch.Dashboard.Web;
using Hangfire.Dashboard;
using Hangfire.Storage;

namespace Clausea.Batch.Dashboard.Files;

/// <summary>On Hangfire's page of a file's job: the way to the file, how far its reading has got, and what it came to.</summary>
public static class FileJobSection
{
    /// <summary>Name of the job parameter that holds the progress.</summary>
    public const string Progress = "ClauseaProgress";

    // By name: the job belongs to the worker, which uses us.
    private const string JobType = "Clausea.Batch.Worker.Jobs.ProcessFileJob";

    /// <summary>The value of the parameter; bytes read, and of how many.</summary>
    public static string Write(int claims, long offset, long length) =>
        string.Create(CultureInfo.InvariantCulture, $"{claims} {offset} {length}");

    internal static NonEscapedString Render(JobDetailsRendererDto job)
    {
        if (job.JobDetails.Job is not { } known || known.Type.FullName != JobType || known.Args is not [long id, ..])
        {
            return new NonEscapedString(string.Empty);
        }

        var links = new DashboardLinks(job.Page.Url.To(string.Empty));
        var result = JobResult.LinesOf(job);
        return new NonEscapedString(string.Create(
            CultureInfo.InvariantCulture,
            $"<p><a href=\"{WebUtility.HtmlEncode(links.File(id))}\">File {id}, which this job reads</a></p>{(result.Count > 0 ? $"<p>{WebUtility.HtmlEncode(string.Join(' ', result))}</p>" : Going(job, links, id))}"));
    }

    // The script asks for the file's state, and loads the page anew when it changes.
    private static string Going(JobDetailsRendererDto job, DashboardLinks links, long id)
    {
        using var connection = job.Page.Storage.GetReadOnlyConnection();
        return ReadProgress.Parse(connection.GetJobParameter(job.JobId, Progress)) is not { } progress
            ? string.Empty
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{PageFrame.ScriptTag(links)}<p data-look-again=\"{WebUtility.HtmlEncode(links.FileProgress(id))}\" data-state=\"Processing\"><span>{progress.Text}</span> <progress max=\"1\" value=\"{progress.Part:0.###}\"></progress></p>");
    }
}
