using System.CommandLine;

namespace Clausea.Batch.Worker.Hosting;

/// <summary>Where the templates are: as told, else ./templates, else those that came with the program.</summary>
internal static class TemplateFolder
{
    public static readonly Option<string?> Option = new("--templates")
    {
        Description = "folder of the templates (default: ./templates, else those that came with the program)",
        Recursive = true,
    };

    public static string Of(ParseResult result) => Resolve(result.GetValue(Option));

    public static string Resolve(string? told) => told ??
        (Directory.Exists(Path.Combine("templates", "playbooks"))
            ? Path.GetFullPath("templates")
            : Path.Combine(AppContext.BaseDirectory, "templates"));
}
