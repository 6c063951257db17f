using System.Text;

namespace Clausea.Batch.Worker.Sources;

/// <summary>Names as they travel: one character a byte, so that any bytes that a server uses can be given back to it.</summary>
internal static class WireName
{
    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static string Of(string text) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));

    /// <summary>For people: as UTF-8, or byte by byte where it is none.</summary>
    public static string Read(string wire)
    {
        try
        {
            return s_strict.GetString(Encoding.Latin1.GetBytes(wire));
        }
        catch (DecoderFallbackException)
        {
            return wire;
        }
    }
}
