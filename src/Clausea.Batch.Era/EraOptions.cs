namespace Clausea.Batch.Era;

/// <summary>How to read.</summary>
public sealed record EraOptions
{
#if DEBUG
    // So small that every edge of the buffer is met all the time.
    private const int UsualBuffer = 64;
    private const int UsualShortWay = 0;
#else
    private const int UsualBuffer = 256 * 1024;
    private const int UsualShortWay = 16 * 1024;
#endif

    /// <summary>Bytes read at a time; the buffer grows only where one claim is larger.</summary>
    public int BufferSize { get; init; } = UsualBuffer;

    /// <summary>Findings kept of each kind; the rest are counted.</summary>
    public int FindingLimit { get; init; } = FindingList.DefaultLimit;

    /// <summary>Whether <see cref="RemittanceSummary.Fingerprint"/> is worked out.</summary>
    public bool Fingerprint { get; init; }

    /// <summary>The offset from which on regular segments take the short way through the reader: what is read is the same.
    /// In a small file, having that way compiled would cost more than it saves.</summary>
    public long ShortWayFrom { get; init; } = UsualShortWay;

    /// <summary>Bytes that an archive may unpack to; what comes after is not read.</summary>
    public long UnpackedLimit { get; init; } = 8L << 30;

    /// <summary>Entries of a zip archive that are read.</summary>
    public int ArchiveEntryLimit { get; init; } = 10_000;

    /// <summary>Bytes of a zip archive inside of another archive, which must be held in memory.</summary>
    public int InnerArchiveLimit { get; init; } = 64 << 20;
}
