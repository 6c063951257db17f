using Clausea.Batch.Era;

namespace Clausea.Batch.Worker.Cli;

/// <summary>The files that a verb was given, folders taken apart.</summary>
internal static class InputFiles
{
    /// <summary>All files in order; null, with a message, when a path is neither file nor folder.</summary>
    public static List<string>? Expand(IReadOnlyList<string> paths)
    {
        var files = new List<string>();
        foreach (var path in paths)
        {
            if (File.Exists(path))
            {
                files.Add(path);
            }
            else if (Directory.Exists(path) && FilesOf(path) is { } inFolder)
            {
                files.AddRange(inFolder);
            }
            else
            {
                Terminal.Complain(PlainText.Harmless(Directory.Exists(path)
                    ? $"The folder \"{path}\" may not be read: its permissions refuse it."
                    : $"There is no file or folder \"{path}\"{LookedIn(path)}."));
                return null;
            }
        }

        if (files.Count == 0)
        {
            Terminal.Complain(PlainText.Harmless($"There are no files in \"{string.Join("\", \"", paths)}\"; notes (.md) and hidden files do not count."));
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
        UnauthorizedAccessException => "The file may not be read: its permissions refuse it. Ask its owner for leave to read it.",
        IOException io => $"The file cannot be read: {io.Message}",
        _ => null,
    };

    // Null when the folder, or one below it, may not be read.
    private static List<string>? FilesOf(string folder)
    {
        try
        {
            return [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(IsRemittanceLike).Order(StringComparer.Ordinal)];
        }
        catch (UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string LookedIn(string path) => Path.IsPathRooted(path) ? string.Empty : $" in {Environment.CurrentDirectory}";

    // A folder of remittances may hold a note about them.
    private static bool IsRemittanceLike(string path) =>
        !Path.GetFileName(path).StartsWith('.') && !path.EndsWith(".md", StringComparison.OrdinalIgnoreCase);
}
