using System.Text.RegularExpressions;
using Clausea.Batch.Era;

namespace Clausea.Batch.Appeals;

/// <summary>Names as a letter writes them: remittances shout, people do not. A name in mixed case stays as sent.</summary>
public static partial class NaturalName
{
    private static readonly string[] s_particles = ["van", "von", "der", "den", "de", "del", "della", "di", "da", "dos", "la", "le", "ter", "ten"];

    private static readonly string[] s_upper = ["II", "III", "IV", "LLC", "LLP", "PC", "PLLC", "PA", "INC", "MD", "PHD", "HMO", "PPO",
        "MCO", "MAC", "USA", "BCBS", "DBA", "NP", "DO", "LP"];

    private static readonly string[] s_small = ["of", "and", "the", "for", "at", "in"];

    /// <summary>First middle last, suffix.</summary>
    public static string? OfPerson(Person? person)
    {
        if (person is null || (person.Last ?? person.First) is null)
        {
            return null;
        }

        if (person.IsOrganization)
        {
            return OfOrganization(person.Last);
        }

        var middle = person.Middle is { Length: 1 } initial ? initial + "." : person.Middle;
        var name = string.Join(' ', new[] { person.First, middle, person.Last }.Where(part => !string.IsNullOrWhiteSpace(part)).Select(part => Natural(part!, s_particles)));
        return Suffix(person.Suffix) is { } suffix ? $"{name}, {suffix}" : name;
    }

    public static string? OfOrganization(string? name) => name is null ? null : Natural(name, s_small);

    private static string? Suffix(string? suffix) => suffix?.Trim('.', ' ').ToUpperInvariant() switch
    {
        null or "" => null,
        "JR" => "Jr.",
        "SR" => "Sr.",
        var other when s_upper.Contains(other) => other,
        _ => suffix,
    };

    private static string Natural(string text, string[] small)
    {
        if (text.Any(char.IsLower))
        {
            return text;
        }

        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return string.Join(' ', words.Select((word, i) => Word(word, i > 0 || (small == s_particles && words.Length > 1), small)));
    }

    private static string Word(string word, bool maySmall, string[] small)
    {
        if (s_upper.Contains(word.Trim('.', ',')))
        {
            return word is "INC" or "INC." ? "Inc." : word;
        }

        var lower = word.ToLowerInvariant();
        return maySmall && small.Contains(lower) ? lower : Initials().Replace(lower, match => match.Value.ToUpperInvariant());
    }

    // The first letter, those after a hyphen or apostrophe, and the one after Mc.
    [GeneratedRegex(@"(^|[-'’/.(&])\p{L}|(?<=^mc)\p{L}")]
    private static partial Regex Initials();
}
