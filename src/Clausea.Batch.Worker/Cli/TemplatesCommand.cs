using System.CommandLine;
using Clausea.Batch.Appeals;
using Clausea.Batch.Worker.Hosting;

namespace Clausea.Batch.Worker.Cli;

/// <summary>`templates check`: finds mistakes in what users edit, with file, line and column.</summary>
internal static class TemplatesCommand
{
    private static readonly Option<string?> s_show = new("--show") { Description = "print the sample letter of this playbook" };

    public static Command Create()
    {
        var check = new Command("check", "Render every playbook and letter against sample facts; fails on a mistake") { s_show };
        check.SetAction(result => Check(TemplateFolder.Of(result), KnownCodes.Of(result), result.GetValue(s_show)));
        return new Command("templates", "Check the templates") { check };
    }

    private static int Check(string folder, CodeCatalogue codes, string? show)
    {
        var templates = TemplateSet.Load(folder);
        var problems = TemplateCheck.Run(templates, codes, out var rendered);
        foreach (var problem in problems)
        {
            Terminal.Complain(problem.ToString());
        }

        if (templates.Playbooks.Find(show) is { Letter: not null } playbook && problems.Count == 0)
        {
            Terminal.Print(new LetterPress(templates, codes).Write(SampleDenials.Preview(playbook), playbook, SampleDenials.Today).Text);
        }
        else
        {
            Terminal.Print($"{templates.Playbooks.All.Count} playbooks, {rendered} sample letters, {problems.Count} problems in {folder}.");
        }

        return problems.Count == 0 ? ExitCode.Fine : ExitCode.Unusable;
    }
}
