using System.IO.Compression;
using System.Text;

namespace Clausea.Batch.Era.Reading;

/// <summary>What there is to read in a stream, one after another: itself, or, where it is an archive, each entry. UTF-16
/// becomes UTF-8 on the way.</summary>
internal sealed class Sources : IDisposable
{
    private const int DeepestNesting = 3;

    private readonly EraOptions _options;
    private readonly IEnumerator<Stream> _streams;
    private long _unpacked;

    public Sources(Stream stream, EraOptions options)
    {
        _options = options;
        _streams = Open(stream, 0).GetEnumerator();
    }

    public Stream Current => _streams.Current;

    public bool IsArchive { get; private set; }

    /// <summary>The current one was UTF-16.</summary>
    public bool IsTranscoded { get; private set; }

    /// <summary>Why the current one, or the archive, ends before its end; null when it does not.</summary>
    public string? Damage { get; private set; }

    /// <summary><see cref="Damage"/>, once.</summary>
    public string? TakeDamage()
    {
        var damage = IsTold ? null : Damage;
        IsTold = damage is not null || IsTold;
        return damage;
    }

    private bool IsTold { get; set; }

    /// <summary>Entries that could not even be opened, with the reason.</summary>
    public List<string> Unopened { get; } = [];

    public bool MoveNext()
    {
        (Damage, IsTold, IsTranscoded) = (null, false, false);
        return _streams.MoveNext();
    }

    public void Dispose() => _streams.Dispose();

    private IEnumerable<Stream> Open(Stream stream, int depth)
    {
        var head = new byte[4];
        var length = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        var whole = Rewound(stream, head, length);
        return head switch
        {
            [0x1F, 0x8B, ..] when depth < DeepestNesting => Unpack(new GZipStream(whole, CompressionMode.Decompress), depth),
            [(byte)'P', (byte)'K', 3, 4] or [(byte)'P', (byte)'K', 5, 6] when depth < DeepestNesting => UnpackZip(whole, depth),
            [0xFF, 0xFE, ..] or [(byte)'I', 0, (byte)'S', 0] => Transcode(whole, Encoding.Unicode),
            [0xFE, 0xFF, ..] or [0, (byte)'I', 0, (byte)'S'] => Transcode(whole, Encoding.BigEndianUnicode),
            _ => [whole],
        };
    }

    private IEnumerable<Stream> Unpack(Stream packed, int depth)
    {
        IsArchive = true;
        using var unpacked = new Unpacked(this, packed);
        foreach (var inner in Open(unpacked, depth + 1))
        {
            yield return inner;
        }
    }

    private IEnumerable<Stream> UnpackZip(Stream whole, int depth)
    {
        IsArchive = true;
        using var archive = OpenZip(whole);
        foreach (var entry in archive.Entries.Where(IsFile).Take(_options.ArchiveEntryLimit + 1).Index())
        {
            if (entry.Index == _options.ArchiveEntryLimit)
            {
                Unopened.Add($"the archive has more than {_options.ArchiveEntryLimit} entries");
            }
            else if (TryOpen(entry.Item) is { } packed)
            {
                foreach (var inner in Unpack(packed, depth))
                {
                    yield return inner;
                }
            }
        }
    }

    private IEnumerable<Stream> Transcode(Stream whole, Encoding encoding)
    {
        IsTranscoded = true;
        using var transcoded = Encoding.CreateTranscodingStream(whole, encoding, new UTF8Encoding(false), leaveOpen: true);
        yield return transcoded;
    }

    // What the system of the sender's packer left there is nobody's.
    private static bool IsFile(ZipArchiveEntry entry) => entry.FullName is not [.., '/'] and not [.., '\\'] &&
        !entry.FullName.StartsWith("__MACOSX/", StringComparison.Ordinal);

    private Stream? TryOpen(ZipArchiveEntry entry)
    {
        if (entry.IsEncrypted)
        {
            Unopened.Add("it is encrypted");
            return null;
        }

        try
        {
            return entry.Open();
        }
        catch (InvalidDataException)
        {
            Unopened.Add("it is damaged, or packed in a way that cannot be read");
            return null;
        }
    }

    private ZipArchive OpenZip(Stream whole)
    {
        try
        {
            var archive = new ZipArchive(whole.CanSeek ? whole : InMemory(whole), ZipArchiveMode.Read, leaveOpen: true);

            // Only now is the table of contents read.
            _ = archive.Entries;
            return archive;
        }
        catch (InvalidDataException)
        {
            throw new NotAnEraException("The file is a zip archive, but it is damaged: its table of contents cannot be read.");
        }
    }

    // The table of contents of a zip archive stands at its end: inside of another archive it must be held as a whole.
    private MemoryStream InMemory(Stream whole)
    {
        var memory = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (whole.Read(buffer) is var read and > 0)
        {
            memory.Write(buffer, 0, read);
            if (memory.Length > _options.InnerArchiveLimit)
            {
                throw new NotAnEraException($"An archive inside of an archive is larger than {_options.InnerArchiveLimit >> 20} MB; unpack it first.");
            }
        }

        memory.Position = 0;
        return memory;
    }

    private static Stream Rewound(Stream stream, byte[] head, int length)
    {
        if (stream.CanSeek)
        {
            stream.Seek(-length, SeekOrigin.Current);
            return stream;
        }

        return new Prefixed(head.AsMemory(0, length), stream);
    }

    /// <summary>What comes out of an archive. Where it breaks, or grows past the limit, it ends, and says why. It is unpacked
    /// in small pieces: of the one in which damage shows nothing comes out.</summary>
    private sealed class Unpacked(Sources sources, Stream packed) : ReadOnlyStream
    {
        private readonly byte[] _piece = new byte[1024];
        private int _from;
        private int _to;

        public override int Read(Span<byte> buffer)
        {
            if (_from == _to && !Unpack())
            {
                return 0;
            }

            var count = Math.Min(buffer.Length, _to - _from);
            _piece.AsSpan(_from, count).CopyTo(buffer);
            _from += count;
            return count;
        }

        private bool Unpack()
        {
            if (sources.Damage is not null)
            {
                return false;
            }

            try
            {
                (_from, _to) = (0, packed.Read(_piece));
                sources._unpacked += _to;
            }
            catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
            {
                sources.Damage = "the archive is damaged";
                return false;
            }

            if (sources._unpacked > sources._options.UnpackedLimit)
            {
                sources.Damage = $"the archive unpacks to more than {sources._options.UnpackedLimit >> 20} MB";
                _to = 0;
            }

            return _to > 0;
        }

        protected override void Dispose(bool disposing)
        {
            packed.Dispose();
            base.Dispose(disposing);
        }
    }

    /// <summary>The bytes that were looked at, and the rest of the stream behind them.</summary>
    private sealed class Prefixed(ReadOnlyMemory<byte> head, Stream rest) : ReadOnlyStream
    {
        private ReadOnlyMemory<byte> _head = head;

        public override int Read(Span<byte> buffer)
        {
            if (_head.IsEmpty)
            {
                return rest.Read(buffer);
            }

            var count = Math.Min(buffer.Length, _head.Length);
            _head.Span[..count].CopyTo(buffer);
            _head = _head[count..];
            return count;
        }
    }

    private abstract class ReadOnlyStream : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public abstract override int Read(Span<byte> buffer);

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
