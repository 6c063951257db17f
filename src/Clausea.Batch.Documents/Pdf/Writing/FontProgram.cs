using System.Buffers.Binary;

namespace Clausea.Batch.Documents.Pdf;

/// <summary>A TrueType font: which glyph a character has, how wide it is, and the tables that a PDF embeds.</summary>
internal sealed class FontProgram
{
    private const int Characters = 0x10000;

    private readonly byte[] _file;
    private readonly Dictionary<string, (int Offset, int Length)> _tables = [];
    private readonly ushort[] _glyphs = new ushort[Characters];
    private readonly ushort[] _widths;
    private readonly Dictionary<ushort, char> _characters = [];

    private FontProgram(string name)
    {
        Name = name;
        _file = Load(name);
        for (var entry = 0; entry < Word(4); entry++)
        {
            var at = 12 + (16 * entry);
            _tables[System.Text.Encoding.ASCII.GetString(_file, at, 4)] = (Long(at + 8), Long(at + 12));
        }

        UnitsPerEm = Word(At("head") + 18);
        Box = [.. Enumerable.Range(0, 4).Select(side => Scaled(Signed(At("head") + 36 + (2 * side))))];
        (Ascent, Descent) = (Scaled(Signed(At("hhea") + 4)), Scaled(Signed(At("hhea") + 6)));
        Glyphs = Word(At("maxp") + 4);
        _widths = [.. Enumerable.Range(0, Glyphs).Select(AdvanceWidth)];
        ReadCharacterMap();
    }

    public static FontProgram Regular { get; } = new("LiberationSerif-Regular");

    public static FontProgram Bold { get; } = new("LiberationSerif-Bold");

    public static FontProgram Italic { get; } = new("LiberationSerif-Italic");

    public string Name { get; }

    public int Glyphs { get; }

    public int UnitsPerEm { get; }

    /// <summary>In thousandths of the font size, as all measures that a PDF wants.</summary>
    public int Ascent { get; }

    public int Descent { get; }

    public IReadOnlyList<int> Box { get; }

    /// <summary>head.indexToLocFormat: offsets of glyphs in four bytes instead of in halves in two.</summary>
    public bool HasLongOffsets => Word(At("head") + 50) == 1;

    public bool Has(char c) => _glyphs[c] != 0;

    public ushort Glyph(char c) => _glyphs[c];

    /// <summary>The first character that has the glyph.</summary>
    public char? Character(ushort glyph) => _characters.TryGetValue(glyph, out var c) ? c : null;

    public int Width(ushort glyph) => Scaled(_widths[glyph]);

    /// <summary>In points.</summary>
    public double Width(ReadOnlySpan<char> text, double size)
    {
        var units = 0L;
        foreach (var c in text)
        {
            units += _widths[_glyphs[c]];
        }

        return units * size / UnitsPerEm;
    }

    public ReadOnlySpan<byte> Table(string name) =>
        _tables.TryGetValue(name, out var table) ? _file.AsSpan(table.Offset, table.Length) : default;

    /// <summary>The outline of a glyph, empty for a blank.</summary>
    public ReadOnlySpan<byte> Outline(int glyph)
    {
        var (from, to) = (OutlineOffset(glyph), OutlineOffset(glyph + 1));
        return Table("glyf")[from..to];
    }

    private static byte[] Load(string name)
    {
        using var stream = typeof(FontProgram).Assembly.GetManifestResourceStream($"Fonts/{name}.ttf")
            ?? throw new InvalidOperationException($"The font {name} is not part of the assembly.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private int OutlineOffset(int glyph) => HasLongOffsets ? Long(At("loca") + (4 * glyph)) : 2 * Word(At("loca") + (2 * glyph));

    // Glyphs past the last that has a width of its own are as wide as that one.
    private ushort AdvanceWidth(int glyph) =>
        (ushort)Word(At("hmtx") + (4 * Math.Min(glyph, Word(At("hhea") + 34) - 1)));

    private void ReadCharacterMap()
    {
        var map = UnicodeMap();
        var segments = Word(map + 6) / 2;
        var (ends, starts, deltas, offsets) =
            (map + 14, map + 16 + (2 * segments), map + 16 + (4 * segments), map + 16 + (6 * segments));
        for (var segment = 0; segment < segments; segment++)
        {
            var delta = Word(deltas + (2 * segment));
            var place = offsets + (2 * segment);
            for (int c = Word(starts + (2 * segment)), last = Word(ends + (2 * segment)); c <= last && c < Characters - 1; c++)
            {
                var glyph = Word(place) == 0 ? c : Word(place + Word(place) + (2 * (c - Word(starts + (2 * segment)))));
                Add((char)c, (ushort)(glyph == 0 ? 0 : glyph + delta));
            }
        }
    }

    private void Add(char c, ushort glyph)
    {
        _glyphs[c] = glyph < Glyphs ? glyph : (ushort)0;
        _characters.TryAdd(_glyphs[c], c);
    }

    // Platform 3, encoding 1, in format 4: the Basic Multilingual Plane.
    private int UnicodeMap()
    {
        var table = At("cmap");
        for (var entry = 0; entry < Word(table + 2); entry++)
        {
            var at = table + 4 + (8 * entry);
            if ((Word(at), Word(at + 2)) == (3, 1) && Word(table + Long(at + 4)) == 4)
            {
                return table + Long(at + 4);
            }
        }

        throw new InvalidOperationException($"The font {Name} has no Unicode character map.");
    }

    private int Scaled(int units) => (int)Math.Round(units * 1000d / UnitsPerEm);

    private int At(string table) => _tables[table].Offset;

    private int Word(int at) => BinaryPrimitives.ReadUInt16BigEndian(_file.AsSpan(at));

    private int Signed(int at) => BinaryPrimitives.ReadInt16BigEndian(_file.AsSpan(at));

    private int Long(int at) => BinaryPrimitives.ReadInt32BigEndian(_file.AsSpan(at));
}
