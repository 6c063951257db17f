using System.IO.Compression;
using UglyToad.PdfPig.Filters;
using UglyToad.PdfPig.Tokens;

namespace Clausea.Batch.Documents.Pdf;

/// <summary>The filters of one PDF, which give out no more than a document may reasonably hold: a small file can claim to
/// unpack to thousands of times its size.</summary>
internal sealed class BoundedFilters : IFilterProvider
{
    private const long MaxUnpacked = 256L << 20;
    private const int MaxPacked = 4 << 20;

    private readonly IFilterProvider _filters = DefaultFilterProvider.Instance;
    private long _left = MaxUnpacked;

    public IReadOnlyList<IFilter> GetFilters(DictionaryToken dictionary) => Bound(_filters.GetFilters(dictionary));

    public IReadOnlyList<IFilter> GetNamedFilters(IReadOnlyList<NameToken> names) => Bound(_filters.GetNamedFilters(names));

    public IReadOnlyList<IFilter> GetAllFilters() => Bound(_filters.GetAllFilters());

    private List<IFilter> Bound(IReadOnlyList<IFilter> filters) => [.. filters.Select(filter => new Bounded(this, filter))];

    private void Spend(long unpacked)
    {
        _left -= unpacked;
        if (_left < 0)
        {
            throw new NotAnExhibitException("This PDF unpacks to more than a document holds. Print it to a new PDF.");
        }
    }

    private sealed class Bounded(BoundedFilters owner, IFilter filter) : IFilter
    {
        public bool IsSupported => filter.IsSupported;

        public Memory<byte> Decode(Memory<byte> input, DictionaryToken streamDictionary, IFilterProvider filterProvider, int filterIndex)
        {
            owner.Spend(filter is FlateFilter ? Unpacked(input, owner._left) : input.Length > MaxPacked ? MaxUnpacked : input.Length);
            return filter.Decode(input, streamDictionary, filterProvider, filterIndex);
        }

        private static long Unpacked(Memory<byte> input, long most)
        {
            using var packed = new MemoryStream(input.ToArray());
            using var zlib = new ZLibStream(packed, CompressionMode.Decompress);
            var (buffer, total) = (new byte[0x10000], 0L);
            try
            {
                for (int read; total <= most && (read = zlib.Read(buffer)) > 0;)
                {
                    total += read;
                }
            }
            catch (InvalidDataException)
            {
                // The filter itself tells what of it is still legible.
            }

            return total;
        }
    }
}
