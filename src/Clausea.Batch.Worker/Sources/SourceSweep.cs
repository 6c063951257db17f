using Clausea.Batch.Worker.Inbox;
using Microsoft.Extensions.Options;

namespace Clausea.Batch.Worker.Sources;

/// <summary>Looks at sources, tells the log, and notes how they stand.</summary>
internal sealed partial class SourceSweep(
    IOptions<SourcesOptions> options, DataFolder folder, SourceStatuses statuses, TimeProvider time, ILogger<SourceSweep> log)
{
    public IReadOnlyList<SftpSource> Sources => options.Value.Sftp;

    /// <summary>One look at every source, side by side; what goes wrong with one does not hold up the others.</summary>
    public async Task<IReadOnlyList<PickUpResult>> RunAsync(CancellationToken cancellationToken) =>
        await Task.WhenAll(Sources.Select(source => RunAsync(source, cancellationToken)));

    public async Task<PickUpResult> RunAsync(SftpSource source, CancellationToken cancellationToken)
    {
        var result = await new SftpPickUp(folder, source, time).RunAsync(cancellationToken);
        statuses.Note(result, time.GetUtcNow());
        if (result.Fetched + result.Moving > 0)
        {
            LogLooked(source.Name, result.Fetched, result.Moving);
        }

        foreach (var problem in result.Problems)
        {
            LogProblem(source.Name, problem);
        }

        return result;
    }

    [LoggerMessage(EventId = 701, Level = LogLevel.Information, Message = "Source {Source}: {Fetched} files fetched, {Moving} still being written")]
    private partial void LogLooked(string source, int fetched, int moving);

    [LoggerMessage(EventId = 702, Level = LogLevel.Warning, Message = "Source {Source}: {Problem}")]
    private partial void LogProblem(string source, string problem);
}
