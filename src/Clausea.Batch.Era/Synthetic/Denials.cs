using System.Text;

namespace Clausea.Batch.Era.Synthetic;

/// <summary>The denials that synthetic payers give: reasons with the remarks that travel with them.</summary>
internal static class Denials
{
    public static readonly Denial[] All =
    [
        new("CO", "50", "N661") { HasPolicy = true },
        new("CO", "50", "N115") { HasPolicy = true },
        new("CO", "50", "N382"),
        new("CO", "150", "N163", "M25") { HasPolicy = true },
        new("CO", "150", "M25"),
        new("CO", "151", "N362"),
        new("CO", "151", "N640"),
        new("CO", "197"),
        new("CO", "197", "M62"),
        new("CO", "198"),
        new("CO", "252", "N706"),
        new("CO", "252", "M127"),
        new("CO", "252", "N393", "N706"),
        new("CO", "226", "N705"),
        new("CO", "216", "N10") { HasPolicy = true },
        new("CO", "29"),
        new("CO", "16", "N382"),
        new("CO", "16", "M51"),
        new("CO", "4"),
        new("CO", "11"),
        new("CO", "97", "N19"),
        new("CO", "96", "N30"),
        new("CO", "109", "N418"),
        new("CO", "22", "MA04"),
        new("PI", "50", "N661"),
        new("OA", "18"),
        new("PR", "96", "N130"),
        new("PR", "204"),
        new("PR", "119"),
        new("PR", "27"),
        new("CO", "31", "MA61") { PatientUnknown = true },
    ];

    /// <summary>Places in <see cref="All"/> that can deny a part of what a line asks for.</summary>
    public static readonly byte[] OfPart =
        [.. Enumerable.Range(0, All.Length).Where(i => All[i].OfPart).Select(i => (byte)i)];
}

/// <summary>A group, a reason and the remarks beside it.</summary>
internal sealed class Denial(string group, string reason, params string[] remarks)
{
    private readonly byte[] _group = Encoding.ASCII.GetBytes(group);

    public byte[] Reason { get; } = Encoding.ASCII.GetBytes(reason);

    public byte[][] Remarks { get; } = [.. remarks.Select(Encoding.ASCII.GetBytes)];

    public bool IsPatients { get; } = group == "PR";

    /// <summary>Units and levels can be cut; a deadline is kept or missed.</summary>
    public bool OfPart { get; } = group == "CO" && reason is "150" or "151" or "198";

    /// <summary>The payer names the policy behind it (REF*0K).</summary>
    public bool HasPolicy { get; init; }

    /// <summary>The claim comes back with status 4.</summary>
    public bool PatientUnknown { get; init; }

    public bool IsOf(ReadOnlySpan<byte> asked) => asked[0] == _group[0] && asked[1] == _group[1];
}
