using System.Globalization;
using System.Net;
using Clausea.Batch.Dashboard.Web;
using Hangfire.Dashboard;

namespace Clausea.Batch.Dashboard.Case;

/// <summary>On Hangfire's page of a draft job: the way to the appeal it drafts.</summary>
internal static class DraftJobSection
{
    // By name: the job belongs to the worker, which uses us.
    private const string JobType = "Clausea.Batch.Worker.Jobs.DraftAppealJob";

    public static NonEscapedString Render(JobDetailsRendererDto job)
    {
        if (job.JobDetails.Job is not { } known || known.Type.FullName != JobType || known.Args is not [long id, ..])
        {
            return new NonEscapedString(string.Empty);
        }

        var address = WebUtility.HtmlEncode(new DashboardLinks(job.Page.Url.To(string.Empty)).Appeal(id));
        return new NonEscapedString(string.Create(
            CultureInfo.InvariantCulture,
            $"<p><a href=\"{address}\">Appeal {id}, whose letter this job drafts</a></p>"));
    }
}
