namespace Clausea.Batch.Documents.Pdf;

internal enum FontFace
{
    Regular,
    Bold,
    Italic,
}

internal static class FontFaces
{
    public static readonly IReadOnlyList<FontFace> All = Enum.GetValues<FontFace>();

    public static FontProgram Program(this FontFace face) => face switch
    {
        FontFace.Bold => FontProgram.Bold,
        FontFace.Italic => FontProgram.Italic,
        _ => FontProgram.Regular,
    };
}
