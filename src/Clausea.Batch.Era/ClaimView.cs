using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Clausea.Batch.Era.Reading;

namespace Clausea.Batch.Era;

/// <summary>The claim the reader stands on: its amounts, and whether it balances. Valid until the next read;
/// <see cref="ToClaimPayment"/> makes an object of it that lasts.</summary>
public sealed partial class ClaimView
{
    private readonly SegmentScanner _scanner;
    private readonly FindingList _findings;
    private ClaimParser? _parser;
    private MoneySum _charge;
    private MoneySum _paid;
    private MoneySum _patient;
    private MoneySum _total;
    private MoneySum _level;
    private MoneySum _patientShare;
    private MoneySum _serviceCharge;
    private MoneySum _servicePaid;
    private Position _servicePosition;
    private bool _hasPatient;

    internal ClaimView(SegmentScanner scanner, FindingList findings)
    {
        _scanner = scanner;
        _findings = findings;
    }

    public Position Position { get; private set; }

    /// <summary>The <see cref="Era.AccountKey"/> of CLP01, by which it is looked up without its text.</summary>
    public ulong Account
    {
        get
        {
            var segments = _scanner.WalkMarked(Position);
            return segments.MoveNext() ? Era.AccountKey.Of(segments.Current[1]) : 0;
        }
    }

    /// <summary>CLP03, in dollars.</summary>
    public decimal Charge => _charge.Value;

    /// <summary>CLP04, in dollars.</summary>
    public decimal Paid => _paid.Value;

    /// <summary>CLP05, in dollars.</summary>
    public decimal? PatientResponsibility => _hasPatient ? _patient.Value : null;

    /// <summary>SVC loops so far.</summary>
    public int Services { get; private set; }

    /// <summary>All adjustments of claim and services, in dollars.</summary>
    public decimal Adjustments => _total.Value;

    /// <summary>Charge is paid plus adjustments.</summary>
    public bool Balanced { get; private set; }

    /// <summary>Services that do not balance.</summary>
    public int UnbalancedServices { get; private set; }

    /// <summary>Whether it balances with what was read of it so far.</summary>
    internal bool AddsUp
    {
        get
        {
            var adjusted = _total;
            adjusted.Add(_level);
            return MoneySum.Meet(_charge, _paid, adjusted);
        }
    }

    /// <summary>CLP02 is 22.</summary>
    public bool IsReversal { get; private set; }

    /// <summary>The reversal that this claim corrects, where it stands before it in the file.</summary>
    public Position? Corrects { get; private set; }

    /// <summary>What makes two claims the same: CLP01, 02, 03, 04 and 07.</summary>
    internal ulong Key { get; private set; }

    /// <summary>CLP01 alone, which a reversal and its correction share.</summary>
    internal ulong AccountKey { get; private set; }

    /// <summary>The claim as an object of its own.</summary>
    public ClaimPayment ToClaimPayment() => (_parser ??= new ClaimParser()).Parse(_scanner.WalkMarked(Position), Balanced, Corrects);

    /// <summary>What can be told of the claim without making an object of it.</summary>
    /// <param name="codes">The adjustments that are plain.</param>
    public ClaimOutline Outline(AdjustmentCodes codes) => new OutlineWalk(codes).Of(_scanner.WalkMarked(Position));

