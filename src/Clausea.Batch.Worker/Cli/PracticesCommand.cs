using System.CommandLine;
using Clausea.Batch.Appeals;
using Clausea.Batch.Worker.Hosting;

namespace Clausea.Batch.Worker.Cli;

/// <summary>`practices`: which practices are configured, and what their letters will ask for.</summary>
internal static class PracticesCommand
{
    private static readonly Option<bool> s_json = new("--json") { Description = "one JSON document" };

    public static Command Create()
    {
        var command = new Command("practices", "The practices of practices.yaml, and what is missing") { s_json };
        command.SetAction(result => Run(TemplateFolder.Of(result), result.GetValue(s_json)));
        return command;
    }

    private static int Run(string folder, bool json)
    {
        var templates = TemplateSet.Load(folder);
        var practices = PracticeReview.Of(templates.Practices);
        if (json)
        {
            Terminal.PrintJson(new { practices, templates.Practices.BillingCompany });
            return SettingsProblems.Tell(templates, "practices.yaml");
        }

        var table = Terminal.Table("Practice", "NPI", "Tax ID", "State", "Signer", "Missing");
        foreach (var (practice, missing) in practices)
        {
            table.AddPlainRow(practice.Name, string.Join(", ", practice.Npis), string.Join(", ", practice.TaxIds), practice.State, practice.Signer, string.Join("; ", missing));
        }

        Terminal.Out.Write(table);
        if (templates.Practices.BillingCompany is { } company)
        {
            Terminal.Print($"Billed by {company.Name}; authority: {company.Authority ?? "not recorded"}");
        }

        return SettingsProblems.Tell(templates, "practices.yaml");
    }
}
