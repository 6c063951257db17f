namespace Clausea.Batch.Documents.Docx.Reading;

/// <summary>What a stretch of text looks like, as far as a draft cares.</summary>
[Flags]
internal enum Looks
{
    None = 0,
    Bold = 1,
    Italic = 2,
    Struck = 4,
    StruckTwice = 8,
    Hidden = 16,
}

/// <summary>Reads looks out of properties.</summary>
internal static class LooksReading
{
    /// <summary>What is left when the properties turn looks on and off.</summary>
    public static Looks With(this Looks looks, WordElement? properties)
    {
        foreach (var property in properties?.Children ?? [])
        {
            var look = Of(property.Name);
            looks = property.IsOn ? looks | look : looks & ~look;
        }

        return looks;
    }

    private static Looks Of(string property) => property switch
    {
        "b" => Looks.Bold,
        "i" => Looks.Italic,
        "strike" => Looks.Struck,
        "dstrike" => Looks.StruckTwice,
        "vanish" => Looks.Hidden,
        _ => Looks.None,
    };
}