    /// <summary>Starts with a CLP.</summary>
    internal void Start(in Segment clp)
    {
        Clear(clp.Position);
        Required(clp, 3, "CLP", "claim charge", ref _charge);
        Required(clp, 4, "CLP", "claim payment", ref _paid);
        _hasPatient = Amount(clp, 5, "CLP", ref _patient);
        var account = clp[1];
        var status = clp[2];
        AccountKey = ContentHash.Add(ContentHash.Seed, account);
        Key = ContentHash.Add(ContentHash.Add(KeyOf(ContentHash.Add(AccountKey, status)), clp[7]), 7);
        IsReversal = status.SequenceEqual("22"u8);
        if (account.IsEmpty)
        {
            _findings.Add(FindingKinds.ElementMissing, clp.Position, "CLP01, the patient control number, is missing");
        }

        if (!ClaimStatuses.IsKnown(status))
        {
            _findings.Add(FindingKinds.UnknownClaimStatus, clp.Position, "CLP02 is not a claim status of the 835");
        }

        if (clp.Count > 11)
        {
            CheckNumber(clp, 12, "CLP");
            CheckNumber(clp, 13, "CLP");
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Clear(Position position)
    {
        Position = position;
        Services = 0;
        UnbalancedServices = 0;
        Corrects = null;
        _servicePosition = default;
        _total.Set(0);
        _level.Set(0);
        _patient.Set(0);
        _patientShare.Set(0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ulong KeyOf(ulong key) => ContentHash.Add(ContentHash.Add(key, _charge.Key), _paid.Key);

    internal void Correct(Position reversal) => Corrects = reversal;

    /// <summary>Takes a segment of loops 2100 and 2110, of any form; false when the claim ends before it.</summary>
    internal bool Take(in Segment segment, int tag)
    {
        switch (tag)
        {
            case Tags.Cas:
                TakeAdjustments(segment);
                return true;
            case Tags.Svc:
                StartService(segment);
                return true;
            case Tags.Dtm:
                CheckDate(segment);
                return true;
            case Tags.Amt or Tags.Qty:
                CheckNumber(segment, 2, tag == Tags.Amt ? "AMT" : "QTY");
                return true;
            case Tags.Mia:
                CheckNumbers(segment, "MIA", Adjudication.InpatientNumbers);
                return true;
            case Tags.Moa:
                CheckNumbers(segment, "MOA", Adjudication.OutpatientNumbers);
                return true;
            case Tags.Nm1:
                CheckRole(segment);
                return true;
            case Tags.Ref or Tags.Per or Tags.Lq:
                return true;
            case var _ when Tags.EndsClaim(tag):
                return false;
            default:
                _findings.AddSkipped(segment, tag, "a claim");
                return true;
        }
    }

    /// <summary>Ends the claim: services, claim and patient share must add up.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void End()
    {
        EndLevel();
        Balanced = MoneySum.Meet(_charge, _paid, _total);
        if (!Balanced)
        {
            AddClaimBalance();
        }

        if (_hasPatient && !MoneySum.Meet(_patient, _patientShare, default))
        {
            AddPatientShare();
        }
    }

    internal void AddTo(ref MoneySum charge, ref MoneySum paid)
    {
        charge.Add(_charge);
        paid.Add(_paid);
    }

    private void StartService(in Segment svc)
    {
        EndLevel();
        Services++;
        _servicePosition = svc.Position;
        Required(svc, 2, "SVC", "service charge", ref _serviceCharge);
        _servicePaid.Set(0);
        Amount(svc, 3, "SVC", ref _servicePaid);
        CheckNumber(svc, 5, "SVC");
        CheckNumber(svc, 7, "SVC");
        if (svc[1].IsEmpty)
        {
            _findings.Add(FindingKinds.ElementMissing, svc.Position, "SVC01, the procedure, is missing");
        }
        else
        {
            Composites.Check(svc, 1, "SVC01", _scanner, _findings);
        }
    }

    // What was adjusted since CLP or SVC belongs to the claim as a whole, or to that service, which must balance.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void EndLevel()
    {
        _total.Add(_level);
        if (_servicePosition.Segment != 0 && !MoneySum.Meet(_serviceCharge, _servicePaid, _level))
        {
            AddServiceBalance();
        }

        _servicePosition = default;
        _level.Set(0);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void AddClaimBalance() =>
        _findings.AddUnbalanced(FindingKinds.ClaimBalance, Position, "CLP charge", Charge, Paid, Adjustments);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void AddPatientShare()
    {
        var (stated, share) = (_patient.Value, _patientShare.Value);
        _findings.Add(FindingKinds.PatientResponsibility, Position,
            $"CLP patient responsibility {Balance.Money(stated)} is not the sum of the PR adjustments {Balance.Money(share)}; difference {Balance.Money(stated - share)}");
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void AddServiceBalance()
    {
        UnbalancedServices++;
        _findings.AddUnbalanced(
            FindingKinds.ServiceBalance, _servicePosition, "SVC charge", _serviceCharge.Value, _servicePaid.Value, _level.Value);
    }

    // CAS: the group, then up to six of reason, amount, quantity; a gap between them is not the end.
    private void TakeAdjustments(in Segment cas)
    {
        var isPatientShare = cas.Is(1, "PR"u8);
        if (!AdjustmentGroups.IsKnown(cas[1]))
        {
            _findings.Add(FindingKinds.UnknownGroup, cas.Position, "CAS01 is none of CO, PR, OA, PI, CR");
        }

        for (var i = 2; i < cas.Count; i += 3)
        {
            var sum = default(MoneySum);
            TakeAdjustment(cas, i, ref sum);
            _level.Add(sum);
            if (isPatientShare)
            {
                _patientShare.Add(sum);
            }
        }
    }

    private void TakeAdjustment(in Segment cas, int i, ref MoneySum sum)
    {
        var reason = cas[i];
        if (reason.IsEmpty && cas[i + 1].IsEmpty && cas[i + 2].IsEmpty)
        {
            return;
        }

        if (reason.IsEmpty)
        {
            _findings.Add(FindingKinds.ElementMissing, cas.Position, $"CAS{i:00}, the reason of an adjustment, is missing");
        }
        else if (AdjustmentGroups.LooksLikeRemark(reason))
        {
            _findings.Add(FindingKinds.RemarkInReasonSlot, cas.Position, $"CAS{i:00} holds a remark code, not a reason code");
        }

        CheckNumber(cas, i + 2, "CAS");
        if (cas[i + 1].IsEmpty)
        {
            _findings.Add(FindingKinds.AdjustmentAmountMissing, cas.Position, $"CAS{i + 1:00}, the amount of an adjustment, is missing");
        }
        else if (Amount(cas, i + 1, "CAS", ref sum) && sum.Value == 0)
        {
            _findings.Add(FindingKinds.ZeroAdjustment, cas.Position, $"CAS{i + 1:00} is an adjustment of zero");
        }
    }

    private void Required(in Segment segment, int element, string tag, string meaning, ref MoneySum sum)
    {
        sum.Set(0);
        if (!Amount(segment, element, tag, ref sum) && segment[element].IsEmpty)
        {
            _findings.Add(FindingKinds.ElementMissing, segment.Position, $"{tag}{element:00}, the {meaning}, is missing; it counts as zero");
        }
    }

    /// <summary>Adds an amount; false when there is none, or none that can be read.</summary>
    private bool Amount(in Segment segment, int element, string tag, ref MoneySum sum)
    {
        var bytes = segment[element];
        if (bytes.IsEmpty)
        {
            return false;
        }

        if (Numbers.TryUnits(ref MemoryMarshal.GetReference(bytes), bytes.Length, out var units))
        {
            sum.Add(units);
            return true;
        }

        if (!Numbers.TryDecimal(bytes, out var value))
        {
            _findings.Add(FindingKinds.NotANumber, segment.Position, $"{tag}{element:00} is not a number; it counts as zero");
            return false;
        }

        _findings.AddNotation(segment, element, tag);
        sum.Add(value);
        return true;
    }

    private void CheckNumber(in Segment segment, int element, string tag)
    {
        var ignored = default(MoneySum);
        Amount(segment, element, tag, ref ignored);
    }

    private void CheckNumbers(in Segment segment, string tag, ReadOnlySpan<int> elements)
    {
        foreach (var element in elements)
        {
            CheckNumber(segment, element, tag);
        }
    }

    private void CheckRole(in Segment nm1)
    {
        if (!Roles.IsKnown(nm1[1]))
        {
            _findings.Add(FindingKinds.UnknownRole, nm1.Position, "NM101 is a role that the 835 does not have; who it names is kept apart");
        }
    }

    private void CheckDate(in Segment dtm)
    {
        var bytes = dtm[2];
        if (bytes.IsEmpty)
        {
            if (!Numbers.TrySpan(dtm[6], out _, out _) && !Numbers.TryDate(dtm[6], out _))
            {
                _findings.Add(FindingKinds.NotADate, dtm.Position, dtm[6].IsEmpty ? "DTM has no date" : "DTM06 is neither a date nor a range of dates");
            }
        }
        else if (!Numbers.TryDate(bytes, out _) && !Numbers.TrySpan(bytes, out _, out _))
        {
            _findings.Add(FindingKinds.NotADate, dtm.Position, "DTM02 is not a date");
        }
        else if (bytes.Length == 6)
        {
            _findings.Add(FindingKinds.DateNotation, dtm.Position, "DTM02 is a date without its century");
        }
    }
}
