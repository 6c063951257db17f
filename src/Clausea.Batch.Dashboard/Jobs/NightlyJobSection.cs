using System.Net;
using Clausea.Batch.Dashboard.Web;
using Hangfire.Dashboard;

namespace Clausea.Batch.Dashboard.Jobs;

/// <summary>On Hangfire's page of a nightly run: what it came to, and the way to what it worked on.</summary>
internal static class NightlyJobSection
{
    // By name: the job belongs to the worker, which uses us.
    private const string JobType = "Clausea.Batch.Worker.Jobs.NightlyRun";

    public static NonEscapedString Render(JobDetailsRendererDto job)
    {
        if (job.JobDetails.Job?.Type.FullName != JobType)
        {
            return new NonEscapedString(string.Empty);
        }

        var links = new DashboardLinks(job.Page.Url.To(string.Empty));
        var lines = string.Concat(JobResult.LinesOf(job).Select(line => $"<li>{WebUtility.HtmlEncode(line)}</li>"));
        var result = lines.Length == 0 ? "<p>What it came to stands here once it is done.</p>" : $"<ul>{lines}</ul>";
        return new NonEscapedString(
            $"{result}<p><a href=\"{WebUtility.HtmlEncode(links.Worklist)}\">Appeals</a> · <a href=\"{WebUtility.HtmlEncode(links.Files)}\">Files</a></p>");
    }
}

/// <summary>What a job returned: a text, a line for each thing it tells.</summary>
internal static class JobResult
{
    /// <summary>Empty while the job is not done, and where it returned nothing.</summary>
    public static IReadOnlyList<string> LinesOf(JobDetailsRendererDto job)
    {
        var result = job.JobDetails.History
            .Select(state => state.Data is { } data && data.TryGetValue("Result", out var text) ? text : null)
            .FirstOrDefault(text => text is not null);
        return result is null || Newtonsoft.Json.Linq.JToken.Parse(result) is not Newtonsoft.Json.Linq.JValue { Value: string lines }
            ? []
            : lines.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
