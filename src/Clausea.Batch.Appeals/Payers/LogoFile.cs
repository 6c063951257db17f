namespace Clausea.Batch.Appeals;

/// <summary>The picture on a letterhead: PNG or JPEG, in the folder of the templates, small enough to go with each letter.
/// </summary>
internal static class LogoFile
{
    private const int MostBytes = 512 * 1024;

    private static readonly byte[] s_png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];
    private static readonly byte[] s_jpeg = [0xFF, 0xD8, 0xFF];

    public static string? Mistake(string folder, string logo)
    {
        var root = Path.GetFullPath(folder) + Path.DirectorySeparatorChar;
        var path = Path.GetFullPath(logo, root);
        if (Path.IsPathRooted(logo) || !path.StartsWith(root, StringComparison.Ordinal))
        {
            return $"\"{logo}\" lies outside the folder of the templates";
        }

        if (!File.Exists(path))
        {
            return $"there is no file \"{logo}\" in the folder of the templates";
        }

        if (new FileInfo(path).Length > MostBytes)
        {
            return $"\"{logo}\" is larger than {MostBytes / 1024} KB";
        }

        return IsPicture(path) ? null : $"\"{logo}\" is neither a PNG nor a JPEG picture";
    }

    private static bool IsPicture(string path)
    {
        Span<byte> head = stackalloc byte[8];
        using var file = File.OpenRead(path);
        head = head[..file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
        return head.StartsWith(s_png) || head.StartsWith(s_jpeg);
    }
}
