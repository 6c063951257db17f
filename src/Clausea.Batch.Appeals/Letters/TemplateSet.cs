using System.Collections.Concurrent;
using Scriban;
using Scriban.Parsing;

namespace Clausea.Batch.Appeals;

/// <summary>Everything that users edit under templates/, read and parsed once: letters, parts, playbooks, payers and
/// practices. What is wrong with it stands in <see cref="Problems"/>, with file, line and column.</summary>
public sealed class TemplateSet
{
    private readonly Dictionary<string, Template> _letters;
    private readonly Dictionary<string, Template> _partials;
    private readonly ConcurrentDictionary<string, Template> _arguments = new();
    private readonly List<TemplateProblem> _problems = [];

    private TemplateSet(string folder)
    {
        Folder = folder;
        _letters = Parse(Path.Combine(folder, "letters"));
        _partials = Parse(Path.Combine(folder, "letters", "_partials"));
        Playbooks = PlaybookShelf.Load(Path.Combine(folder, "playbooks"), _problems);
        Practices = SettingsFiles.ReadPractices(Path.Combine(folder, "practices.yaml"), _problems);
        Payers = SettingsFiles.ReadPayers(Path.Combine(folder, "payers.yaml"), Playbooks, Practices, _problems);
        foreach (var playbook in Playbooks.All)
        {
            Argument(playbook);
        }
    }

    public string Folder { get; }

    public PlaybookShelf Playbooks { get; }

    public PayerBook Payers { get; }

    public PracticeBook Practices { get; }

    public IReadOnlyList<TemplateProblem> Problems => _problems;

    public static TemplateSet Load(string folder) => new(folder);

    internal Template? Letter(string name) => _letters.GetValueOrDefault(name);

    internal Template? Partial(string name) => _partials.GetValueOrDefault(name);

    internal Template? Argument(Playbook playbook) => playbook.Argument is null
        ? null
        : _arguments.GetOrAdd(playbook.Key, _ => Parse(playbook.Argument, playbook.File, playbook.ArgumentLine - 1));

    private Dictionary<string, Template> Parse(string folder) => Directory.Exists(folder)
        ? Directory.EnumerateFiles(folder, "*.sbn").Order(StringComparer.Ordinal).ToDictionary(
            path => Path.GetFileNameWithoutExtension(path),
            path => Parse(File.ReadAllText(path).TrimEnd('\n'), Path.GetRelativePath(Folder, path), 0))
        : [];

    private Template Parse(string text, string file, int linesBefore)
    {
        var template = Template.Parse(text, file);
        foreach (var message in template.Messages.Where(message => message.Type == ParserMessageType.Error))
        {
            _problems.Add(new TemplateProblem(file, message.Span.Start.Line + 1 + linesBefore, message.Span.Start.Column + 1, message.Message));
        }

        return template;
    }
}
