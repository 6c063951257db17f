namespace Clausea.Batch.Worker.Sources;

/// <summary>A source, with the place of its settings, so that messages can name their keys.</summary>
internal sealed record SftpSource(string Path, SftpSourceOptions Options)
{
    public const string Section = "Sources:Sftp";

    public string Name => Options.Name;

    /// <summary>Sources:Sftp:0:HostKey.</summary>
    public string Key(string setting) => $"{Path}:{setting}";

    /// <summary>Fingerprints that the server may present.</summary>
    public IReadOnlyList<string> HostKeys => Options.HostKey.Split([',', ';', ' ', '\t', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries);

    public static List<SftpSource> ReadAll(IConfiguration configuration) =>
        [.. configuration.GetSection(Section).GetChildren().Select(child => new SftpSource(child.Path, child.Get<SftpSourceOptions>() ?? new SftpSourceOptions()))];
}

/// <summary>Where files are picked up.</summary>
internal sealed class SourcesOptions
{
    public List<SftpSource> Sftp { get; } = [];
}
