using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Clausea.Batch.Appeals;

/// <summary>Reads one playbook: YAML between two lines of ---, then Markdown sections under # headings.</summary>
internal static class PlaybookFile
{
    private static readonly string[] s_sections =
        ["Argument", "Quick explanation", "Common causes", "How to prevent", "What wins", "When not to appeal"];

    private static readonly IDeserializer s_yaml = new DeserializerBuilder()
        .WithNamingConvention(UnderscoredNamingConvention.Instance)
        .WithEnforceRequiredMembers()
        .Build();

    public static Playbook? Read(string path, ICollection<TemplateProblem> problems)
    {
        var file = Path.GetFileName(path);
        var lines = File.ReadAllLines(path);
        var end = Array.FindIndex(lines, 1, line => line.TrimEnd() == "---");
        if (lines.Length == 0 || lines[0].TrimEnd() != "---" || end < 0)
        {
            problems.Add(new TemplateProblem(file, 1, 1, "a playbook begins with settings between two lines of ---"));
            return null;
        }

        var matter = ReadMatter(file, string.Join('\n', lines[1..end]), problems);
        var sections = ReadSections(file, lines, end + 1, problems);
        return matter is null ? null : Check(file, matter, sections, lines, problems) is { } playbook ? playbook with { Path = path } : null;
    }

    private static Matter? ReadMatter(string file, string yaml, ICollection<TemplateProblem> problems)
    {
        try
        {
            return s_yaml.Deserialize<Matter>(yaml);
        }
        catch (YamlException e)
        {
            problems.Add(new TemplateProblem(file, (int)e.Start.Line + 1, (int)e.Start.Column, (e.InnerException ?? e).Message));
            return null;
        }
    }

    private static Dictionary<string, string> ReadSections(string file, string[] lines, int from, ICollection<TemplateProblem> problems)
    {
        var sections = new Dictionary<string, string>(StringComparer.Ordinal);
        string? name = null;
        var start = from;
        for (var i = from; i <= lines.Length; i++)
        {
            var isHeading = i < lines.Length && lines[i].StartsWith("# ", StringComparison.Ordinal);
            if (!isHeading && i < lines.Length)
            {
                continue;
            }

            if (name is not null)
            {
                sections[name] = string.Join('\n', lines[start..i]).TrimEnd();
            }

            if (isHeading)
            {
                name = lines[i][2..].Trim();
                start = i + 1;
                if (!s_sections.Contains(name))
                {
                    problems.Add(new TemplateProblem(file, i + 1, 1, $"unknown section \"{name}\"; there are {string.Join(", ", s_sections)}"));
                }
            }
        }

        return sections;
    }

