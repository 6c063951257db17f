using System.Globalization;

namespace Clausea.Batch.Era.Reading;

/// <summary>The words of balance findings: both numbers and the difference.</summary>
internal static class Balance
{
    public static string Money(decimal amount) => amount.ToString("0.00##", CultureInfo.InvariantCulture);

    public static string Message(string what, decimal charge, decimal paid, decimal adjustments) =>
        $"{what} {Money(charge)} is not paid {Money(paid)} plus adjustments {Money(adjustments)}; " +
        $"difference {Money(charge - paid - adjustments)}";
}

/// <summary>CLP02.</summary>
internal static class ClaimStatuses
{
    public static bool IsKnown(ReadOnlySpan<byte> status) => Text.Decode(status) is
        "1" or "2" or "3" or "4" or "5" or "10" or "13" or "15" or "16" or "17" or "19" or "20" or "21" or "22" or
        "23" or "25" or "27";
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

internal static class SkippedSegments
{
    /// <summary>Names the tag only where it is one of X12's; other text of the file is never repeated.</summary>
    public static void AddSkipped(this FindingList findings, in Segment segment, int tag, string where)
    {
        if (IsOf835(tag))
        {
            findings.Add(FindingKinds.SegmentOutOfPlace, segment.Position,
                $"{Text.Decode(segment[0])} has no place in {where}; it was skipped");
        }
        else
        {
            findings.Add(FindingKinds.UnknownSegment, segment.Position, $"a segment unknown to the 835 was skipped in {where}");
        }
    }

    private static bool IsOf835(int tag) => tag is Tags.Bpr or Tags.Trn or Tags.Cur or Tags.Ref or Tags.Dtm or Tags.N1 or
        Tags.N2 or Tags.N3 or Tags.N4 or Tags.Per or Tags.Rdm or Tags.Nte or Tags.Lx or Tags.Ts2 or Tags.Ts3 or Tags.Clp or
        Tags.Cas or Tags.Nm1 or Tags.Mia or Tags.Moa or Tags.Amt or Tags.Qty or Tags.Svc or Tags.Lq or Tags.Plb or
        Tags.St or Tags.Se or Tags.Gs or Tags.Ge or Tags.Isa or Tags.Iea;
}
