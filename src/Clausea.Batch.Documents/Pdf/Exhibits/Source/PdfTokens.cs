using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Filters;
using UglyToad.PdfPig.Tokenization.Scanner;
using UglyToad.PdfPig.Tokens;

namespace Clausea.Batch.Documents.Pdf;

/// <summary>The objects of a PDF that is read, by reference; what is not there is null, as the standard has it.</summary>
internal sealed class PdfTokens(IPdfTokenScanner scanner)
{
    // References to references are not forbidden, a ring of them would never end.
    private const int MaxHops = 32;

    public IToken Resolve(IToken? token)
    {
        for (var hops = 0; token is IndirectReferenceToken reference; hops++)
        {
            token = hops < MaxHops ? Get(reference.Data) : null;
        }

        return token ?? NullToken.Instance;
    }

    /// <summary>What stands at a reference, itself perhaps another one.</summary>
    public IToken Get(IndirectReference reference) => scanner.Get(reference)?.Data ?? NullToken.Instance;

    public T? Find<T>(DictionaryToken dictionary, string key)
        where T : class, IToken => dictionary.Data.TryGetValue(key, out var token) ? Resolve(token) as T : null;

    public string? Name(DictionaryToken dictionary, string key) => Find<NameToken>(dictionary, key)?.Data;

    public int Integer(DictionaryToken dictionary, string key) =>
        Find<NumericToken>(dictionary, key) is { } number && Math.Abs(number.Data) < int.MaxValue ? (int)number.Data : 0;

    /// <summary>So many numbers; null when there are not, or when one is beyond reason.</summary>
    public double[]? Numbers(IToken? token, int count)
    {
        const double beyondReason = 1e7;
        var numbers = Resolve(token) is ArrayToken array && array.Length >= count
            ? array.Data.Take(count).Select(Resolve).OfType<NumericToken>().Select(number => number.Data).ToArray() : [];
        return numbers.Length == count && Array.TrueForAll(numbers, number => Math.Abs(number) < beyondReason) ? numbers : null;
    }

    public double[]? Numbers(DictionaryToken dictionary, string key, int count) =>
        Numbers(dictionary.Data.GetValueOrDefault(key), count);

    /// <summary>The bytes of a stream behind its filters.</summary>
    public ReadOnlyMemory<byte> Unpack(StreamToken stream, IFilterProvider filters)
    {
        var (names, parameters) = (List(stream, "Filter"), List(stream, "DecodeParms"));
        var bytes = stream.Data;
        for (var at = 0; at < names.Count; at++)
        {
            var one = new DictionaryToken(new Dictionary<NameToken, IToken>
            {
                [NameToken.Filter] = names[at],
                [NameToken.DecodeParms] = at < parameters.Count && parameters[at] is DictionaryToken told ? Flat(told) : DictionaryToken.Empty,
            });
            bytes = filters.GetFilters(one)[0].Decode(bytes, one, filters, 0);
        }

        return bytes;
    }

    private List<IToken> List(StreamToken stream, string key) =>
        Resolve(stream.StreamDictionary.Data.GetValueOrDefault(key)) switch
        {
            ArrayToken array => [.. array.Data.Select(Resolve)],
            NullToken => [],
            var one => [one],
        };

    private DictionaryToken Flat(DictionaryToken dictionary) =>
        new(dictionary.Data.ToDictionary(entry => NameToken.Create(entry.Key), entry => Resolve(entry.Value)));
}
