namespace Clausea.Batch.Worker.Hosting;

/// <summary>The data folder.</summary>
internal sealed class DataOptions
{
    /// <summary>Where the product writes everything.</summary>
    public string Folder { get; set; } = "data";

    /// <summary>Free space, in megabytes, below which the worker is not ready.</summary>
    public long MinFreeMegabytes { get; set; } = 1024;
}

/// <summary>The page of metrics.</summary>
internal sealed class MetricsOptions
{
    /// <summary>Whether other machines may read it; the counts tell of the business.</summary>
    public bool AllowRemote { get; set; }
}
