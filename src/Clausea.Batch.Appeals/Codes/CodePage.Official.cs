namespace Clausea.Batch.Appeals;

/// <summary>The official text, where the office has imported it.</summary>
public sealed partial record CodePage
{
    public OfficialText? Official { get; init; }

    /// <summary>carc.csv, imported 2026-11-23.</summary>
    public string? OfficialOrigin { get; init; }

    /// <summary>The page of a code with its official text; a code that only the imported list has gets a page as well.</summary>
    public static CodePage? WithOfficial(string code, CodeCatalogue codes, PlaybookShelf playbooks)
    {
        var page = Of(code, codes, playbooks);
        if (codes.Official(code) is not { } official)
        {
            return page;
        }

        return (page ?? OnlyOfficial(official)) with
        {
            Official = official,
            OfficialOrigin = codes.OfficialTexts.List(official.Kind)?.Origin,
        };
    }

    private static CodePage OnlyOfficial(OfficialText official) => new()
    {
        Name = new CodeName(official.Kind, official.Code),
        Kind = KindOf(official.Kind),
        Text = "Our catalogue does not have this code: only the imported list does. A claim that carries it goes to a person.",
        Facts = [],
        Notes = [],
        Guide = [],
        Answers = [],
        Related = [],
        Also = [],
    };
}
