namespace Clausea.Batch.Appeals;

/// <summary>The part of payers.yaml that tells payers.</summary>
internal static class PayersFile
{
    private const int MostFiles = 10_000;
    private const int MostMegabytes = 100_000;

    private static readonly string[] s_channels = ["portal", "fax", "mail", "email"];

    public static IReadOnlyList<PayerEntry> Read(SettingsEntry file, PlaybookShelf playbooks)
    {
        var owners = new Dictionary<string, string>(StringComparer.Ordinal);
        return [.. file.Entries("payers").Select(entry => ReadPayer(entry, playbooks, owners)).OfType<PayerEntry>()];
    }

    private static PayerEntry? ReadPayer(SettingsEntry entry, PlaybookShelf playbooks, Dictionary<string, string> owners)
    {
        var name = entry.Needed("name");
        var payer = ReadPlaces(entry, new PayerEntry
        {
            Name = name ?? string.Empty,
            Ids = entry.List("ids", id => Taken(id, name, owners)),
            Aliases = entry.List("aliases"),
            NamePatterns = entry.List("name_patterns", PatternMistake),
            Line = entry.OneOf("line", SettingsChecks.PayerLines),
            Meanings = [.. entry.Entries("remark_meanings").Select(meaning => ReadMeaning(meaning, playbooks)).OfType<RemarkMeaning>()],
        });
        var products = entry.Entries("lines").Select(line => ReadProduct(line, payer, owners)).OfType<PayerProduct>().ToList();
        entry.Close();
        return name is null ? null : payer with { Products = products };
    }

    // What a product line does not tell is as its payer has it; an appeals address is taken as a whole.
    private static PayerProduct? ReadProduct(SettingsEntry entry, PayerEntry payer, Dictionary<string, string> owners)
    {
        var line = entry.OneOf("line", SettingsChecks.PayerLines);
        var ids = entry.List("ids", id => Taken(id, payer.Name, owners));
        var indicators = entry.List("filing_indicators");
        if (!entry.Has("ids") && !entry.Has("filing_indicators"))
        {
            entry.Complain("filing_indicators", "is missing: a product line is told by filing_indicators or ids");
        }

        var product = ReadPlaces(entry, payer with
        {
            Name = entry.Text("name") ?? payer.Name,
            Ids = [.. ids, .. payer.Ids],
            Line = line ?? payer.Line,
        });
        entry.Close();
        return entry.IsFlawed ? null : new PayerProduct(indicators, ids, product);
    }

    private static PayerEntry ReadPlaces(SettingsEntry entry, PayerEntry payer)
    {
        var places = payer with
        {
            ClaimsAddress = entry.Has("claims_address") ? entry.List("claims_address") : payer.ClaimsAddress,
            RecordsAddress = entry.Has("records_address") ? entry.List("records_address") : payer.RecordsAddress,
            Forms = entry.Has("forms") ? entry.List("forms") : payer.Forms,
            Limits = entry.Has("limits") ? [.. entry.Entries("limits").Select(ReadLimit).OfType<ChannelLimit>()] : payer.Limits,
        };
        if (entry.Entry("appeals") is not { } appeals)
        {
            return places;
        }

        places = places with
        {
            Unit = appeals.Text("unit"),
            Address = appeals.List("address"),
            Fax = appeals.Text("fax"),
            Portal = appeals.Text("portal", SettingsChecks.Portal),
            Phone = appeals.Text("phone"),
        };
        appeals.Close();
        return places;
    }

    private static ChannelLimit? ReadLimit(SettingsEntry entry)
    {
        _ = entry.Needed("channel");
        var channel = entry.OneOf("channel", s_channels);
        var limit = new ChannelLimit(
            channel ?? string.Empty, entry.Number("max_files", "files", MostFiles),
            entry.Number("max_file_mb", "megabytes", MostMegabytes), entry.Number("max_total_mb", "megabytes", MostMegabytes));
        entry.Close();
        return channel is null ? null : limit;
    }

    private static RemarkMeaning? ReadMeaning(SettingsEntry entry, PlaybookShelf playbooks)
    {
        var (code, describes, source, by) = (entry.Needed("code"), entry.Needed("describes"), entry.Needed("source"), entry.Needed("entered_by"));
        var playbook = entry.Needed("playbook", key => playbooks.Find(key) is null ? $"there is no playbook \"{key}\"" : null);
        var (from, until) = Period(entry, "from", "until");
        entry.Close();
        return code is null || describes is null || source is null || by is null || playbook is null
            ? null
            : new RemarkMeaning(code, playbook, describes, source, from, until, by);
    }

    /// <summary>Two dates of which the second is not before the first.</summary>
    internal static (DateOnly? From, DateOnly? Until) Period(SettingsEntry entry, string from, string until)
    {
        var (first, last) = (entry.Date(from), entry.Date(until));
        if (first > last)
        {
            entry.Complain(until, $"lies before {from}");
        }

        return (first, last);
    }

    private static string? Taken(string id, string? name, Dictionary<string, string> owners) =>
        owners.TryAdd(id, name ?? string.Empty) || owners[id] == name ? null : $"the id \"{id}\" is that of {owners[id]} already";

    internal static string? PatternMistake(string pattern) =>
        pattern.Trim('*', ' ').Length > 0 ? null : $"\"{pattern}\" fits every payer; write some letters of the name, such as NORTHWIND*";
}
