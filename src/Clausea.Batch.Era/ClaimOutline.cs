using Clausea.Batch.Era.Reading;

namespace Clausea.Batch.Era;

/// <summary>What can be told of a claim without making an object of it.</summary>
/// <param name="IsPlain">The payer has decided it as first, second or third payer, everything charged is paid or adjusted, and
/// every adjustment is one of those asked for. False says nothing: make the object and look.</param>
/// <param name="ServiceFrom">The first day of service, else that of the statement; told of plain claims only.</param>
public readonly record struct ClaimOutline(bool IsPlain, DateOnly? ServiceFrom);

/// <summary>Groups with their reasons, such as CO-45, to be compared with the bytes of a file.</summary>
/// <param name="codes">A group of two characters, a hyphen, a reason of up to four.</param>
public sealed class AdjustmentCodes(IEnumerable<string> codes)
{
    private readonly byte[][] _codes = [.. codes.Select(System.Text.Encoding.ASCII.GetBytes)];

    internal bool Contains(ReadOnlySpan<byte> group, ReadOnlySpan<byte> reason)
    {
        foreach (var code in _codes)
        {
            if (reason.SequenceEqual(code.AsSpan(3)) && group.SequenceEqual(code.AsSpan(0, 2)))
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>Looks through the segments of a claim once, as <see cref="ClaimParser"/> does, and keeps nothing but sums and
/// days.</summary>
internal ref struct OutlineWalk(AdjustmentCodes codes)
{
    private MoneySum _charge;
    private MoneySum _settled;
    private decimal _levelCharge;
    private decimal _levelPaid;
    private DateOnly? _statement;
    private DateOnly? _service;
    private DateOnly? _other;
    private DateOnly? _first;

    public ClaimOutline Of(MarkedSegments segments) =>
        segments.MoveNext() && Start(segments.Current) && Take(segments)
            ? new ClaimOutline(true, _first ?? _statement)
            : default;

    private bool Take(MarkedSegments segments)
    {
        while (segments.MoveNext())
        {
            ref readonly var segment = ref segments.Current;
            var isPlain = segment.Tag switch
            {
                Tags.Svc => StartService(segment),
                Tags.Cas => TakeAdjustments(segment),
                Tags.Dtm => TakeDate(segment),

                // Whose REF it is that follows a payee named within a claim is told only by looking on.
                Tags.N1 => false,
                _ => true,
            };
            if (!isPlain)
            {
                return false;
            }
        }

        EndService();
        return _charge.Value - _settled.Value <= 0;
    }

    private bool Start(in Segment clp) =>
        (clp.Is(2, "1"u8) || clp.Is(2, "2"u8) || clp.Is(2, "3"u8))
        && Numbers.TryPadded(clp[3], out _levelCharge, ref _charge)
        && Numbers.TryPadded(clp[4], out _levelPaid, ref _settled);

    private bool StartService(in Segment svc)
    {
        EndService();
        var ignored = default(MoneySum);
        return Numbers.TryPadded(svc[2], out _levelCharge, ref ignored) && Numbers.TryPadded(svc[3], out _levelPaid, ref ignored);
    }

    // What takes the whole charge of its place may be a denial under an everyday code.
    private bool TakeAdjustments(in Segment cas)
    {
        for (var i = 2; i < cas.Count; i += 3)
        {
            if (!codes.Contains(cas[1], cas[i]) || !Numbers.TryPadded(cas[i + 1], out var amount, ref _settled)
                || amount <= 0 || (amount >= _levelCharge && _levelPaid <= 0))
            {
                return false;
            }
        }

        return true;
    }

    private bool TakeDate(in Segment dtm)
    {
        if (dtm.Is(1, "472"u8))
        {
            _service ??= Day(dtm);
        }
        else if (dtm.Is(1, "150"u8))
        {
            _other ??= Day(dtm);
        }
        else if (dtm.Is(1, "232"u8))
        {
            _statement ??= Day(dtm);
        }

        return true;
    }

    private static DateOnly? Day(in Segment dtm) => Elements.TryDate(dtm, "", out var date) ? date.Date : null;

    private void EndService()
    {
        if ((_service ?? _other) is { } day && (_first is null || day < _first))
        {
            _first = day;
        }

        (_service, _other) = (null, null);
    }
}
