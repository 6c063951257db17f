namespace Clausea.Batch.Appeals;

/// <summary>What a value of a settings file must be like. Each says what is wrong, or null.</summary>
internal static class SettingsChecks
{
    public static readonly string[] PayerLines =
        ["commercial", "medicare", "medicare-advantage", "medicaid", "tricare", "veterans", "workers-compensation", "auto", "federal", "other"];

    private static readonly HashSet<string> s_states =
    [
        .. ("AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA " +
            "RI SC SD TN TX UT VT VA WA WV WI WY DC PR GU VI AS MP").Split(' '),
    ];

    public static bool IsState(string text) => s_states.Contains(text);

    public static string? State(string text) => IsState(text) ? null : $"\"{text}\" is not a state; write its two capital letters, such as IL";

    // 80840 stands before every NPI on a health card, and counts in its check digit (Luhn): its share of the sum is 24.
    public static string? Npi(string text)
    {
        if (text.Length != 10 || !text.All(char.IsAsciiDigit))
        {
            return $"\"{text}\" is not an NPI; it has ten digits";
        }

        var sum = 24;
        for (var i = 0; i < text.Length; i++)
        {
            var digit = text[i] - '0';
            sum += i % 2 == 1 ? digit : digit > 4 ? (2 * digit) - 9 : 2 * digit;
        }

        return sum % 10 == 0 ? null : $"\"{text}\" is not an NPI: its last digit does not fit the others, so one of them is mistyped";
    }

    /// <summary>Nine digits, with or without a hyphen behind the second.</summary>
    public static string? TaxId(string text)
    {
        var digits = TaxIdDigits(text);
        return digits.Length == 9 && digits.All(char.IsAsciiDigit) ? null : $"\"{text}\" is not a tax ID; it has nine digits, in quotation marks";
    }

    public static string TaxIdDigits(string text) => text.Length == 10 && text[2] == '-' ? text.Remove(2, 1) : text;

    /// <summary>A portal may be told by name; what looks like a web address has to be a safe one.</summary>
    public static string? Portal(string text)
    {
        var isAddress = text.Contains("://", StringComparison.Ordinal) || text.StartsWith("www.", StringComparison.OrdinalIgnoreCase);
        return !isAddress || (Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps && address.Host.Length > 0)
            ? null
            : $"\"{text}\" is not a safe web address; it begins with https://";
    }

    /// <summary>Tells what was there before; each text is kept for the next.</summary>
    public static Func<string, string?> Unique(HashSet<string> seen, string what) =>
        text => seen.Add(text) ? null : $"{what} \"{text}\" stands in the file twice; one of them has to go";
}
