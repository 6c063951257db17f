using Clausea.Batch.Appeals;

namespace Clausea.Batch.Worker.Inbox;

/// <summary>A set of templates, the codes they speak of, and what works from both.</summary>
internal sealed record TemplateDesk(TemplateSet Set, CodeCatalogue Codes, ClaimTriage Triage, LetterPress Press)
{
    public static TemplateDesk Of(TemplateSet set, CodeCatalogue codes) => new(
        set,
        codes,
        new ClaimTriage(codes, set.Playbooks, set.Payers),
        new LetterPress(set, codes));
}

/// <summary>The templates and codes as they are now: an edit or an import is picked up while the worker runs; a broken
/// edit is told, and the last good version stays in use.</summary>
internal sealed partial class CurrentTemplates(string folder, CurrentCodes codes, TimeProvider time, ILogger<CurrentTemplates> log)
{
    private static readonly TimeSpan s_checkEvery = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private TemplateDesk? _desk;
    private long _checkedAt;
    private DateTime _changedAt;
    private IReadOnlyList<TemplateProblem> _problems = [];

    public string Folder => folder;

    /// <summary>What is wrong with the templates as they lie in the folder now, whether or not these are in use.</summary>
    public IReadOnlyList<TemplateProblem> Problems
    {
        get
        {
            _ = Now;
            return _problems;
        }
    }

    public TemplateDesk Now
    {
        get
        {
            lock (_lock)
            {
                if (_desk is null || time.GetElapsedTime(_checkedAt) >= s_checkEvery)
                {
                    Refresh();
                }

                return _desk!;
            }
        }
    }

    private void Refresh()
    {
        _checkedAt = time.GetTimestamp();
        var catalogue = codes.Now();
        var set = Changed() ?? _desk!.Set;
        if (set != _desk?.Set || catalogue != _desk.Codes)
        {
            _desk = TemplateDesk.Of(set, catalogue);
        }
    }

    // The templates when they have changed and can be used; never null at first.
    private TemplateSet? Changed()
    {
        var changedAt = LastChange();
        if (_desk is not null && changedAt == _changedAt)
        {
            return null;
        }

        _changedAt = changedAt;
        var set = TemplateSet.Load(folder);
        _problems = set.Problems;
        foreach (var problem in set.Problems)
        {
            LogProblem(problem);
        }

        if (_desk is null || set.Problems.Count == 0)
        {
            return set;
        }

        LogKept();
        return null;
    }

    private DateTime LastChange() => Directory.Exists(folder)
        ? Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories).Select(File.GetLastWriteTimeUtc).DefaultIfEmpty().Max()
        : default;

    [LoggerMessage(EventId = 301, Level = LogLevel.Error, Message = "Template problem: {Problem}")]
    private partial void LogProblem(TemplateProblem problem);

    [LoggerMessage(EventId = 302, Level = LogLevel.Error, Message = "The templates were changed and have problems; the last good version stays in use")]
    private partial void LogKept();
}
