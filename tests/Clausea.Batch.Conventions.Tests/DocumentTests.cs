using System.Text.RegularExpressions;
using Clausea.Batch.Appeals;
using Clausea.Batch.Era;
using Clausea.Batch.Shared;
using Clausea.Batch.Worker.Hosting;
using Clausea.Batch.Worker.Sources;

namespace Clausea.Batch.Conventions.Tests;

/// <summary>What the documents say, against the code.</summary>
internal sealed partial class DocumentTests
{
    [Test]
    public void Every_finding_code_is_documented_and_no_other() =>
        Assert.That(
            FindingRow().Matches(Read("docs", "findings.md")).Select(match => match.Groups[1].Value),
            Is.EquivalentTo(FindingKinds.All.Select(kind => kind.Code)));

    [TestCase("Inbox", typeof(InboxOptions))]
    [TestCase("Nightly", typeof(NightlyOptions))]
    [TestCase("Workers", typeof(WorkersOptions))]
    [TestCase("Sources:Sftp:0", typeof(SftpSourceOptions))]
    [TestCase("Retention", typeof(RetentionOptions))]
    public void Every_option_is_documented(string section, Type options)
    {
        var keys = options.GetProperties().Select(property => $"`{section}:{property.Name}`").ToList();
        Assert.That(keys, Is.Not.Empty);
        var document = Read("docs", "configuration.md");
        Assert.That(keys.Where(key => !document.Contains(key, StringComparison.Ordinal)), Is.Empty);
    }

    [TestCase("Data:Folder")]
    [TestCase("Ledger:SqlServer")]
    public void Settings_read_by_name_are_documented(string key) => Assert.That(Read("docs", "configuration.md"), Does.Contain($"`{key}`"));

    [Test]
    public void The_commands_of_the_README_exist()
    {
        var verbs = Command().Matches(Read("README.md")).Select(match => match.Groups[1].Value).Distinct().ToList();
        var source = string.Concat(Directory.EnumerateFiles(Repository.PathOf("src", "Clausea.Batch.Worker", "Cli"), "*.cs").Select(File.ReadAllText));
        Assert.That(verbs, Does.Contain("demo"));
        Assert.That(verbs.Where(verb => !source.Contains($"new Command(\"{verb}\"", StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public void Links_between_documents_lead_somewhere()
    {
        var documents = Directory.EnumerateFiles(Repository.PathOf("docs"), "*.md", SearchOption.AllDirectories).Append(Repository.PathOf("README.md")).ToList();
        Assert.That(documents, Has.Count.GreaterThan(8));
        var broken = documents.SelectMany(document => Link().Matches(File.ReadAllText(document))
            .Select(match => match.Groups[1].Value)
            .Where(target => !target.StartsWith("http", StringComparison.Ordinal))
            .Where(target => !Path.Exists(Path.Combine(Path.GetDirectoryName(document)!, target)))
            .Select(target => $"{Path.GetFileName(document)}: {target}"));
        Assert.That(broken, Is.Empty);
    }

    [Test]
    public void Every_type_that_the_flow_names_exists()
    {
        var source = string.Concat(Directory.EnumerateFiles(Repository.PathOf("src"), "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)).Select(File.ReadAllText));
        var types = TypeName().Matches(Read("docs", "flow.md")).Select(match => match.Groups[1].Value).Distinct().ToList();
        Assert.That(types, Has.Count.GreaterThan(8));
        Assert.That(types.Where(type => !Regex.IsMatch(source, $@"\b{type}\b")), Is.Empty);
    }

    [Test]
    public void Every_rule_of_triage_is_documented_in_its_order_and_no_other()
    {
        var templates = TemplateSet.Load(Repository.Templates);
        var rules = new ClaimTriage(CodeCatalogue.Shipped, templates.Playbooks, templates.Payers).Rules.Select(rule => rule.Rule).ToList();
        var document = Read("docs", "triage.md");
        var tables = document[document.IndexOf("**The claim**", StringComparison.Ordinal)..document.IndexOf("Money that no adjustment", StringComparison.Ordinal)];
        var documented = RuleRow().Matches(tables).Select(match => match.Groups[1].Value.Replace(":…", string.Empty, StringComparison.Ordinal)).ToList();

        // A table tells two rows of the same name in one; and names three more that end a decision.
        Assert.That(documented, Is.EqualTo(rules.Where((rule, i) => i == 0 || rule != rules[i - 1] || rule != "forwarded").Concat(["unknown-code", "do-not-resubmit", "not-to-be-billed"])));
    }

    [Test]
    public void Every_flag_of_triage_is_documented() => Assert.That(
        FlagRow().Matches(Read("docs", "triage.md")).Select(match => match.Groups[1].Value), Is.SupersetOf(ClaimFlags.All));

    [Test]
    public void Every_rule_for_letters_is_documented_and_no_other()
    {
        var document = Read("templates", "README.md");
        var table = document[document.IndexOf("## What is refused", StringComparison.Ordinal)..document.IndexOf("## How needs work", StringComparison.Ordinal)];
        Assert.That(LintRow().Matches(table).Select(match => match.Value), Is.EquivalentTo(LetterLint.Rules));
    }

    private static string Read(params string[] path) => File.ReadAllText(Repository.PathOf(path));

    [GeneratedRegex(@"^\| `(ERA\d{3})` \|", RegexOptions.Multiline)]
    private static partial Regex FindingRow();

    [GeneratedRegex(@"^\| `([a-z-]+(?::…)?)` \|", RegexOptions.Multiline)]
    private static partial Regex RuleRow();

    [GeneratedRegex(@"^\| `([a-z0-9-]+)` \|", RegexOptions.Multiline)]
    private static partial Regex FlagRow();

    [GeneratedRegex(@"(?<=^\| [^|]*`)[a-z-]+(?=`)", RegexOptions.Multiline)]
    private static partial Regex LintRow();

    [GeneratedRegex(@"dotnet run --project src/Clausea\.Batch\.Worker -- ([a-z]+)")]
    private static partial Regex Command();

    [GeneratedRegex(@"\]\(([^)#\s]+)(?:#[^)]*)?\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"`([A-Z][A-Za-z]+)(?:\.[A-Z]\w+)?`")]
    private static partial Regex TypeName();
}
