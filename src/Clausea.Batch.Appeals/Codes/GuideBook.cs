using System.Reflection;

namespace Clausea.Batch.Appeals;

/// <summary>A part of a code's page: a heading and Markdown.</summary>
public sealed record GuideSection(string Heading, string Text)
{
    public const string Explanation = "Quick explanation";
    public const string Causes = "Common causes";
    public const string Prevention = "How to prevent";
    public const string NextSteps = "What to do";
    public const string Reviewer = "What a reviewer looks for";
    public const string Evidence = "Evidence to cite";
}

/// <summary>What to say of codes by category, where no playbook speaks of them: Codes/Data/*-guides.</summary>
internal static class GuideBook
{
    private static readonly Lazy<Dictionary<string, IReadOnlyList<GuideSection>>> s_guides = new(() =>
        new[] { "category-guides", "plain-guides" }.SelectMany(Read).ToDictionary());

    private static readonly Lazy<List<ServiceGuide>> s_services = new(() =>
        [.. CodeTable.Read("service-guides").Select(row => new ServiceGuide(row[0].Split(' '), row[2], row[3], row[4], row[5].Split(' ')))]);

    // From the particular to the general.
    private static readonly string[] s_classes =
        ["php", "iop", "crisis", "evaluation", "family", "group", "psychotherapy", "sud", "behavioral-health"];

    public static IReadOnlyList<GuideSection> Of(ReasonCode reason) => First($"reason {reason.Category}", "reason other");

    public static IReadOnlyList<GuideSection> Of(RemarkCode remark) =>
        First($"remark {remark.Category}/{remark.Effect}", $"remark {remark.Category}", $"reason {remark.Category}", "remark other");

    public static IReadOnlyList<GuideSection> Of(CodeName name, CodeCatalogue codes) => name.Kind switch
    {
        CodeKind.Reason => Of(codes.Reason(name.Code)!),
        CodeKind.Remark => Of(codes.Remark(name.Code)!),
        CodeKind.Group => First($"group {name.Code}", "reason other"),
        CodeKind.ClaimStatus => First($"status {name.Code}", "reason other"),
        CodeKind.ProviderAdjustment => First($"plb {name.Code}", "plb"),
        CodeKind.FilingIndicator => First($"filing {codes.PayerLine(name.Code)}", "filing"),
        _ => ServiceOf(name.Code)!.Sections(),
    };

    /// <summary>The guide of the service itself, else of its most particular class.</summary>
    public static ServiceGuide? ServiceOf(string code) =>
        s_services.Value.Find(guide => guide.Services.Contains(code)) ??
        s_classes.Where(BehavioralServices.Find(code)!.Classes.Contains)
            .Select(name => s_services.Value.Find(guide => guide.Services.Contains(name))).FirstOrDefault();

    private static IReadOnlyList<GuideSection> First(params string[] keys) =>
        s_guides.Value[Array.Find(keys, s_guides.Value.ContainsKey)!];

    // # keys, then the explanation, then ## headings.
    private static IEnumerable<KeyValuePair<string, IReadOnlyList<GuideSection>>> Read(string name)
    {
        foreach (var guide in Markdown(name).Split("\n# ").Skip(1))
        {
            var parts = guide.Split("\n## ");
            var (keys, explanation) = Cut(parts[0]);
            GuideSection[] sections = [new(GuideSection.Explanation, explanation), .. parts.Skip(1).Select(Section)];
            foreach (var key in keys.Split(", "))
            {
                yield return KeyValuePair.Create<string, IReadOnlyList<GuideSection>>(key, sections);
            }
        }
    }

    private static GuideSection Section(string part)
    {
        var (heading, text) = Cut(part);
        return new(heading, text);
    }

    private static (string Head, string Body) Cut(string text)
    {
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        return (text[..end].Trim(), text[end..].Trim());
    }

    private static string Markdown(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"Codes/{name}.md")
            ?? throw new InvalidOperationException($"The guides {name} are not part of the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}

/// <summary>What a reviewer of a behavioral-health service looks for.</summary>
internal sealed record ServiceGuide(
    IReadOnlyList<string> Services, string Time, string Reviewer, string Evidence, IReadOnlyList<string> Denials)
{
    public IReadOnlyList<GuideSection> Sections() =>
    [
        new(GuideSection.Explanation, Time),
        new(GuideSection.Reviewer, List(Reviewer)),
        new(GuideSection.Evidence, List(Evidence)),
    ];

    private static string List(string items) => string.Join('\n', items.Split(" | ").Select(item => $"- {char.ToUpperInvariant(item[0])}{item[1..]}"));
}
