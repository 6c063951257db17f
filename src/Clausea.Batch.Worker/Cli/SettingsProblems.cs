using Clausea.Batch.Appeals;

namespace Clausea.Batch.Worker.Cli;

/// <summary>Mistakes of one settings file on standard error, and the exit code they make.</summary>
internal static class SettingsProblems
{
    public static int Tell(TemplateSet templates, string file)
    {
        var problems = templates.Problems.Where(problem => problem.File == file).ToList();
        problems.ForEach(problem => Terminal.Complain(problem.ToString()));
        return problems.Count == 0 ? ExitCode.Fine : ExitCode.Unusable;
    }
}
