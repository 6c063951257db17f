using System.Globalization;

namespace Clausea.Batch.Appeals;

/// <summary>The part of payers.yaml that tells filing rules.</summary>
internal static class FilingRulesFile
{
    private const int MostDays = 3650;
    private const int MostMonths = 120;
    private const int MostLevels = 9;

    private static readonly Dictionary<string, ClockStart> s_clocks = new()
    {
        ["notice"] = ClockStart.Notice,
        ["presumed-receipt"] = ClockStart.PresumedReceipt,
        ["receipt"] = ClockStart.Receipt,
    };

    public static IReadOnlyList<FilingRule> Read(SettingsEntry file)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        return [.. file.Entries("filing_rules").Select(entry => ReadRule(entry, names)).OfType<FilingRule>()];
    }

    // A rule with a mistake is left out: without the condition that is wrong it would fit where it should not.
    private static FilingRule? ReadRule(SettingsEntry entry, HashSet<string> names)
    {
        var name = entry.Needed("name", SettingsChecks.Unique(names, "the name"));
        var (window, source) = (ReadWindow(entry), entry.Needed("source"));
        var (from, until) = PayersFile.Period(entry, "effective_from", "effective_until");
        var rule = new FilingRule
        {
            Name = name ?? string.Empty,
            Title = entry.Text("title"),
            Letters = [.. entry.SomeOf("letters", LetterKinds.OfPlaybooks).Select(LetterKinds.FromTemplate).OfType<LetterKind>()],
            Level = entry.Number("level", "levels", MostLevels),
            Payers = entry.List("payers"),
            PayerNames = entry.List("payer_names", PayersFile.PatternMistake),
            Lines = entry.SomeOf("lines", SettingsChecks.PayerLines),
            FilingIndicators = entry.List("filing_indicators"),
            States = entry.List("states", SettingsChecks.State),
            Window = window ?? default,
            Clock = s_clocks.GetValueOrDefault(entry.OneOf("clock", s_clocks.Keys) ?? "notice"),
            EffectiveFrom = from,
            EffectiveUntil = until,
            Source = source ?? string.Empty,
            VerifiedOn = entry.Date("verified_on"),
            VerifiedBy = entry.Text("verified_by"),
            IsDefault = entry.Flag("default"),
            DecisionDays = entry.Number("decision_days", "days", MostDays),
            Form = entry.Text("form"),
            AmountsInControversy = ReadAmounts(entry.Entry("amount_in_controversy")),
            Note = entry.Text("note"),
        };
        entry.Close();
        return entry.IsFlawed ? null : rule;
    }

    private static FilingWindow? ReadWindow(SettingsEntry entry)
    {
        var (days, months) = (entry.Number("days", "days", MostDays), entry.Number("months", "months", MostMonths));
        if (entry.Has("days") == entry.Has("months"))
        {
            entry.Complain(entry.Has("days") ? "months" : "days", entry.Has("days") ? "stands beside days; keep one of them" : "is missing: a rule has days or months");
            return null;
        }

        return days is { } d ? FilingWindow.OfDays(d) : months is { } m ? FilingWindow.OfMonths(m) : null;
    }

    // Dollars by year: { 2025: 190, 2026: 200 }.
    private static List<AmountInControversy> ReadAmounts(SettingsEntry? entry)
    {
        var amounts = new List<AmountInControversy>();
        foreach (var (year, text) in entry?.Pairs() ?? [])
        {
            if (year.Length != 4 || !int.TryParse(year, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                entry!.Complain(year, $"\"{year}\" is not a year");
            }
            else if (!decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount))
            {
                entry!.Complain(year, $"\"{text}\" is not an amount of dollars, such as 200");
            }
            else
            {
                amounts.Add(new AmountInControversy(number, amount));
            }
        }

        return amounts;
    }
}
