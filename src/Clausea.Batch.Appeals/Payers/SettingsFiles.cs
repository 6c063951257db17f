using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Clausea.Batch.Appeals;

/// <summary>Reads payers.yaml and practices.yaml; a file that is absent says nothing.</summary>
internal static class SettingsFiles
{
    public static PayerBook ReadPayers(string path, PlaybookShelf playbooks, PracticeBook practices, ICollection<TemplateProblem> problems)
    {
        if (Read(path, problems) is not { } file)
        {
            return new PayerBook([], [], practices);
        }

        var payers = PayersFile.Read(file, playbooks);
        var rules = FilingRulesFile.Read(file);
        file.Close();
        return new PayerBook(payers, rules, practices);
    }

    public static PracticeBook ReadPractices(string path, ICollection<TemplateProblem> problems)
    {
        if (Read(path, problems) is not { } file)
        {
            return PracticeBook.Empty;
        }

        var practices = PracticesFile.Read(file, Path.GetDirectoryName(path)!);
        file.Close();
        return practices;
    }

    private static SettingsEntry? Read(string path, ICollection<TemplateProblem> problems)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        var file = Path.GetFileName(path);
        try
        {
            var yaml = new YamlStream();
            yaml.Load(new StringReader(File.ReadAllText(path)));
            switch (yaml.Documents.FirstOrDefault()?.RootNode)
            {
                case null or YamlScalarNode { Value: null or "" }:
                    return null;
                case YamlMappingNode root:
                    return new SettingsEntry(root, string.Empty, file, problems);
                case var other:
                    problems.Add(new TemplateProblem(file, (int)other.Start.Line, (int)other.Start.Column, "the file should be keys with values, such as payers:"));
                    return null;
            }
        }
        catch (YamlException e)
        {
            problems.Add(new TemplateProblem(file, (int)e.Start.Line, (int)e.Start.Column, $"this cannot be read; look at the indentation, and put a text with a colon or # in quotation marks ({(e.InnerException ?? e).Message})"));
            return null;
        }
    }
}
