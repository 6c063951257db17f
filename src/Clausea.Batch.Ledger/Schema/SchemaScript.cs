using System.Globalization;

namespace Clausea.Batch.Ledger;

/// <summary>A numbered script that brings the schema from one version to the next.</summary>
internal sealed record SchemaScript(int Version, string Name, string Text)
{
    /// <summary>All scripts of an engine, in order: <c>Schema/Sqlite/001_ledger.sql</c> is version 1.</summary>
    public static IReadOnlyList<SchemaScript> All(LedgerEngine engine)
    {
        var folder = $"Schema/{engine}/";
        return [.. typeof(SchemaScript).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(folder, StringComparison.Ordinal))
            .Select(name => Read(name, name[folder.Length..]))
            .OrderBy(script => script.Version)];
    }

    private static SchemaScript Read(string resource, string file)
    {
        using var stream = typeof(SchemaScript).Assembly.GetManifestResourceStream(resource)!;
        using var reader = new StreamReader(stream);
        var version = int.Parse(file.Split('_')[0], CultureInfo.InvariantCulture);
        return new(version, Path.GetFileNameWithoutExtension(file), reader.ReadToEnd());
    }
}
