using System.Text.RegularExpressions;

namespace Clausea.Batch.Appeals;

/// <summary>What practices.yaml tells.</summary>
internal static partial class PracticesFile
{
    public static PracticeBook Read(SettingsEntry file, string folder)
    {
        var npis = new HashSet<string>(StringComparer.Ordinal);
        List<PracticeEntry> practices = [.. file.Entries("practices").Select(entry => ReadPractice(entry, folder, npis)).OfType<PracticeEntry>()];
        return new PracticeBook(practices, file.Entry("billing_company") is { } company ? ReadCompany(company) : null);
    }

    private static PracticeEntry? ReadPractice(SettingsEntry entry, string folder, HashSet<string> npis)
    {
        var name = entry.Needed("name");
        var isNew = SettingsChecks.Unique(npis, "the NPI");
        var address = entry.List("address");
        var practice = new PracticeEntry
        {
            Name = name ?? string.Empty,
            Npis = entry.List("npis", npi => SettingsChecks.Npi(npi) ?? isNew(npi)),
            TaxIds = [.. entry.List("tax_ids", SettingsChecks.TaxId).Select(SettingsChecks.TaxIdDigits)],
            Address = address,
            State = entry.Text("state", SettingsChecks.State) ?? StateOf(address),
            Phone = entry.Text("phone"),
            Fax = entry.Text("fax"),
            Email = entry.Text("email", text => text.Contains('@', StringComparison.Ordinal) ? null : $"\"{text}\" is not an e-mail address"),
            Signer = entry.Text("signer"),
            SignerTitle = entry.Text("signer_title"),
            Credential = entry.Text("credential"),
            Logo = entry.Text("logo", logo => LogoFile.Mistake(folder, logo)),
        };
        if (!entry.Has("npis") && !entry.Has("tax_ids"))
        {
            entry.Complain("npis", "is missing: a practice is found by npis or tax_ids");
        }

        entry.Close();
        return name is null ? null : practice;
    }

    private static BillingCompany? ReadCompany(SettingsEntry entry)
    {
        var company = new BillingCompany(entry.Needed("name") ?? string.Empty, entry.List("address"), entry.Text("phone"), entry.Text("authority"));
        entry.Close();
        return company.Name.Length == 0 ? null : company;
    }

    private static string? StateOf(IReadOnlyList<string> address) =>
        address.Select(line => CityLine().Match(line)).LastOrDefault(match => match.Success) is { } found && SettingsChecks.IsState(found.Groups[1].Value)
            ? found.Groups[1].Value
            : null;

    // City, ST 12345 or 12345-6789
    [GeneratedRegex(@",\s*([A-Z]{2})\s+\d{5}(?:-\d{4})?\s*$")]
    private static partial Regex CityLine();
}
