#pragma warning disable CA1822 // A job's method belongs to an instance.
// The dashboard knows the worker's job by its full name, so the stand-in has to have it.
namespace Clausea.Batch.Worker.Jobs
{
    public sealed class DraftAppealJob
    {
        public void Run(long appealId, CancellationToken cancellationToken) =>
            cancellationToken.ThrowIfCancellationRequested();
    }

    public sealed class ProcessFileJob
    {
        public void Run(long fileId, object? context) => ArgumentOutOfRangeException.ThrowIfNegative(fileId, $"{nameof(fileId)} {context}");
    }

    public sealed class NightlyRun
    {
        public string Run(string result) => result;
    }
}

namespace Clausea.Batch.Dashboard.Tests
{
    public sealed class OtherJob
    {
        public void Run(long id) => ArgumentOutOfRangeException.ThrowIfNegative(id);
    }
}
