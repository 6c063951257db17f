using Clausea.Batch.Appeals;

namespace Clausea.Batch.Worker.Inbox;

/// <summary>The catalogue with the official texts of the data folder, read again when they change.</summary>
internal sealed partial class CurrentCodes(OfficialFolder folder, ILogger<CurrentCodes> log)
{
    private CodeCatalogue _catalogue = CodeCatalogue.Shipped;
    private string? _stamp;

    /// <summary>The same object until something changes. Not for several threads at once.</summary>
    public CodeCatalogue Now()
    {
        var stamp = folder.Stamp();
        if (stamp == _stamp)
        {
            return _catalogue;
        }

        _stamp = stamp;
        _catalogue = CodeCatalogue.Shipped.WithOfficial(folder.Load(out var problems));
        foreach (var problem in problems)
        {
            LogProblem(problem);
        }

        return _catalogue;
    }

    [LoggerMessage(EventId = 303, Level = LogLevel.Error, Message = "{Problem}")]
    private partial void LogProblem(string problem);
}
