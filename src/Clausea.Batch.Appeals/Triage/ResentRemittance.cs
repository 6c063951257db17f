namespace Clausea.Batch.Appeals;

/// <summary>A payment that the payer has told of before, under the same trace number, with other content.</summary>
public static class ResentRemittance
{
    /// <summary>Name of the rule, as verdicts have it.</summary>
    public const string Rule = "remittance-sent-again";

    private const string Because =
        "The payer has sent this payment before, under the same trace number, with other content. A person decides which of the two holds.";

    private const string ToDo = "Compare this remittance with the one that came first, and ask the payer which one holds.";

    /// <summary>The same findings without a letter: a letter might argue against a decision that is withdrawn.</summary>
    public static Verdict Judge(Verdict verdict) => verdict with
    {
        Disposition = Disposition.Review,
        Kind = null,
        Rule = Rule,
        Because = $"{Because} Taken by itself: {verdict.Because}",
        ToDos = [ToDo, .. verdict.ToDos],
    };
}
