namespace Clausea.Batch.Documents.Pdf;

internal static class ForeignFile
{
    public static string Of(ReadOnlySpan<byte> content) => content.Length == 0 ? "empty" : "of a kind that no reader is here for";
}
