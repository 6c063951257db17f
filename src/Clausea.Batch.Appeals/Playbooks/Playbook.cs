namespace Clausea.Batch.Appeals;

/// <summary>What to say and attach for a cause of denial: one Markdown file under templates/playbooks.</summary>
public sealed record Playbook
{
    /// <summary>The file's name without .md.</summary>
    public required string Key { get; init; }

    public required string Title { get; init; }

    public required Disposition Disposition { get; init; }

    /// <summary>Null when the disposition needs no letter.</summary>
    public LetterKind? Letter { get; init; }

    /// <summary>The letter's template under letters/: that of its kind, or one of its family.</summary>
    public string? Template { get; init; }

    /// <summary>Alternatives; the playbook fits when one of them does.</summary>
    public required IReadOnlyList<PlaybookMatch> Matches { get; init; }

    /// <summary>Among playbooks that fit equally well the higher goes first.</summary>
    public int Priority { get; init; }

    /// <summary>The letter whose filing rule sets the deadline; null when nothing has to be filed.</summary>
    public LetterKind? Filing { get; init; }

    public required IReadOnlyList<PlaybookEvidence> Evidence { get; init; }

    /// <summary>Markdown sections by heading: Argument, Quick explanation, Common causes …</summary>
    public required IReadOnlyDictionary<string, string> Sections { get; init; }

    /// <summary>The file it was read from.</summary>
    public required string File { get; init; }

    /// <summary>Where that file lies.</summary>
    internal string Path { get; init; } = string.Empty;

    /// <summary>1-based line of the file on which the argument begins.</summary>
    public int ArgumentLine { get; init; }

    public string? Argument => Sections.GetValueOrDefault("Argument");
}

/// <summary>Conditions that must all have a hit; an empty list asks nothing.</summary>
public sealed record PlaybookMatch
{
    public IReadOnlyList<string> Reasons { get; init; } = [];

    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>A second list of remark codes of which one must be there too.</summary>
    public IReadOnlyList<string> AlsoRemarks { get; init; } = [];

    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>Service classes or procedure or revenue codes.</summary>
    public IReadOnlyList<string> Services { get; init; } = [];

    /// <summary>Procedure modifiers, such as 95.</summary>
    public IReadOnlyList<string> Modifiers { get; init; } = [];

    /// <summary>Payer identifiers or names as payers.yaml or the remittance has them.</summary>
    public IReadOnlyList<string> Payers { get; init; } = [];

    public IReadOnlyList<string> PayerLines { get; init; } = [];

    public IReadOnlyList<string> FilingIndicators { get; init; } = [];
}

/// <summary>A document that a letter of this playbook needs, and who has it.</summary>
public sealed record PlaybookEvidence(string Key, string What, string Who);

/// <summary>A mistake in a template, playbook or settings file, for the person who edits it.</summary>
public sealed record TemplateProblem(string File, int Line, int Column, string Message)
{
    public override string ToString() => $"{File}({Line},{Column}): {Message}";
}
