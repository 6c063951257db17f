namespace Clausea.Batch.Appeals;

/// <summary>Which template belongs to which kind of letter.</summary>
public static class LetterKinds
{
    // The first template of a kind is its own; the others are families for causes that are argued in another way.
    private static readonly (string Template, LetterKind Kind)[] s_families =
    [
        ("appeal", LetterKind.Appeal),
        ("authorization", LetterKind.Appeal),
        ("duplicate", LetterKind.Appeal),
        ("records", LetterKind.Records),
        ("corrected-claim", LetterKind.CorrectedClaim),
        ("timely-filing", LetterKind.TimelyFiling),
        ("reopening", LetterKind.Reopening),
        ("escalation", LetterKind.Escalation),
        ("second-level", LetterKind.SecondLevel),
        ("external-review", LetterKind.ExternalReview),
    ];

    private static readonly Dictionary<string, LetterKind> s_byTemplate = s_families.ToDictionary(family => family.Template, family => family.Kind);

    private static readonly Dictionary<LetterKind, string> s_own =
        s_families.DistinctBy(family => family.Kind).ToDictionary(family => family.Kind, family => family.Template);

    /// <summary>Every template there is under letters/.</summary>
    public static IEnumerable<string> Templates => s_families.Select(family => family.Template);

    /// <summary>Those that a playbook or a filing rule may name: the others belong to a later level, whatever the playbook.</summary>
    public static IEnumerable<string> OfPlaybooks => s_families.Where(family => !family.Kind.IsLaterLevel()).Select(family => family.Template);

    public static LetterKind? FromTemplate(string template) =>
        s_byTemplate.TryGetValue(template, out var kind) ? kind : null;

    /// <summary>The template of a kind, unless a playbook names another of its family.</summary>
    public static string Template(this LetterKind kind) => s_own[kind];

    /// <summary>Answers a decision on an earlier appeal of ours.</summary>
    public static bool IsLaterLevel(this LetterKind kind) => kind is LetterKind.SecondLevel or LetterKind.ExternalReview;

    /// <summary>The kind by which filing rules know it: later levels are counted as escalations are.</summary>
    public static LetterKind Filing(this LetterKind kind) => kind.IsLaterLevel() ? LetterKind.Escalation : kind;

    /// <summary>The level of appeal that a kind belongs to when nothing else is known, from 1.</summary>
    public static int Level(this LetterKind kind) => kind switch
    {
        LetterKind.Escalation or LetterKind.SecondLevel => 2,
        LetterKind.ExternalReview => 3,
        _ => 1,
    };

    /// <summary>As people say it.</summary>
    public static string Title(this LetterKind kind) => kind switch
    {
        LetterKind.Appeal => "appeal",
        LetterKind.Records => "records cover letter",
        LetterKind.CorrectedClaim => "corrected-claim cover letter",
        LetterKind.TimelyFiling => "timely-filing proof",
        LetterKind.Reopening => "reopening request",
        LetterKind.SecondLevel => "second-level appeal",
        LetterKind.ExternalReview => "external review request",
        _ => "escalation",
    };
}
