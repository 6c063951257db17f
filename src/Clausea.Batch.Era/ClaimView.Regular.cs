using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Clausea.Batch.Era.Reading;

namespace Clausea.Batch.Era;

/// <summary>The short way through the segments of a claim, for those that are just as the 835 has them, which is nearly
/// all. It types the same elements as <see cref="Take"/>, without a view per segment, and leaves every segment that is in
/// any way unusual to it, untouched.</summary>
public sealed partial class ClaimView
{
    private const int CO = 'C' | ('O' << 8);
    private const int PR = 'P' | ('R' << 8);
    private const int OA = 'O' | ('A' << 8);
    private const int PI = 'P' | ('I' << 8);
    private const int CR = 'C' | ('R' << 8);

    private readonly KnownTexts _known = new();

    /// <summary>Starts with the CLP that comes next, where one does and is regular; false changes nothing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal bool TryStartRegular()
    {
        if (_scanner.JoinsLines || _scanner.NextSegment == _scanner.Index.Segments)
        {
            return false;
        }

        ref var bytes = ref MemoryMarshal.GetArrayDataReference(_scanner.Buffer);
        ref var ends = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_scanner.Index.Ends), _scanner.NextEntry);
        var start = _scanner.NextByte;
        while (start < ends && Unsafe.Add(ref bytes, start) <= ' ')
        {
            start++;
        }

        var last = Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_scanner.Index.Terminators), _scanner.NextSegment);
        var clp = new RegularElements(ref bytes, ref ends, last - _scanner.NextEntry);
        if ((Unsafe.ReadUnaligned<int>(ref Unsafe.Add(ref bytes, start)) & 0xFFFFFF) != Tags.Clp || ends - start != 3 ||
            clp.Count is < 7 or > 11 || clp.Total(start) >= SegmentScanner.IsaLength || !clp.IsTight(1) || !clp.IsTight(2) || !clp.IsTight(7) || !ClaimStatuses.IsKnown(clp.Span(2)) ||
            !TryUnits(clp, 3, out var charge) || !TryUnits(clp, 4, out var paid) || !IsNumberOrEmpty(clp, 5))
        {
            return false;
        }

        Clear(_scanner.PositionOf(1, start));
        _charge.Set(charge);
        _paid.Set(paid);
        _hasPatient = TryUnits(clp, 5, out var patient);
        _patient.Set(patient);
        AccountKey = ContentHash.Add(ContentHash.Seed, ref clp.First(1), clp.Length(1));
        Key = ContentHash.Add(AccountKey, ref clp.First(2), clp.Length(2) + clp.Length(3) + clp.Length(4) + 2);
        Key = ContentHash.Add(Key, ref clp.First(7), clp.Length(7));
        IsReversal = clp.Length(2) == 2 && clp.Pair(2) == ('2' | ('2' << 8));
        _scanner.TakeMarked(start);
        return true;
    }

    /// <summary>Takes the regular segments that follow, up to the first that is not, or that is not there yet. True when the
    /// claim ends there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal bool TakeRegular()
    {
        if (_scanner.JoinsLines)
        {
            return false;
        }

        ref var bytes = ref MemoryMarshal.GetArrayDataReference(_scanner.Buffer);
        ref var allEnds = ref MemoryMarshal.GetArrayDataReference(_scanner.Index.Ends);
        ref var terminators = ref MemoryMarshal.GetArrayDataReference(_scanner.Index.Terminators);
        var component = _scanner.Separators.Component;
        var (segment, segments) = (_scanner.NextSegment, _scanner.Index.Segments);
        var (next, entry, taken, ended) = (_scanner.NextByte, _scanner.NextEntry, 0, false);
        var most = _scanner.MostMarked;
        while (segment < segments)
        {
            var last = Unsafe.Add(ref terminators, segment);
            ref var ends = ref Unsafe.Add(ref allEnds, entry);
            var start = next;
            while (start < ends && Unsafe.Add(ref bytes, start) <= ' ')
            {
                start++;
            }

            // The tag, and how many elements follow it.
            var tag = Unsafe.ReadUnaligned<int>(ref Unsafe.Add(ref bytes, start));
            var length = ends - start;
            tag &= length == 3 ? 0xFFFFFF : length == 2 ? 0xFFFF : 0;
            var elements = new RegularElements(ref bytes, ref ends, last - entry);
            var regular = Unsafe.Add(ref allEnds, last) < Math.Min(most, start + SegmentScanner.IsaLength) && tag switch
            {
                Tags.Svc => TakeService(elements, component, taken + 1, start),
                Tags.Dtm => elements.Count == 2 && IsDate(elements),
                Tags.Cas => TakeAdjustments(elements),
                Tags.Ref => elements.Count is 2 or 3 or 4 && elements.Length(2) > 0,
                Tags.Amt or Tags.Qty => elements.Count == 2 && TryUnits(elements, 2, out _),
                Tags.Nm1 => elements.Count is >= 2 and <= 12 && elements.Length(1) == 2 && Roles.IsKnown(elements.Pair(1)),
                Tags.Lq => elements.Count == 2 && elements.Length(2) > 0,
                Tags.Per => elements.Count <= 9,
                Tags.Moa => elements.Count <= 9 && IsRegularOutpatient(elements),
                _ => false,
            };
            if (!regular)
            {
                ended = tag is Tags.Clp or Tags.Se or Tags.Plb;
                break;
            }

            next = Unsafe.Add(ref allEnds, last) + 1;
            entry = last + 1;
            segment++;
            taken++;
        }

        _scanner.Advance(next, entry, segment, taken);
        return ended;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool TakeService(in RegularElements svc, byte component, int ahead, int start)
    {
        if (svc.Count < 3 || svc.Length(1) < 4 || svc.At(1, 2) != component || !TryUnits(svc, 2, out var charge) ||
            !TryUnits(svc, 3, out var paid) || !IsNumberOrEmpty(svc, 5) || !IsNumberOrEmpty(svc, 7) || svc.Count > 7)
        {
            return false;
        }

        EndLevel();
        Services++;
        _servicePosition = _scanner.PositionOf(ahead, start);
        _serviceCharge.Set(charge);
        _servicePaid.Set(paid);
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool TakeAdjustments(in RegularElements cas)
    {
        var group = cas.Pair(1);
        if (cas.Count is < 3 or > 19 || cas.Length(1) != 2 || group is not (CO or PR or OA or PI or CR))
        {
            return false;
        }

        long sum = 0;
        for (var i = 2; i <= cas.Count; i += 3)
        {
            var reason = cas.Length(i);
            if (reason == 0 || i == cas.Count || cas.At(i, 0) is (byte)'N' or (byte)'M' or <= (byte)' ' ||
                !TryUnits(cas, i + 1, out var amount) || amount == 0 || !IsNumberOrEmpty(cas, i + 2))
            {
                return false;
            }

            sum += amount;
        }

        _level.Add(sum);
        _patientShare.Add(group == PR ? sum : 0);
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool IsDate(in RegularElements dtm)
    {
        if (dtm.Length(2) != 8)
        {
            return false;
        }

        return _known.IsDate(dtm.Eight(2));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool IsRegularOutpatient(in RegularElements moa) =>
        IsNumberOrEmpty(moa, 1) && IsNumberOrEmpty(moa, 2) && IsNumberOrEmpty(moa, 8) && IsNumberOrEmpty(moa, 9);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool IsNumberOrEmpty(in RegularElements segment, int element) =>
        element > segment.Count || segment.Length(element) == 0 || TryUnits(segment, element, out _);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryUnits(in RegularElements segment, int element, out long units) =>
        _known.TryUnits(ref segment.First(element), segment.Length(element), out units);
}

/// <summary>The elements of one segment by their ends, unchecked: ends[0] ends the tag.</summary>
internal readonly ref struct RegularElements(ref byte bytes, ref int ends, int count)
{
    private readonly ref byte _bytes = ref bytes;
    private readonly ref int _ends = ref ends;

    /// <summary>Elements behind the tag.</summary>
    public int Count { get; } = count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Length(int element) => Unsafe.Add(ref _ends, element) - Unsafe.Add(ref _ends, element - 1) - 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public byte At(int element, int offset) => Unsafe.Add(ref _bytes, Unsafe.Add(ref _ends, element - 1) + 1 + offset);

    /// <summary>The length of the segment that begins at <paramref name="start"/>.</summary>
    public int Total(int start) => Unsafe.Add(ref _ends, Count) - start;

    /// <summary>The first two characters.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Pair(int element) => Unsafe.ReadUnaligned<ushort>(ref Unsafe.Add(ref _bytes, Unsafe.Add(ref _ends, element - 1) + 1));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref byte First(int element) => ref Unsafe.Add(ref _bytes, Unsafe.Add(ref _ends, element - 1) + 1);

    public ReadOnlySpan<byte> Span(int element) => MemoryMarshal.CreateReadOnlySpan(ref First(element), Length(element));

    /// <summary>Not empty, and without blanks around it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsTight(int element) => Length(element) > 0 && At(element, 0) > ' ' && At(element, Length(element) - 1) > ' ';

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Eight(int element) => Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref _bytes, Unsafe.Add(ref _ends, element - 1) + 1));
}
