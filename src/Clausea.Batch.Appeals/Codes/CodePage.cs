namespace Clausea.Batch.Appeals;

/// <summary>What the product says about one code: meaning, causes, prevention, next steps, the playbooks that answer it,
/// and the codes around it.</summary>
public sealed partial record CodePage
{
    public required CodeName Name { get; init; }

    public string Code => Name.Code;

    /// <summary>Reason code, remark code …</summary>
    public required string Kind { get; init; }

    /// <summary>The meaning, in our words.</summary>
    public required string Text { get; init; }

    public required IReadOnlyList<string> Facts { get; init; }

    /// <summary>What has to be known so that the code is not misread.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>Explanation, causes, prevention, next steps; for a service what a reviewer looks for.</summary>
    public required IReadOnlyList<GuideSection> Guide { get; init; }

    /// <summary>The most general first.</summary>
    public required IReadOnlyList<PlaybookAnswer> Answers { get; init; }

    public required IReadOnlyList<RelatedCode> Related { get; init; }

    /// <summary>Other codes that are written in the same way.</summary>
    public required IReadOnlyList<RelatedCode> Also { get; init; }

    /// <summary>The playbook from which the guide is told; null when the category tells it.</summary>
    public Playbook? Lead => Answers.FirstOrDefault(answer => answer.Leads)?.Playbook;

    /// <summary>What <see cref="CodeWords"/> understands; null when the catalogue has no such code.</summary>
    public static CodePage? Of(string code, CodeCatalogue codes, PlaybookShelf playbooks)
    {
        var readings = CodeWords.Read(code, codes);
        if (readings.Count == 0)
        {
            return null;
        }

        var (name, group) = readings[0];
        var answers = PlaybookAnswers.For(name, codes.Remark(name.Code)?.Effect != "no-appeal", playbooks);
        return new CodePage
        {
            Name = name,
            Kind = KindOf(name.Kind),
            Text = CodeIndex.Text(name, codes)!,
            Facts = CodeFacts.Of(name, codes.Group(group), codes),
            Notes = CodeFacts.NotesOf(name),
            Guide = GuideOf(name, codes, answers.FirstOrDefault(answer => answer.Leads)?.Playbook),
            Answers = answers,
            Related = RelatedCodes.Of(name, codes, answers),
            Also = [.. readings.Skip(1).Select(other => new RelatedCode(other.Name, CodeIndex.Text(other.Name, codes)!, KindOf(other.Name.Kind)))],
        };
    }

    public static string KindOf(CodeKind kind) => kind switch
    {
        CodeKind.Reason => "reason code",
        CodeKind.Remark => "remark code",
        CodeKind.Group => "group code",
        CodeKind.ClaimStatus => "claim status",
        CodeKind.ProviderAdjustment => "provider adjustment",
        CodeKind.FilingIndicator => "claim filing indicator",
        _ => "service",
    };

    // A section that somebody has taken out of the playbook is told by the category.
    private static IReadOnlyList<GuideSection> GuideOf(CodeName name, CodeCatalogue codes, Playbook? lead) =>
        [.. GuideBook.Of(name, codes).Select(section => lead?.Sections.GetValueOrDefault(section.Heading) is { Length: > 0 } text ? section with { Text = text } : section)];
}
