namespace Clausea.Batch.Appeals;

/// <summary>What kind of document travels with a letter; it decides what has to be confirmed before it may.</summary>
public enum ExhibitClass
{
    /// <summary>Proof of filing, authorization, contract, policy, remittance: nothing of the chart.</summary>
    Paper,

    /// <summary>Progress note, assessment, plan, scale, attendance: a part of the chart.</summary>
    ClinicalRecord,
}

/// <summary>A document that travels with the letter, as the letter names it.</summary>
/// <param name="Letter">A, B … as in Exhibit A.</param>
/// <param name="Key">The evidence of a playbook that it supplies; null when none asks for it.</param>
/// <param name="Title">What it is, in words that the payer reads.</param>
/// <param name="Pages">How many it has.</param>
public sealed record Exhibit(string Letter, string? Key, string Title, int Pages)
{
    private const int Alphabet = 26;

    /// <summary>The first letter that none of them has: A to Z, then AA to ZZ.</summary>
    public static string NextLetter(IEnumerable<string> taken)
    {
        var known = taken.ToHashSet(StringComparer.Ordinal);
        return Enumerable.Range(0, Alphabet * (Alphabet + 1)).Select(LetterOf).First(letter => !known.Contains(letter));
    }

    /// <summary>Where a letter stands: A before B, Z before AA.</summary>
    public static int Place(string letter) => letter.Aggregate(0, (place, c) => (place * Alphabet) + (c - 'A') + 1);

    private static string LetterOf(int place) => place < Alphabet
        ? $"{(char)('A' + place)}"
        : $"{(char)('A' + (place / Alphabet) - 1)}{(char)('A' + (place % Alphabet))}";
}
