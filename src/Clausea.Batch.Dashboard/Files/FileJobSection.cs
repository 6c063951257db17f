using System.Globalization;
using System.Net;
using Clausea.Batch.Dashboard.Web;
using Hangfire.Dashboard;
using Hangfire.Storage;

namespace Clausea.Batch.Dashboard.Files;

/// <summary>On Hangfire's page of a file's job: the way to the file, and how far its reading has got.</summary>
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

        using var connection = job.Page.Storage.GetReadOnlyConnection();
        var address = WebUtility.HtmlEncode(new DashboardLinks(job.Page.Url.To(string.Empty)).File(id));
        return new NonEscapedString(string.Create(
            CultureInfo.InvariantCulture, $"<p><a href=\"{address}\">File {id}</a>{Read(connection.GetJobParameter(job.JobId, Progress))}</p>"));
    }

    // Numbers only, so nothing has to be encoded.
    private static string Read(string? progress) => progress?.Split(' ') is [var claims, var offset, var length]
        && int.TryParse(claims, CultureInfo.InvariantCulture, out var read)
        && double.TryParse(offset, CultureInfo.InvariantCulture, out var at)
        && double.TryParse(length, CultureInfo.InvariantCulture, out var all)
        ? string.Create(
            CultureInfo.InvariantCulture,
            $", {read:N0} claims read <progress max=\"1\" value=\"{(all > 0 ? Math.Min(at / all, 1) : 0):0.###}\">{(all > 0 ? Math.Min(at / all, 1) : 0):P0}</progress>")
        : string.Empty;
}
