using Clausea.Batch.Appeals;

namespace Clausea.Batch.Worker.Cli;

/// <summary>An import, told to a person.</summary>
internal sealed class ImportReport(string folder)
{
    private const int MostCodesNamed = 15;

    public void Print(IReadOnlyList<ImportedFile> files, IReadOnlyList<OfficialComparison> lists)
    {
        using var page = Page.OfOutput();
        foreach (var file in files)
        {
            page.Line($"{file.File}: {Held(file)}");
        }

        foreach (var list in lists)
        {
            page.Line();
            Print(page, list);
        }

        page.Line();
        page.Line($"Kept in {folder}. Letters drafted from now on quote these texts.");
    }

    private static string Held(ImportedFile file) => string.Join(", ", new[]
    {
        (file.ReasonCodes, "reason code"), (file.RemarkCodes, "remark code"), (file.GroupCodes, "group code"), (file.LeftOut.Count, "problem"),
    }.Where(part => part.Item1 > 0).Select(part => Terminal.Count(part.Item1, part.Item2)));

    private static void Print(Page page, OfficialComparison list)
    {
        var codes = Terminal.Count(list.Codes, $"{list.Kind.ToString().ToLowerInvariant()} code");
        page.Line($"{codes}: {list.Added.Count} added, {list.Changed.Count} changed, {list.Removed.Count} removed, {list.Unchanged} unchanged");
        Print(page, list.Removed, "removed, as the new list does not have them");
        Print(page, list.NotInCatalogue, "not in the shipped catalogue; a claim with one goes to a person");
        Print(page, list.NotInList, "in the shipped catalogue, but not in the list");
        Print(page, list.StoppedButActiveHere, "ended by the list, active in the shipped catalogue");
        Print(page, list.InForceButStoppedHere, "in force by the list, deactivated in the shipped catalogue");
    }

    private static void Print(Page page, IReadOnlyList<string> codes, string what)
    {
        if (codes.Count > 0)
        {
            var more = codes.Count > MostCodesNamed ? $" and {codes.Count - MostCodesNamed} more" : string.Empty;
            page.Wrapped($"  {codes.Count,5:N0} ", $"{what}: {string.Join(", ", codes.Take(MostCodesNamed))}{more}");
        }
    }
}
