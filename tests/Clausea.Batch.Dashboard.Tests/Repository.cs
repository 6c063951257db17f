namespace Clausea.Batch.Dashboard.Tests;

/// <summary>Where the samples and templates of the repository lie.</summary>
internal static class Repository
{
    private static readonly string Root = Find(new DirectoryInfo(AppContext.BaseDirectory));

    public static string Templates => Path.Combine(Root, "templates");

    public static string Sample(string name) => Path.Combine(Root, "samples", "era", name);

    private static string Find(DirectoryInfo? folder) =>
        folder is null ? throw new DirectoryNotFoundException("No folder above the tests holds Clausea.Batch.sln")
        : File.Exists(Path.Combine(folder.FullName, "Clausea.Batch.sln")) ? folder.FullName
        : Find(folder.Parent);
}
