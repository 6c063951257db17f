using System.CommandLine;
using Clausea.Batch.Appeals;
using Clausea.Batch.Worker.Hosting;
using Spectre.Console;

namespace Clausea.Batch.Worker.Cli;

/// <summary>`explain`: the page for a code, on the command line.</summary>
internal static class ExplainCommand
{
    private static readonly Argument<string[]> s_codes = new("CODE") { Description = "such as N382, 50, CO-50 or PR", Arity = ArgumentArity.OneOrMore };

    public static Command Create()
    {
        var command = new Command("explain", "Explain a reason, remark or group code: meaning, causes, prevention, what to do") { s_codes };
        command.SetAction(result => Run(result.GetValue(s_codes)!, TemplateFolder.Of(result)));
        return command;
    }

    private static int Run(string[] codes, string folder)
    {
        var templates = TemplateSet.Load(folder);
        return codes.Max(code => Explain(code.Trim().ToUpperInvariant(), templates));
    }

    private static int Explain(string code, TemplateSet templates)
    {
        if (CodePage.Of(code, CodeCatalogue.Shipped, templates.Playbooks) is not { } page)
        {
            Terminal.Complain($"The catalogue has no code \"{code}\".");
            return ExitCode.Unusable;
        }

        var console = Terminal.Out;
        console.Write(new Rule(Markup.Escape($"{page.Code} ({page.Kind})")) { Justification = Justify.Left });
        console.WriteLine(page.Text);
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
            console.WriteLine();
            console.MarkupLineInterpolated($"[bold]{playbook.Title}[/] (playbook {playbook.Key}: {playbook.Disposition}{(playbook.Letter is { } letter ? $", {letter.Title()}" : string.Empty)})");
            foreach (var (heading, text) in playbook.Sections.Where(section => section.Key != "Argument"))
            {
                console.WriteLine();
                console.WriteLine(heading);
                console.WriteLine(MarkdownText.ToPlainText(text).TrimEnd());
            }
        }

        return ExitCode.Fine;
    }
}
