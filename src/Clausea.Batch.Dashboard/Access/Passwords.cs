using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Clausea.Batch.Dashboard.Access;

/// <summary>Whether a password is the one.</summary>
public enum PasswordMatch
{
    No,
    Yes,

    /// <summary>Yes, and its hash was made more cheaply than is usual now.</summary>
    YesButOld,
}

/// <summary>What a password must be like, and how it is kept: PBKDF2 with HMAC-SHA-512 and a salt of its own.</summary>
public sealed class Passwords(int iterations = Passwords.Iterations)
{
    /// <summary>Well above the 210,000 that OWASP asks of this algorithm.</summary>
    public const int Iterations = 600_000;

    public const int Shortest = 12;
    public const int Longest = 256;

    private const int FewestCharacters = 5;

    // What lists of stolen passwords begin with; digits and signs around them do not help.
    private static readonly string[] s_common =
    [
        "password", "passwort", "passw", "pass", "welcome", "letmein", "changeme", "change", "administrator", "admin", "qwerty", "qwertyuiop",
        "asdfghjkl", "zxcvbnm", "qwertyuiopasdfghjkl", "iloveyou", "monkey", "dragon", "football", "baseball", "sunshine", "princess", "superman",
        "trustno", "secret", "default", "temporary", "guest", "test", "testing", "login", "summer", "winter", "spring", "autumn", "company",
        "clausea", "clauseabatch", "hangfire", "billing", "biller", "appeals", "remittance", "medicare", "medicaid", "hipaa", "healthcare",
    ];

    private static readonly string[] s_runs = ["abcdefghijklmnopqrstuvwxyz", "01234567890123456789", "qwertyuiopasdfghjklzxcvbnm", "1qaz2wsx3edc4rfv5tgb6yhn7ujm"];

    private readonly PasswordHasher<object> _hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = iterations }));
    private readonly Lazy<string> _nobody = new(() => new PasswordHasher<object>(Options.Create(new PasswordHasherOptions { IterationCount = iterations }))
        .HashPassword(string.Empty, Convert.ToHexString(RandomNumberGenerator.GetBytes(Shortest))));

    public string Hash(string password) => _hasher.HashPassword(string.Empty, password.Normalize(NormalizationForm.FormKC));

    /// <summary>Takes as long when there is no hash to compare with, so that nobody learns which names exist.</summary>
    public PasswordMatch Match(string? hash, string password)
    {
        if (password.Length > Longest || !IsText(password))
        {
            return PasswordMatch.No;
        }

        // Made whoever comes first, so that not even the first nobody takes longer.
        var nobody = _nobody.Value;
        var result = _hasher.VerifyHashedPassword(string.Empty, hash ?? nobody, password.Normalize(NormalizationForm.FormKC));
        return result switch
        {
            _ when hash is null => PasswordMatch.No,
            PasswordVerificationResult.Success => PasswordMatch.Yes,
            PasswordVerificationResult.SuccessRehashNeeded => PasswordMatch.YesButOld,
            _ => PasswordMatch.No,
        };
    }

    /// <summary>Why this is no password for that user; null when it is one. Length counts, not the kinds of characters.</summary>
    public static string? Problem(string name, string password) =>
        !IsText(password) ? "The password holds characters that cannot be kept."
        : password.EnumerateRunes().Count() < Shortest ? $"The password must have {Shortest} characters or more. Several words are easy to remember."
        : password.Length > Longest ? $"The password must have {Longest} characters or less."
        : IsCommon(name, password.ToLowerInvariant()) ? "The password is the user's name, or one of those that are tried first. Take several words that do not belong together."
        : null;

    private static bool IsCommon(string name, string password)
    {
        var letters = string.Concat(password.Where(char.IsLetter));
        return password.Distinct().Count() < FewestCharacters
            || password.Replace(name, string.Empty, StringComparison.OrdinalIgnoreCase).Length <= FewestCharacters
            || s_runs.Any(run => IsRepeated(password, run) || IsPartOf(password, run))
            || s_common.Any(word => letters == word || IsRepeated(letters, word));
    }

    private static bool IsPartOf(string password, string run) =>
        run.Contains(password, StringComparison.Ordinal) || string.Concat(run.Reverse()).Contains(password, StringComparison.Ordinal);

    private static bool IsRepeated(string text, string word) => text.Length >= word.Length && text.Replace(word, string.Empty, StringComparison.Ordinal).Length == 0;

    // Half of a surrogate pair cannot be normalized.
    private static bool IsText(string password) => !password.EnumerateRunes().Any(rune => rune == Rune.ReplacementChar);
}
