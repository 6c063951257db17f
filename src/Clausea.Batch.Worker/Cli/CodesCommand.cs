using System.CommandLine;
using Clausea.Batch.Appeals;
using Clausea.Batch.Worker.Hosting;

namespace Clausea.Batch.Worker.Cli;

/// <summary>`codes`: official code lists, and what the catalogue makes of them.</summary>
internal static class CodesCommand
{
    private static readonly Argument<string[]> s_files = new("FILE")
    {
        Description = "lists as CSV, text or XML; several are taken together",
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<string?> s_kind = new("--kind") { Description = "reason, remark or group; otherwise the codes themselves tell", Recursive = true };
    private static readonly Option<bool> s_json = new("--json") { Description = "one JSON document", Recursive = true };

    public static Command Create()
    {
        s_kind.AcceptOnlyFromAmong("reason", "remark", "group");
        var import = new Command("import", "Take an official list of codes, in the place of the one before") { s_files };
        var list = new Command("list", "Every code: our words, the official text, whether it is in force");
        var forget = new Command("forget", "Remove the imported lists");
        import.SetAction(result => CodesImport.Run(
            result.GetValue(s_files)!, KindOf(result), KnownCodes.FolderOf(result), result.GetValue(s_json)));
        list.SetAction(result => CodesList.Run(KnownCodes.Of(result), KindOf(result), result.GetValue(s_json)));
        forget.SetAction(result => Forget(KnownCodes.FolderOf(result), KindOf(result)));
        return new Command("codes", "Official lists of reason and remark codes that you are licensed to have") { s_kind, s_json, import, list, forget };
    }

    private static CodeKind? KindOf(ParseResult result) =>
        result.GetValue(s_kind) is { } kind ? Enum.Parse<CodeKind>(kind, ignoreCase: true) : null;

    private static int Forget(OfficialFolder folder, CodeKind? only)
    {
        foreach (var kind in OfficialText.Kinds.Where(kind => only is null || kind == only))
        {
            if (folder.Forget(kind))
            {
                Terminal.Print($"The list of {kind.ToString().ToLowerInvariant()} codes is removed; our own words stand again.");
            }
        }

        return ExitCode.Fine;
    }
}
