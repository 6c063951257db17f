using System.CommandLine;
using Clausea.Batch.Appeals;
using Clausea.Batch.Worker.Cli;

namespace Clausea.Batch.Worker.Hosting;

/// <summary>The codes for verbs that need no host: the shipped catalogue with the official texts of the data folder.</summary>
internal static class KnownCodes
{
    public static OfficialFolder FolderOf(ParseResult result) => new(DataOption.Of(result).Codes);

    /// <summary>A damaged list is told and left aside.</summary>
    public static CodeCatalogue Of(ParseResult result)
    {
        var texts = FolderOf(result).Load(out var problems);
        foreach (var problem in problems)
        {
            Terminal.Complain(problem);
        }

        return CodeCatalogue.Shipped.WithOfficial(texts);
    }
}
