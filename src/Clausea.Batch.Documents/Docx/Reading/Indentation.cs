using System.Globalization;

namespace Clausea.Batch.Documents.Docx.Reading;

/// <summary>How far from the margin text begins.</summary>
internal static class Indentation
{
    /// <summary>In twips; null when the properties do not say.</summary>
    public static int? Of(WordElement? properties)
    {
        var indent = properties?.Child("ind");
        var left = indent?["left"] ?? indent?["start"];
        return int.TryParse(left, CultureInfo.InvariantCulture, out var twips) ? twips : null;
    }
}
