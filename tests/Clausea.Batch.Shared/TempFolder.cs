namespace Clausea.Batch.Shared;

/// <summary>A folder that goes with the test.</summary>
public sealed class TempFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("clausea-test-").FullName;

    public string Sub(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (IOException)
        {
            // A process that was just killed may still hold a file for a moment.
        }
    }
}

/// <summary>Waits for something that another process brings about.</summary>
public static class Eventually
{
    public static async Task BecomesAsync(Func<Task<bool>> condition, string what, int seconds = 60)
    {
        var until = DateTime.UtcNow.AddSeconds(seconds);
        while (!await condition())
        {
            if (DateTime.UtcNow > until)
            {
                throw new TimeoutException($"It did not happen within {seconds} s: {what}");
            }

            await Task.Delay(100);
        }
    }

    public static Task BecomesAsync(Func<bool> condition, string what, int seconds = 60) =>
        BecomesAsync(() => Task.FromResult(condition()), what, seconds);
}
