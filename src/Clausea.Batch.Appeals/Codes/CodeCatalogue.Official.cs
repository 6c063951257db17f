namespace Clausea.Batch.Appeals;

/// <summary>Official texts beside ours. They tell people and letters what a code says; what to do about it stays with
/// the codes that the catalogue knows.</summary>
public sealed partial class CodeCatalogue
{
    public OfficialTexts OfficialTexts { get; private set; } = OfficialTexts.None;

    /// <summary>This catalogue with other official texts.</summary>
    public CodeCatalogue WithOfficial(OfficialTexts texts)
    {
        var copy = (CodeCatalogue)MemberwiseClone();
        copy.OfficialTexts = texts;
        return copy;
    }

    /// <summary>The official text of CO-50, 50, N382 or CO; null when no imported list has it.</summary>
    public OfficialText? Official(string code) => OfficialTexts.Find(Bare(code));

    /// <summary>50 of CO-50.</summary>
    internal static string Bare(string code)
    {
        var dash = code.IndexOf('-', StringComparison.Ordinal);
        return dash > 0 ? code[(dash + 1)..] : code;
    }
}
