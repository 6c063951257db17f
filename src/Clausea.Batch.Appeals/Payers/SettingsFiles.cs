using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Clausea.Batch.Appeals;

/// <summary>Values that YAML takes for any text, but the product does not; a mistake names the key.</summary>
internal sealed class SettingsCheck(string file, ICollection<TemplateProblem> problems)
{
    public string? OneOf(string? value, IEnumerable<string> known, string key)
    {
        if (value is null || known.Contains(value))
        {
            return value;
        }

        problems.Add(new TemplateProblem(file, 1, 1, $"{key}: unknown value \"{value}\"; there are {string.Join(", ", known)}"));
        return null;
    }

    public DateOnly? Date(string? value, string key)
    {
        if (value is null)
        {
            return null;
        }

        if (DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            return date;
        }

        problems.Add(new TemplateProblem(file, 1, 1, $"{key}: \"{value}\" is not a date; write it as 2026-01-31"));
        return null;
    }
}

/// <summary>Reads payers.yaml and practices.yaml; a mistake names the file, the line and the key.</summary>
internal static class SettingsFiles
{
    private static readonly string[] s_clocks = ["notice", "presumed-receipt"];

    private static readonly string[] s_lines =
        ["commercial", "medicare", "medicare-advantage", "medicaid", "tricare", "veterans", "workers-compensation", "auto", "federal", "other"];

    private static readonly IDeserializer s_yaml = new DeserializerBuilder()
        .WithNamingConvention(UnderscoredNamingConvention.Instance)
        .WithEnforceRequiredMembers()
        .Build();

    public static PayerBook ReadPayers(string path, PlaybookShelf playbooks, ICollection<TemplateProblem> problems)
    {
        var file = Read<PayersFile>(path, problems);
        if (file is null)
        {
            return PayerBook.Empty;
        }

        foreach (var meaning in file.Payers.SelectMany(payer => payer.RemarkMeanings).Where(meaning => playbooks.Find(meaning.Playbook) is null))
        {
            problems.Add(new TemplateProblem(Path.GetFileName(path), 1, 1, $"payers: remark_meanings: playbook: there is no playbook \"{meaning.Playbook}\""));
        }

        var check = new SettingsCheck(Path.GetFileName(path), problems);
        return new PayerBook([.. file.Payers.Select(payer => ToPayer(payer, check))], [.. file.FilingRules.Select(rule => ToRule(rule, check))]);
    }

    public static PracticeBook ReadPractices(string path, ICollection<TemplateProblem> problems) =>
        Read<PracticesFile>(path, problems) is { } file
            ? new PracticeBook([.. file.Practices.Select(ToPractice)])
            : PracticeBook.Empty;

    private static T? Read<T>(string path, ICollection<TemplateProblem> problems)
        where T : class
    {
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            return s_yaml.Deserialize<T?>(File.ReadAllText(path));
        }
        catch (YamlException e)
        {
            problems.Add(new TemplateProblem(Path.GetFileName(path), (int)e.Start.Line, (int)e.Start.Column, (e.InnerException ?? e).Message));
            return null;
        }
    }

    private static PayerEntry ToPayer(PayerMatter payer, SettingsCheck check) => new()
    {
        Name = payer.Name,
        Ids = payer.Ids,
        Aliases = payer.Aliases,
        Line = check.OneOf(payer.Line, s_lines, $"payers: {payer.Name}: line"),
        Unit = payer.Appeals?.Unit,
        Address = payer.Appeals?.Address ?? [],
        Fax = payer.Appeals?.Fax,
        Portal = payer.Appeals?.Portal,
        Meanings = [.. payer.RemarkMeanings.Select(meaning => new RemarkMeaning(
            meaning.Code, meaning.Playbook, meaning.Describes, meaning.Source,
            check.Date(meaning.From, $"payers: {payer.Name}: remark_meanings: from"), check.Date(meaning.Until, $"payers: {payer.Name}: remark_meanings: until"),
            meaning.EnteredBy))],
    };

    private static FilingRule ToRule(RuleMatter rule, SettingsCheck check) => new()
    {
        Name = rule.Name,
        Letters =
        [
            .. rule.Letters.Select(letter => check.OneOf(letter, LetterKinds.Templates, $"filing_rules: {rule.Name}: letters"))
                .OfType<string>().Select(LetterKinds.FromTemplate).OfType<LetterKind>(),
        ],
        Payers = rule.Payers,
        Lines = [.. rule.Lines.Select(line => check.OneOf(line, s_lines, $"filing_rules: {rule.Name}: lines")).OfType<string>()],
        Days = rule.Days,
        Clock = check.OneOf(rule.Clock, s_clocks, $"filing_rules: {rule.Name}: clock") == s_clocks[1] ? ClockStart.PresumedReceipt : ClockStart.Notice,
        Source = rule.Source,
        VerifiedOn = check.Date(rule.VerifiedOn, $"filing_rules: {rule.Name}: verified_on"),
        IsDefault = rule.Default,
    };

    private static PracticeEntry ToPractice(PracticeMatter practice) => new()
    {
        Name = practice.Name,
        Npis = practice.Npis,
        TaxIds = practice.TaxIds,
        Address = practice.Address,
        Phone = practice.Phone,
        Fax = practice.Fax,
        Email = practice.Email,
        Signer = practice.Signer,
        SignerTitle = practice.SignerTitle,
    };

    private sealed class PayersFile
    {
        public List<PayerMatter> Payers { get; init; } = [];

        public List<RuleMatter> FilingRules { get; init; } = [];
    }

    private sealed class PayerMatter
    {
        public required string Name { get; init; }

        public List<string> Ids { get; init; } = [];

        public List<string> Aliases { get; init; } = [];

        public string? Line { get; init; }

        public AppealsMatter? Appeals { get; init; }

        public List<MeaningMatter> RemarkMeanings { get; init; } = [];
    }

    private sealed class AppealsMatter
    {
        public string? Unit { get; init; }

        public List<string> Address { get; init; } = [];

        public string? Fax { get; init; }

        public string? Portal { get; init; }
    }

    private sealed class MeaningMatter
    {
        public required string Code { get; init; }

        public required string Playbook { get; init; }

        public required string Describes { get; init; }

        public required string Source { get; init; }

        public required string EnteredBy { get; init; }

        public string? From { get; init; }

        public string? Until { get; init; }
    }

    private sealed class RuleMatter
    {
        public required string Name { get; init; }

        public List<string> Letters { get; init; } = [];

        public List<string> Payers { get; init; } = [];

        public List<string> Lines { get; init; } = [];

        public required int Days { get; init; }

        public string Clock { get; init; } = "notice";

        public required string Source { get; init; }

        public string? VerifiedOn { get; init; }

        public bool Default { get; init; }
    }

    private sealed class PracticesFile
    {
        public List<PracticeMatter> Practices { get; init; } = [];
    }

    private sealed class PracticeMatter
    {
        public required string Name { get; init; }

        public List<string> Npis { get; init; } = [];

        public List<string> TaxIds { get; init; } = [];

        public List<string> Address { get; init; } = [];

        public string? Phone { get; init; }

        public string? Fax { get; init; }

        public string? Email { get; init; }

        public string? Signer { get; init; }

        public string? SignerTitle { get; init; }
    }
}
