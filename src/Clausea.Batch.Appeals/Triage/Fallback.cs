namespace Clausea.Batch.Appeals;

/// <summary>The playbook of a code that no playbook names, by its category: a letter that is due has a text.</summary>
internal static class Fallback
{
    private static readonly Dictionary<string, string> s_byCategory = new()
    {
        ["medical-necessity"] = "medical-necessity",
        ["clinical"] = "review-organization-finding",
        ["level-of-care"] = "level-of-care",
        ["level-of-service"] = "level-of-service",
        ["frequency"] = "frequency",
        ["parity"] = "psychiatric-reduction",
        ["authorization"] = "authorization-absent",
        ["coverage"] = "guidelines-not-met",
        ["documentation"] = "documentation-missing",
        ["documentation-missing"] = "documentation-missing",
        ["documentation-deficient"] = "documentation-deficient",
        ["timely-filing"] = "timely-filing",
        ["identifier"] = "patient-identifier",
        ["credentialing"] = "provider-identifiers",
        ["coding"] = "coding-procedure",
        ["bundling"] = "bundling",
        ["data"] = "missing-claim-data",
        ["eligibility"] = "missing-claim-data",
        ["outcome"] = "escalation",
    };

    public static Playbook? For(PlaybookShelf playbooks, ReasonCode reason) => With(playbooks, reason.Category, reason.Disposition);

    public static Playbook? For(PlaybookShelf playbooks, RemarkCode remark) =>
        With(playbooks, remark.Effect, remark.Disposition) ?? With(playbooks, remark.Category, remark.Disposition);

    private static Playbook? With(PlaybookShelf playbooks, string category, Disposition? disposition) =>
        playbooks.Find(s_byCategory.GetValueOrDefault(category)) is { } playbook && playbook.Disposition == disposition ? playbook : null;
}
