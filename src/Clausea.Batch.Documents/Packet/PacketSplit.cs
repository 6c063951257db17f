using Clausea.Batch.Appeals;
using Clausea.Batch.Documents.Pdf;

namespace Clausea.Batch.Documents.Packet;

/// <summary>Shares sections among files that a payer's channel takes, in their order. An exhibit is parted only when it
/// alone is too large.</summary>
internal sealed class PacketSplit
{
    private const long Megabyte = 1_000_000;

    // Cover sheet and index, and what a file has besides its pages.
    private const long Reserve = 150_000;

    private readonly ChannelLimit _limit;
    private readonly long _most;
    private readonly List<List<PacketSection>> _files = [[]];
    private long _used;
    private long _total;

    private PacketSplit(ChannelLimit limit)
    {
        _limit = limit;
        _most = (Math.Min(limit.MaxFileMb ?? int.MaxValue, limit.MaxTotalMb ?? int.MaxValue) * Megabyte) - Reserve;
    }

    /// <summary>The sections of each file; the front stands whole in the first.</summary>
    /// <exception cref="PacketException">The channel does not take so much, however it is split.</exception>
    public static IReadOnlyList<IReadOnlyList<PacketSection>> Share(IReadOnlyList<PacketSection> front, IReadOnlyList<PacketSection> exhibits, ChannelLimit? limit)
    {
        if (limit is not { MaxFileMb: not null } and not { MaxTotalMb: not null })
        {
            return [[.. front, .. exhibits]];
        }

        var split = new PacketSplit(limit);
        split.Add(front, SizeOf(front));
        foreach (var exhibit in exhibits)
        {
            split.Add(exhibit);
        }

        split.Check();
        return split._files;
    }

    private void Add(PacketSection section)
    {
        var size = SizeOf([section]);
        if (size <= _most)
        {
            Add([section], size);
        }
        else if (section.Sheets.Count > 1)
        {
            var (first, second) = section.Halves();
            Add(first);
            Add(second);
        }
        else
        {
            throw new PacketException(
                $"{section.Sheets[0].Label} alone is {InMegabytes(size)} MB, and the {_limit.Channel} takes {_limit.MaxFileMb ?? _limit.MaxTotalMb} MB a file. Scan this page at a lower resolution (200 dpi is enough), attach it anew, or choose another channel.");
        }
    }

    private void Add(IReadOnlyList<PacketSection> sections, long size)
    {
        if (_used + size > _most && _files[^1].Count > 0)
        {
            _files.Add([]);
            _used = 0;
        }

        _files[^1].AddRange(sections);
        (_used, _total) = (_used + size, _total + size);
    }

    private void Check()
    {
        if (_limit.MaxFiles is { } files && _files.Count > files)
        {
            throw new PacketException($"The packet needs {_files.Count} files, and the {_limit.Channel} takes {files}. Send fewer pages, scan them at a lower resolution, or choose another channel.");
        }

        if (_limit.MaxTotalMb is { } total && _total > total * Megabyte)
        {
            throw new PacketException($"The packet has {InMegabytes(_total)} MB in all, and the {_limit.Channel} takes {total}. Send fewer pages, scan them at a lower resolution, or choose another channel.");
        }
    }

    private static long SizeOf(IReadOnlyList<PacketSection> sections) =>
        PdfFile.Write([.. sections.SelectMany(section => section.Sheets).Select(sheet => sheet.Page)], [], string.Empty, DateTimeOffset.UnixEpoch).LongLength;

    private static string InMegabytes(long size) => (size / (decimal)Megabyte).ToString("0.#", System.Globalization.CultureInfo.InvariantCulture);
}
