using System.Collections;
using System.Globalization;
using System.Reflection;
using Clausea.Batch.Worker.Hosting;

namespace Clausea.Batch.Worker.Operations;

/// <summary>Every setting that the program reads, by section: `InboxOptions` is the section Inbox, unless it says otherwise.</summary>
internal static class SettingsKeys
{
    private const string Suffix = "Options";

    /// <summary>A section, its keys with their defaults, and whether more may stand below it than those, such as a list.</summary>
    public sealed record Section(string Name, IReadOnlyList<(string Name, string Default)> Keys, bool HasMore);

    public static IReadOnlyList<Section> Sections { get; } =
    [
        new("Ledger", [("Ledger:SqlServer", string.Empty), ("Ledger:Password", string.Empty), ("Ledger:BusyTimeout", "00:00:30")], HasMore: false),
        .. OptionTypes().Select(OfType),
        new("Web", [("AllowedHosts", string.Empty), ("urls", WebHost.DefaultUrl)], HasMore: false),
    ];

    /// <summary>Every class of settings, whoever wrote it.</summary>
    public static IEnumerable<Type> OptionTypes() => typeof(InboxOptions).Assembly.GetTypes()
        .Where(type => type is { IsClass: true, IsAbstract: false } && type.Namespace == typeof(InboxOptions).Namespace && type.Name.EndsWith(Suffix, StringComparison.Ordinal))
        .OrderBy(type => type.Name, StringComparer.Ordinal);

    public static string SectionOf(Type options) => options.GetCustomAttribute<SettingsSectionAttribute>()?.Name ?? options.Name[..^Suffix.Length];

    private static Section OfType(Type type)
    {
        var defaults = Activator.CreateInstance(type);
        var (lists, single) = (new List<string>(), new List<(string, string)>());
        foreach (var property in type.GetProperties())
        {
            if (property.PropertyType != typeof(string) && typeof(IEnumerable).IsAssignableFrom(property.PropertyType))
            {
                lists.Add(property.Name);
            }
            else
            {
                single.Add(($"{SectionOf(type)}:{property.Name}", Convert.ToString(property.GetValue(defaults), CultureInfo.InvariantCulture) ?? string.Empty));
            }
        }

        return new(SectionOf(type), single, lists.Count > 0);
    }
}
