using System.Buffers.Binary;

namespace Clausea.Batch.Documents.Pdf;

/// <summary>A font with the outlines of only those glyphs that a file uses. Glyphs keep their numbers, so that text does
/// not depend on what else is in the file.</summary>
internal static class FontSubset
{
    private const int CompositeHeader = 10;
    private const int ArgumentsAreWords = 0x1;
    private const int HasScale = 0x8;
    private const int HasMoreParts = 0x20;
    private const int HasTwoScales = 0x40;
    private const int HasMatrix = 0x80;

    private static readonly string[] s_kept = ["cvt ", "fpgm", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "prep"];

    public static byte[] Of(FontProgram font, IEnumerable<ushort> used)
    {
        var glyphs = WithParts(font, used);
        var (outlines, offsets) = Outlines(font, glyphs);
        return Join([.. s_kept.Select(name => (name, name switch
        {
            "glyf" => outlines,
            "loca" => offsets,
            "head" => LongOffsets(font),
            _ => font.Table(name).ToArray(),
        })).Where(table => table.Item2.Length > 0)]);
    }

    // A letter with an accent is put together from two glyphs.
    private static SortedSet<ushort> WithParts(FontProgram font, IEnumerable<ushort> used)
    {
        SortedSet<ushort> glyphs = [0];
        var open = new Stack<ushort>(used);
        while (open.TryPop(out var glyph))
        {
            if (glyphs.Add(glyph))
            {
                foreach (var part in Parts(font.Outline(glyph)))
                {
                    open.Push(part);
                }
            }
        }

        return glyphs;
    }

    private static List<ushort> Parts(ReadOnlySpan<byte> outline)
    {
        List<ushort> parts = [];
        if (outline.Length < CompositeHeader || BinaryPrimitives.ReadInt16BigEndian(outline) >= 0)
        {
            return parts;
        }

        var at = CompositeHeader;
        int flags;
        do
        {
            flags = BinaryPrimitives.ReadUInt16BigEndian(outline[at..]);
            parts.Add(BinaryPrimitives.ReadUInt16BigEndian(outline[(at + 2)..]));
            at += 4 + ((flags & ArgumentsAreWords) != 0 ? 4 : 2);
            at += (flags & HasScale) != 0 ? 2 : (flags & HasTwoScales) != 0 ? 4 : (flags & HasMatrix) != 0 ? 8 : 0;
        }
        while ((flags & HasMoreParts) != 0);

        return parts;
    }

    private static (byte[] Outlines, byte[] Offsets) Outlines(FontProgram font, SortedSet<ushort> glyphs)
    {
        using var outlines = new MemoryStream();
        var offsets = new byte[4 * (font.Glyphs + 1)];
        for (var glyph = 0; glyph < font.Glyphs; glyph++)
        {
            if (glyphs.Contains((ushort)glyph))
            {
                outlines.Write(font.Outline(glyph));
                outlines.Write("\0\0\0"u8[..(int)(-outlines.Length & 3)]);
            }

            BinaryPrimitives.WriteInt32BigEndian(offsets.AsSpan(4 * (glyph + 1)), (int)outlines.Length);
        }

        return (outlines.ToArray(), offsets);
    }

    private static byte[] LongOffsets(FontProgram font)
    {
        var head = font.Table("head").ToArray();
        BinaryPrimitives.WriteInt16BigEndian(head.AsSpan(50), 1);
        return head;
    }

    private static byte[] Join(List<(string Name, byte[] Bytes)> tables)
    {
        var directory = 12 + (16 * tables.Count);
        var font = new byte[directory + tables.Sum(table => Padded(table.Bytes.Length))];
        BinaryPrimitives.WriteInt32BigEndian(font, 0x00010000);
        WriteSearchHints(font, tables.Count);
        var (entry, at) = (12, directory);
        foreach (var (name, bytes) in tables)
        {
            System.Text.Encoding.ASCII.GetBytes(name, font.AsSpan(entry));
            BinaryPrimitives.WriteUInt32BigEndian(font.AsSpan(entry + 4), Checksum(bytes));
            BinaryPrimitives.WriteInt32BigEndian(font.AsSpan(entry + 8), at);
            BinaryPrimitives.WriteInt32BigEndian(font.AsSpan(entry + 12), bytes.Length);
            bytes.CopyTo(font, at);
            (entry, at) = (entry + 16, at + Padded(bytes.Length));
        }

        return font;
    }

    private static void WriteSearchHints(byte[] font, int tables)
    {
        var log = int.Log2(tables);
        BinaryPrimitives.WriteInt16BigEndian(font.AsSpan(4), (short)tables);
        BinaryPrimitives.WriteInt16BigEndian(font.AsSpan(6), (short)(16 << log));
        BinaryPrimitives.WriteInt16BigEndian(font.AsSpan(8), (short)log);
        BinaryPrimitives.WriteInt16BigEndian(font.AsSpan(10), (short)((16 * tables) - (16 << log)));
    }

    private static uint Checksum(byte[] table)
    {
        var sum = 0u;
        for (var at = 0; at + 4 <= table.Length; at += 4)
        {
            sum += BinaryPrimitives.ReadUInt32BigEndian(table.AsSpan(at));
        }

        for (var at = table.Length & ~3; at < table.Length; at++)
        {
            sum += (uint)table[at] << (24 - (8 * (at & 3)));
        }

        return sum;
    }

    private static int Padded(int length) => (length + 3) & ~3;
}
