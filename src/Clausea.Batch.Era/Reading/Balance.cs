using System.Globalization;
using System.Runtime.CompilerServices;

namespace Clausea.Batch.Era.Reading;

/// <summary>The words of balance findings: both numbers and the difference.</summary>
internal static class Balance
{
    public static string Money(decimal amount) => amount.ToString("0.00##", CultureInfo.InvariantCulture);

    public static void AddUnbalanced(
        this FindingList findings, FindingKind kind, Position position, string what, decimal charge, decimal paid, decimal adjustments) =>
        findings.Add(kind, position,
            $"{what} {Money(charge)} is not paid {Money(paid)} plus adjustments {Money(adjustments)}; difference {Money(charge - paid - adjustments)}");
}

/// <summary>CLP02.</summary>
internal static class ClaimStatuses
{
    // Those of 5010, and 5, 10, 13, 15, 16, 17 and 27 of 4010.
    private const uint Known = (1u << 1) | (1u << 2) | (1u << 3) | (1u << 4) | (1u << 5) | (1u << 10) | (1u << 13) | (1u << 15) |
        (1u << 16) | (1u << 17) | (1u << 19) | (1u << 20) | (1u << 21) | (1u << 22) | (1u << 23) | (1u << 25) | (1u << 27);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsKnown(ReadOnlySpan<byte> status)
    {
        var number = status.Length switch
        {
            1 => status[0] - '0',
            2 when status[0] != '0' => ((status[0] - '0') * 10) + status[1] - '0',
            _ => 0,
        };
        return (uint)number < 32 && (Known >> number & 1) != 0 && (status.Length == 1 || (uint)(status[1] - '0') <= 9);
    }
}

/// <summary>CAS01.</summary>
internal static class AdjustmentGroups
{
    public static bool IsKnown(ReadOnlySpan<byte> group) =>
        group.SequenceEqual("CO"u8) || group.SequenceEqual("PR"u8) || group.SequenceEqual("OA"u8) ||
        group.SequenceEqual("PI"u8) || group.SequenceEqual("CR"u8);

    /// <summary>N382, M51, MA04: no reason code begins so.</summary>
    public static bool LooksLikeRemark(ReadOnlySpan<byte> reason) =>
        reason.Length >= 2 && reason[0] is (byte)'N' or (byte)'M' && char.IsAsciiLetterOrDigit((char)reason[^1]) &&
        char.IsAsciiDigit((char)reason[^1]);
}

internal static class SegmentFindings
{
    /// <summary>A number that reads well, but is not written as X12 has it.</summary>
    public static void AddNotation(this FindingList findings, in Segment segment, int element, string tag)
    {
        var bytes = segment[element];
        if (!bytes.IsEmpty && (bytes[0] == '+' || bytes.Contains((byte)',')))
        {
            findings.Add(FindingKinds.AmountNotation, segment.Position, $"{tag}{element:00} is written with a plus sign or commas");
        }
    }

    /// <summary>Names the tag only where it is one of X12's; other text of the file is never repeated.</summary>
    public static void AddSkipped(this FindingList findings, in Segment segment, int tag, string where)
    {
        if (Tags.IsOf835(tag))
        {
            findings.Add(FindingKinds.SegmentOutOfPlace, segment.Position,
                $"{Text.Decode(segment[0])} has no place in {where}; it was skipped");
        }
        else
        {
            findings.Add(FindingKinds.UnknownSegment, segment.Position, $"a segment unknown to the 835 was skipped in {where}");
        }
    }
}

/// <summary>NM101.</summary>
internal static class Roles
{
    public static bool IsKnown(ReadOnlySpan<byte> role) => role.Length == 2 && IsKnown(role[0] | (role[1] << 8));

    /// <summary>The two characters, the first in the lower byte: QC, IL, 74, 82, TT, PR, GB.</summary>
    public static bool IsKnown(int role) => role is ('Q' | ('C' << 8)) or ('I' | ('L' << 8)) or ('7' | ('4' << 8)) or
        ('8' | ('2' << 8)) or ('T' | ('T' << 8)) or ('P' | ('R' << 8)) or ('G' | ('B' << 8));
}

/// <summary>Composite elements, such as HC:90837:95 and WO:REFERENCE.</summary>
internal static class Composites
{
    /// <summary>What separates the parts: as the interchange says, or, where that is not in it, what stands behind the two
    /// characters that every composite of the 835 begins with.</summary>
    public static byte Separator(ReadOnlySpan<byte> composite, byte stated) =>
        composite.Contains(stated) || composite.Length < 3 || composite[2] is < 0x1C or (byte)' ' || char.IsAsciiLetterOrDigit((char)composite[2])
            ? stated
            : composite[2];

    /// <summary>Says so where it is another than stated; where none is stated, the first composite states it.</summary>
    public static void Check(in Segment segment, int element, string name, SegmentScanner scanner, FindingList findings)
    {
        var (stated, used) = (segment.Separators.Component, Separator(segment[element], segment.Separators.Component));
        if (stated == 0 && used != 0)
        {
            scanner.UseComponent(used);
        }
        else if (stated != used)
        {
            findings.Add(FindingKinds.CompositeSeparator, segment.Position, $"{name} uses another component separator than ISA16 says");
        }
    }
}
