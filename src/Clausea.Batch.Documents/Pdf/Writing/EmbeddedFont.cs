using System.Globalization;
using System.Text;

namespace Clausea.Batch.Documents.Pdf;

/// <summary>Writes a font into a file: the glyphs it uses, their widths, and which characters they are, so that text can
/// be searched and copied.</summary>
internal static class EmbeddedFont
{
    // A map has at most so many entries in one block.
    private const int MapBlock = 100;

    public static int Write(PdfObjects objects, FontProgram font, IReadOnlyCollection<ushort> used)
    {
        var name = $"{Tag(font, used)}+{font.Name}";
        var program = FontSubset.Of(font, used);
        var file = objects.AddStream($"/Length1 {program.Length}", program);
        var descriptor = objects.Add(
            $"<</Type /FontDescriptor /FontName /{name} /Flags 4 /FontBBox [{string.Join(' ', font.Box)}] /ItalicAngle {(font.Name.EndsWith("Italic", StringComparison.Ordinal) ? -12 : 0)} " +
            $"/Ascent {font.Ascent} /Descent {font.Descent} /CapHeight 660 /StemV 80 /FontFile2 {file} 0 R>>");
        var descendant = objects.Add(
            $"<</Type /Font /Subtype /CIDFontType2 /BaseFont /{name} /CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>> " +
            $"/FontDescriptor {descriptor} 0 R /DW 0 /W [{Widths(font, used)}] /CIDToGIDMap /Identity>>");
        var map = objects.AddStream(string.Empty, Encoding.ASCII.GetBytes(CharacterMap(font, used)));
        return objects.Add(
            $"<</Type /Font /Subtype /Type0 /BaseFont /{name} /Encoding /Identity-H /DescendantFonts [{descendant} 0 R] /ToUnicode {map} 0 R>>");
    }

    // Six letters that tell subsets apart.
    private static string Tag(FontProgram font, IReadOnlyCollection<ushort> used)
    {
        var hash = used.Aggregate((uint)font.Name.Length, (hash, glyph) => (hash ^ glyph) * 16777619);
        return string.Concat(Enumerable.Range(0, 6).Select(letter => (char)('A' + ((hash >> (letter * 4)) & 15))));
    }

    private static string Widths(FontProgram font, IEnumerable<ushort> used) =>
        string.Join(' ', used.Select(glyph => string.Create(CultureInfo.InvariantCulture, $"{glyph} [{font.Width(glyph)}]")));

    private static string CharacterMap(FontProgram font, IEnumerable<ushort> used)
    {
        var map = new StringBuilder("""
            /CIDInit /ProcSet findresource begin
            12 dict begin
            begincmap
            /CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def
            /CMapName /Adobe-Identity-UCS def
            /CMapType 2 def
            1 begincodespacerange
            <0000> <FFFF>
            endcodespacerange

            """);
        foreach (var block in used.Where(glyph => font.Character(glyph) is not null).Chunk(MapBlock))
        {
            map.Append(CultureInfo.InvariantCulture, $"{block.Length} beginbfchar\n");
            foreach (var glyph in block)
            {
                map.Append(CultureInfo.InvariantCulture, $"<{glyph:X4}> <{(int)font.Character(glyph)!:X4}>\n");
            }

            map.Append("endbfchar\n");
        }

        return map.Append("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n").ToString();
    }
}
