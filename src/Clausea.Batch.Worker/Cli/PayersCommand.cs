using System.CommandLine;
using Clausea.Batch.Appeals;
using Clausea.Batch.Worker.Hosting;

namespace Clausea.Batch.Worker.Cli;

/// <summary>`payers`: which payers are configured, their levels of appeal, and what is missing.</summary>
internal static class PayersCommand
{
    private static readonly Option<bool> s_json = new("--json") { Description = "one JSON document" };

    public static Command Create()
    {
        var command = new Command("payers", "The payers of payers.yaml, their filing rules, and what is missing") { s_json };
        command.SetAction(result => Run(TemplateFolder.Of(result), result.GetValue(s_json)));
        return command;
    }

    private static int Run(string folder, bool json)
    {
        var (templates, today) = (TemplateSet.Load(folder), DateOnly.FromDateTime(TimeProvider.System.GetLocalNow().Date));
        var payers = PayerReview.Of(templates.Payers, today);
        var lines = PayerBook.Lines.Select(line => (Line: line, Levels: templates.Payers.LevelsOf(line, today))).ToList();
        if (json)
        {
            Terminal.PrintJson(new { payers = payers.Select(Json), lines = lines.Select(entry => new { entry.Line, entry.Levels }) });
        }
        else
        {
            Print(payers, lines);
        }

        return SettingsProblems.Tell(templates, "payers.yaml");
    }

    private static object Json(PayerReview review) => new
    {
        review.Payer.Name,
        review.Payer.Ids,
        review.FilingIndicators,
        review.Payer.Line,
        review.Payer.Unit,
        review.Payer.Address,
        review.Payer.Fax,
        review.Payer.Portal,
        review.Payer.Phone,
        review.Payer.ClaimsAddress,
        review.Payer.RecordsAddress,
        review.Payer.Forms,
        review.Payer.Limits,
        review.Levels,
        review.Missing,
    };

    private static void Print(IReadOnlyList<PayerReview> payers, IEnumerable<(string Line, IReadOnlyList<AppealLevel> Levels)> lines)
    {
        var table = Terminal.Table("Payer", "Ids", "Line", "Appeal within", "Missing");
        foreach (var review in payers)
        {
            table.AddPlainRow(review.Payer.Name, Keys(review), review.Payer.Line, review.Levels.Count > 0 ? review.Levels[0].Window : null, string.Join("; ", review.Missing));
        }

        Terminal.Out.Write(table);
        var levels = Terminal.Table("Any payer of", "#Level", "Step", "Within", "Form", "Verify");
        foreach (var (line, steps) in lines)
        {
            foreach (var step in steps)
            {
                levels.AddPlainRow(step.Level == 1 ? line : string.Empty, $"{step.Level}", step.Name, step.Window, step.Form, step.IsDefault ? "default, please verify" : string.Empty);
            }
        }

        Terminal.Out.Write(levels);
    }

    private static string Keys(PayerReview review) => string.Join(", ", review.FilingIndicators.Count > 0
        ? review.FilingIndicators.Select(indicator => $"filed as {indicator}")
        : review.Payer.Ids);
}