    private static Playbook? Check(
        string file, Matter matter, Dictionary<string, string> sections, string[] lines, ICollection<TemplateProblem> problems)
    {
        var before = problems.Count;
        var letter = KindOf(matter.Letter);
        if (matter.Letter is not null && letter is null)
        {
            problems.Add(Problem(file, lines, "letter:", matter.Letter!, $"unknown letter \"{matter.Letter}\"; there are {string.Join(", ", LetterKinds.OfPlaybooks)}"));
        }

        if (!Enum.TryParse<Disposition>(matter.Disposition, out var disposition))
        {
            problems.Add(Problem(file, lines, "disposition:", matter.Disposition, $"unknown disposition \"{matter.Disposition}\"; there are {string.Join(", ", Enum.GetNames<Disposition>())}"));
        }

        if (letter is not null && !sections.ContainsKey("Argument"))
        {
            problems.Add(new TemplateProblem(file, lines.Length, 1, "a playbook with a letter needs a section \"Argument\""));
        }

        if (matter.Filing is not null && KindOf(matter.Filing) is null)
        {
            problems.Add(Problem(file, lines, "filing:", matter.Filing!, $"unknown filing rule \"{matter.Filing}\"; there are {string.Join(", ", LetterKinds.OfPlaybooks)}"));
        }

        foreach (var set in matter.Match.SelectMany(match => match.Reasons).Where(CodeSets.IsUnknownReasons)
            .Concat(matter.Match.SelectMany(match => match.Remarks.Concat(match.AlsoRemarks)).Where(CodeSets.IsUnknownRemarks)))
        {
            problems.Add(Problem(file, lines, set, set, $"unknown set of codes \"{set}\"; reasons know {string.Join(", ", CodeSets.ReasonSets)}, remarks know {string.Join(", ", CodeSets.RemarkSets)}"));
        }

        foreach (var service in matter.Match.SelectMany(match => match.Services).Where(IsUnknownClass))
        {
            problems.Add(Problem(file, lines, service, service, $"unknown service class \"{service}\"; there are {string.Join(", ", BehavioralServices.Classes)}, or a code"));
        }

        return problems.Count > before ? null : new Playbook
        {
            Key = Path.GetFileNameWithoutExtension(file),
            Title = matter.Title,
            Disposition = disposition,
            Letter = letter,
            Template = letter is null ? null : matter.Letter,
            Matches = [.. matter.Match.Select(match => match.ToMatch())],
            Priority = matter.Priority,
            Filing = KindOf(matter.Filing),
            Evidence = [.. matter.Evidence.Select(evidence => new PlaybookEvidence(evidence.Key, evidence.What, evidence.Who))],
            Sections = sections,
            File = file,
            ArgumentLine = Line(lines, "# Argument") + 1,
        };
    }

    private static LetterKind? KindOf(string? template) =>
        template is not null && LetterKinds.OfPlaybooks.Contains(template) ? LetterKinds.FromTemplate(template) : null;

    // A class is written in small letters; anything with a digit is a code.
    private static bool IsUnknownClass(string service) =>
        !service.Any(char.IsAsciiDigit) && !BehavioralServices.Classes.Contains(service);

    // Where the value stands, on the line of its key.
    private static TemplateProblem Problem(string file, string[] lines, string key, string value, string message)
    {
        var line = Array.FindIndex(lines, text => text.Contains(key, StringComparison.Ordinal) && text.Contains(value, StringComparison.Ordinal));
        return line < 0
            ? new TemplateProblem(file, 1, 1, message)
            : new TemplateProblem(file, line + 1, lines[line].LastIndexOf(value, StringComparison.Ordinal) + 1, message);
    }

    private static int Line(string[] lines, string text) =>
        Math.Max(Array.FindIndex(lines, line => line.Contains(text, StringComparison.Ordinal)), 0) + 1;

    private sealed class Matter
    {
        public required string Title { get; init; }

        public required string Disposition { get; init; }

        public string? Letter { get; init; }

        public List<MatchMatter> Match { get; init; } = [];

        public int Priority { get; init; }

        public List<EvidenceMatter> Evidence { get; init; } = [];

        public string? Filing { get; init; }
    }

    private sealed class MatchMatter
    {
        public List<string> Reasons { get; init; } = [];

        public List<string> Remarks { get; init; } = [];

        public List<string> AlsoRemarks { get; init; } = [];

        public List<string> Groups { get; init; } = [];

        public List<string> Modifiers { get; init; } = [];

        public List<string> Payers { get; init; } = [];

        public List<string> Services { get; init; } = [];

        public List<string> PayerLines { get; init; } = [];

        public List<string> FilingIndicators { get; init; } = [];

        public PlaybookMatch ToMatch() => new()
        {
            Reasons = CodeSets.OfReasons(Reasons),
            Remarks = CodeSets.OfRemarks(Remarks),
            AlsoRemarks = CodeSets.OfRemarks(AlsoRemarks),
            Modifiers = Modifiers,
            Payers = Payers,
            Groups = Groups,
            Services = Services,
            PayerLines = PayerLines,
            FilingIndicators = FilingIndicators,
        };
    }

    private sealed class EvidenceMatter
    {
        public required string Key { get; init; }

        public required string What { get; init; }

        public required string Who { get; init; }
    }
}
