using System.IO.Enumeration;

namespace Clausea.Batch.Appeals;

/// <summary>Names with * for any run of characters, in capitals or not.</summary>
internal static class NamePattern
{
    public static bool Fits(string pattern, string name) => FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: true);
}
