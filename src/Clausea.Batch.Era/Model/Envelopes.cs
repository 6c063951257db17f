namespace Clausea.Batch.Era;

/// <summary>The characters that structure an interchange, as its ISA has them.</summary>
public readonly record struct Separators(byte Element, byte Component, byte Repetition, byte Terminator)
{
    public static readonly Separators Usual = new((byte)'*', (byte)':', (byte)'^', (byte)'~');
}

/// <summary>One ISA…IEA.</summary>
public sealed record Interchange
{
    /// <summary>ISA13.</summary>
    public required string ControlNumber { get; init; }

    /// <summary>ISA05, ISA06.</summary>
    public required Identifier Sender { get; init; }

    /// <summary>ISA07, ISA08.</summary>
    public required Identifier Receiver { get; init; }

    /// <summary>ISA09.</summary>
    public DateOnly? Date { get; init; }

    /// <summary>ISA12, such as 00501.</summary>
    public string? Version { get; init; }

    /// <summary>ISA15: T for test data.</summary>
    public bool IsTest { get; init; }

    public required Separators Separators { get; init; }

    public required Position Position { get; init; }
}

/// <summary>One GS…GE.</summary>
public sealed record FunctionalGroup
{
    /// <summary>GS06.</summary>
    public required string ControlNumber { get; init; }

    /// <summary>GS08, such as 005010X221A1.</summary>
    public string? Version { get; init; }

    /// <summary>GS02.</summary>
    public string? Sender { get; init; }

    /// <summary>GS03.</summary>
    public string? Receiver { get; init; }

    /// <summary>GS04.</summary>
    public DateOnly? Date { get; init; }

    public required Position Position { get; init; }
}

/// <summary>An identifier and the qualifier that says of which kind it is.</summary>
public readonly record struct Identifier(string? Qualifier, string? Value);
