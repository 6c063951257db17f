namespace Clausea.Batch.Documents.Pdf;

/// <summary>Checks that what a TIFF tells about its pages lies within the file: the library takes as much memory as it is
/// told.</summary>
internal static class TiffDirectories
{
    private const int FirstDirectory = 4;
    private const int ShortType = 3;

    // Where strips and tiles are, and how long.
    private static readonly HashSet<int> s_places = [273, 279, 324, 325];

    private static readonly int[] s_sizes = [8, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8];

    /// <exception cref="InvalidDataException">It is damaged, or was cut off.</exception>
    public static void Check(ReadOnlySpan<byte> file)
    {
        var tiff = new TiffBytes(file);
        HashSet<long> seen = [];
        for (var directory = tiff.Long(FirstDirectory); directory != 0;)
        {
            var entries = tiff.Word(directory);
            var end = directory + 2 + (TiffBytes.EntrySize * (long)entries);
            Require(seen.Add(directory) && entries > 0 && end + 4 <= tiff.Length);
            for (var at = directory + 2; at < end; at += TiffBytes.EntrySize)
            {
                CheckEntry(tiff, at);
            }

            directory = tiff.Long(end);
        }
    }

    private static void CheckEntry(TiffBytes tiff, long at)
    {
        var (type, count) = (tiff.Word(at + 2), tiff.Long(at + 4));
        var size = s_sizes[type < s_sizes.Length ? type : 0];
        var values = count * size <= 4 ? at + 8 : tiff.Long(at + 8);
        Require(count <= tiff.Length && values + (count * size) <= tiff.Length);
        for (var value = 0; s_places.Contains(tiff.Word(at)) && value < count; value++)
        {
            Require((type == ShortType ? tiff.Word(values + (2 * value)) : tiff.Long(values + (4 * value))) <= tiff.Length);
        }
    }

    private static void Require(bool isSo)
    {
        if (!isSo)
        {
            throw new InvalidDataException("The TIFF tells of what is not there.");
        }
    }
}
