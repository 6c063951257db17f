using System.Globalization;
using Clausea.Batch.Worker.Hosting;
using Microsoft.Extensions.Options;

namespace Clausea.Batch.Worker.Inbox;

/// <summary>Room on the disk of the data folder. Files are no longer taken while there is still room to finish those that
/// were.</summary>
internal sealed class FreeSpace(DataFolder folder, IOptions<DataOptions> options)
{
    private const long Mega = 1L << 20;

    /// <summary>Null when there is enough.</summary>
    public string? WhyTooLittle()
    {
        var free = new DriveInfo(folder.Root).AvailableFreeSpace / Mega;
        return free >= options.Value.MinFreeMegabytes
            ? null
            : string.Create(CultureInfo.InvariantCulture,
                $"The disk of the data folder has {free:N0} MB left, less than the {options.Value.MinFreeMegabytes:N0} of Data:MinFreeMegabytes. Make room; what waits in the inbox is taken then.");
    }
}
