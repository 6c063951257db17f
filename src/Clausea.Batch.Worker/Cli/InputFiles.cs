using Clausea.Batch.Era;

namespace Clausea.Batch.Worker.Cli;

/// <summary>The files that a verb was given, folders taken apart.</summary>
internal static class InputFiles
{
    /// <summary>All files in order; null, with a message, when a path is neither file nor folder.</summary>
    public static List<string>? Expand(IEnumerable<string> paths)
    {
        var files = new List<string>();
        foreach (var path in paths)
        {
            if (Directory.Exists(path))
            {
                files.AddRange(Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories)
                    .Where(IsRemittanceLike).Order(StringComparer.Ordinal));
            }
            else if (File.Exists(path))
            {
                files.Add(path);
            }
            else
            {
                Terminal.Complain($"There is no file or folder \"{path}\".");
                return null;
            }
        }

        if (files.Count == 0)
        {
            Terminal.Complain("There are no files in what was given.");
            return null;
        }

        return files;
    }

    public static FileStream Open(string path) =>
        new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);

    /// <summary>What goes wrong when a file is opened, in words for the person who named it; null for anything else.</summary>
    public static string? Explain(Exception e) => e switch
    {
        NotAnEraException notAnEra => notAnEra.Message,
        UnauthorizedAccessException => "The file may not be read: its permissions refuse it.",
        IOException io => $"The file cannot be read: {io.Message}",
        _ => null,
    };

    // A folder of remittances may hold a note about them.
    private static bool IsRemittanceLike(string path) =>
        !Path.GetFileName(path).StartsWith('.') && !path.EndsWith(".md", StringComparison.OrdinalIgnoreCase);
}
