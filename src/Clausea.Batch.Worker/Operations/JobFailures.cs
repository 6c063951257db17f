using Hangfire.Common;
using Hangfire.Server;

namespace Clausea.Batch.Worker.Operations;

/// <summary>Counts each try of a job that ends in an error; a stop of the worker is none.</summary>
internal sealed class JobFailures(Telemetry telemetry) : IServerFilter, IJobFilterProvider
{
    public IEnumerable<JobFilter> GetFilters(Job job) => [new JobFilter(this, JobFilterScope.Global, null)];

    public void OnPerforming(PerformingContext context)
    {
        // What counts is the end.
    }

    public void OnPerformed(PerformedContext context)
    {
        if (context is { Canceled: false, Exception: { } thrown } && thrown is not OperationCanceledException && thrown.InnerException is not OperationCanceledException)
        {
            telemetry.JobFailed(context.BackgroundJob.Job.Type);
        }
    }
}
