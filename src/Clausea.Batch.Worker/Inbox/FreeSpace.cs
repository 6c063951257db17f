using System.Globalization;
using Clausea.Batch.Worker.Hosting;
using Microsoft.Extensions.Options;

namespace Clausea.Batch.Worker.Inbox;

/// <summary>Room on the disk of the data folder. Files are no longer taken while there is still room to finish those that
/// were.</summary>
internal sealed class FreeSpace(DataFolder folder, IOptions<DataOptions> options)
{
    private const long Megabyte = 1L << 20;

    /// <summary>Null when there is enough, or when nobody can tell.</summary>
    /// <param name="toCome">Bytes that are about to be written.</param>
    public string? WhyTooLittle(long toCome = 0)
    {
        var least = options.Value.MinFreeMegabytes;
        return FreeMegabytes() is { } free && free - (toCome / Megabyte) < least
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"The disk of the data folder has {free:N0} MB left, less than the {least:N0} of Data:MinFreeMegabytes. Make room; what waits in the inbox is taken then.")
            : null;
    }

    // A share on Windows has no drive to ask.
    private long? FreeMegabytes()
    {
        try
        {
            return new DriveInfo(folder.Root).AvailableFreeSpace / Megabyte;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
