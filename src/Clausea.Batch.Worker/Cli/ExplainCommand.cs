using System.CommandLine;
using Clausea.Batch.Appeals;
using Clausea.Batch.Worker.Hosting;
using Spectre.Console;

namespace Clausea.Batch.Worker.Cli;

/// <summary>`explain`: the page for a code, on the command line.</summary>
internal static class ExplainCommand
{
    private static readonly Argument<string[]> s_codes = new("CODE") { Description = "such as N382, 50, CO-50 or PR", Arity = ArgumentArity.OneOrMore };

    private static readonly Option<bool> s_letter = new("--letter") { Description = "the letters too, over sample facts" };

    public static Command Create()
    {
        var command = new Command("explain", "Explain a reason, remark or group code: meaning, causes, prevention, what to do") { s_codes, s_letter };
        command.SetAction(result => Run(result.GetValue(s_codes)!, result.GetValue(s_letter), TemplateFolder.Of(result), KnownCodes.Of(result)));
        return command;
    }

    private static int Run(string[] codes, bool letters, string folder, CodeCatalogue catalogue)
    {
        var templates = TemplateSet.Load(folder);
        return codes.Max(code => Explain(code.Trim().ToUpperInvariant(), letters, templates, catalogue));
    }

    private static int Explain(string code, bool letters, TemplateSet templates, CodeCatalogue catalogue)
    {
        if (CodePage.WithOfficial(code, catalogue, templates.Playbooks) is not { } page)
        {
            Terminal.Complain($"The catalogue has no code \"{code}\".");
            return ExitCode.Unusable;
        }

        var console = Terminal.Out;
        console.Write(new Rule(Markup.Escape($"{page.Code} ({page.Kind})")) { Justification = Justify.Left });
        console.WriteLine(page.Text);
        OfficialLines.Of(page).ForEach(console.WriteLine);
        foreach (var fact in page.Facts)
        {
            console.WriteLine($"  {fact}");
        }

        foreach (var note in page.Notes)
        {
            console.WriteLine();
            console.WriteLine(note);
        }

        foreach (var playbook in page.Playbooks)
        {
            Show(console, playbook);
            if (letters && playbook.Letter is not null)
            {
                ShowLetter(console, playbook, templates, catalogue);
            }
        }

        return ExitCode.Fine;
    }

    private static void Show(IAnsiConsole console, Playbook playbook)
    {
        var letter = playbook.Letter is { } kind ? $", letter: {kind.Title()}" : ", no letter";
        console.WriteLine();
        console.MarkupLineInterpolated($"[bold]{playbook.Title}[/] (playbook {playbook.Key}: {playbook.Disposition}{letter})");
        foreach (var (heading, text) in playbook.Sections.Where(section => section.Key != "Argument"))
        {
            console.WriteLine();
            console.WriteLine(heading);
            console.WriteLine(MarkdownText.ToPlainText(text).TrimEnd());
        }
    }

    private static void ShowLetter(IAnsiConsole console, Playbook playbook, TemplateSet templates, CodeCatalogue catalogue)
    {
        console.WriteLine();
        console.WriteLine("Letter, over sample facts");
        console.WriteLine();
        var press = new LetterPress(templates, catalogue);
        console.WriteLine(press.Write(SampleDenials.Preview(playbook), playbook, SampleDenials.Today).Text);
    }
}
