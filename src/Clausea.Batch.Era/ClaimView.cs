using Clausea.Batch.Era.Reading;

namespace Clausea.Batch.Era;

/// <summary>The claim the reader stands on: its amounts, and whether it balances. Valid until the next read;
/// <see cref="ToClaimPayment"/> makes an object of it that lasts.</summary>
public sealed class ClaimView
{
    private readonly SegmentScanner _scanner;
    private readonly FindingList _findings;
    private decimal _claimAdjustments;
    private decimal _serviceAdjustments;
    private decimal _patientShare;
    private decimal _serviceCharge;
    private decimal _servicePaid;
    private decimal _oneServiceAdjustments;
    private Position _servicePosition;

    internal ClaimView(SegmentScanner scanner, FindingList findings)
    {
        _scanner = scanner;
        _findings = findings;
    }

    public Position Position { get; private set; }

    /// <summary>CLP03, in dollars.</summary>
    public decimal Charge { get; private set; }

    /// <summary>CLP04, in dollars.</summary>
    public decimal Paid { get; private set; }

    /// <summary>CLP05, in dollars.</summary>
    public decimal? PatientResponsibility { get; private set; }

    /// <summary>SVC loops so far.</summary>
    public int Services { get; private set; }

    /// <summary>All adjustments of claim and services, in dollars.</summary>
    public decimal Adjustments => _claimAdjustments + _serviceAdjustments;

    /// <summary>Charge is paid plus adjustments.</summary>
    public bool Balanced { get; private set; }

    /// <summary>Services that do not balance.</summary>
    public int UnbalancedServices { get; private set; }

    /// <summary>The claim as an object of its own.</summary>
    public ClaimPayment ToClaimPayment() => ClaimParser.Parse(_scanner.WalkMarked(Position), Balanced);

    /// <summary>Starts with a CLP.</summary>
    internal void Start(in Segment clp)
    {
        Position = clp.Position;
        Services = 0;
        UnbalancedServices = 0;
        _claimAdjustments = 0;
        _serviceAdjustments = 0;
        _patientShare = 0;
        Charge = Required(clp, 3, "CLP", "claim charge");
        Paid = Required(clp, 4, "CLP", "claim payment");
        PatientResponsibility = Number(clp, 5, "CLP");
        if (clp[1].IsEmpty)
        {
            _findings.Add(FindingKinds.ElementMissing, clp.Position, "CLP01, the patient control number, is missing");
        }

        if (!ClaimStatuses.IsKnown(clp[2]))
        {
            _findings.Add(FindingKinds.UnknownClaimStatus, clp.Position, "CLP02 is not a claim status of the 835");
        }
    }

    /// <summary>Takes a segment of loops 2100 and 2110; false when the claim ends before it.</summary>
    internal bool Take(in Segment segment, int tag)
    {
        switch (tag)
        {
            case Tags.Cas:
                TakeAdjustments(segment);
                return true;
            case Tags.Svc:
                EndService();
                StartService(segment);
                return true;
            case Tags.Dtm:
                CheckDate(segment);
                return true;
            case Tags.Amt:
                Number(segment, 2, "AMT");
                return true;
            case Tags.Qty:
                Number(segment, 2, "QTY");
                return true;
            case Tags.Nm1 or Tags.Ref or Tags.Per or Tags.Lq or Tags.Mia or Tags.Moa:
                return true;
            case Tags.Clp or Tags.Lx or Tags.Plb or Tags.Se or Tags.St or Tags.Ge or Tags.Gs or Tags.Iea or Tags.Isa:
                return false;
            default:
                _findings.AddSkipped(segment, tag, "a claim");
                return true;
        }
    }

    /// <summary>Ends the claim: services, claim and patient share must add up.</summary>
    internal void End()
    {
        EndService();
        Balanced = Charge == Paid + Adjustments;
        if (!Balanced)
        {
            _findings.Add(FindingKinds.ClaimBalance, Position, Balance.Message("CLP charge", Charge, Paid, Adjustments));
        }

        if (PatientResponsibility is { } stated && stated != _patientShare)
        {
            _findings.Add(FindingKinds.PatientResponsibility, Position,
                $"CLP patient responsibility {Balance.Money(stated)} is not the sum of the PR adjustments " +
                $"{Balance.Money(_patientShare)}; difference {Balance.Money(stated - _patientShare)}");
        }
    }

    private void StartService(in Segment svc)
    {
        Services++;
        _servicePosition = svc.Position;
        _oneServiceAdjustments = 0;
        _serviceCharge = Required(svc, 2, "SVC", "service charge");
        _servicePaid = Number(svc, 3, "SVC") ?? 0;
        Number(svc, 5, "SVC");
        Number(svc, 7, "SVC");
        if (svc[1].IsEmpty)
        {
            _findings.Add(FindingKinds.ElementMissing, svc.Position, "SVC01, the procedure, is missing");
        }
    }

    private void EndService()
    {
        if (Services == 0 || _servicePosition.Segment < Position.Segment)
        {
            return;
        }

        _serviceAdjustments += _oneServiceAdjustments;
        if (_serviceCharge != _servicePaid + _oneServiceAdjustments)
        {
            UnbalancedServices++;
            _findings.Add(FindingKinds.ServiceBalance, _servicePosition,
                Balance.Message("SVC charge", _serviceCharge, _servicePaid, _oneServiceAdjustments));
        }

        _servicePosition = default;
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
            var amount = AdjustmentAmount(cas, i);
            _patientShare += isPatientShare ? amount : 0;
            if (Services == 0)
            {
                _claimAdjustments += amount;
            }
            else
            {
                _oneServiceAdjustments += amount;
            }
        }
    }

    private decimal AdjustmentAmount(in Segment cas, int i)
    {
        var reason = cas[i];
        var amount = cas[i + 1];
        if (reason.IsEmpty && amount.IsEmpty)
        {
            return 0;
        }

        if (reason.IsEmpty)
        {
            _findings.Add(FindingKinds.ElementMissing, cas.Position, $"CAS{i:00}, the reason of an adjustment, is missing");
        }
        else if (AdjustmentGroups.LooksLikeRemark(reason))
        {
            _findings.Add(FindingKinds.RemarkInReasonSlot, cas.Position, $"CAS{i:00} holds a remark code, not a reason code");
        }

        if (amount.IsEmpty)
        {
            _findings.Add(FindingKinds.AdjustmentAmountMissing, cas.Position, $"CAS{i + 1:00}, the amount of an adjustment, is missing");
            return 0;
        }

        Number(cas, i + 2, "CAS");
        var value = Number(cas, i + 1, "CAS") ?? 0;
        if (value == 0)
        {
            _findings.Add(FindingKinds.ZeroAdjustment, cas.Position, $"CAS{i + 1:00} is an adjustment of zero");
        }

        return value;
    }

    private decimal Required(in Segment segment, int element, string tag, string meaning)
    {
        if (segment[element].IsEmpty)
        {
            _findings.Add(FindingKinds.ElementMissing, segment.Position, $"{tag}{element:00}, the {meaning}, is missing; it counts as zero");
            return 0;
        }

        return Number(segment, element, tag) ?? 0;
    }

    private decimal? Number(in Segment segment, int element, string tag)
    {
        var bytes = segment[element];
        if (bytes.IsEmpty)
        {
            return null;
        }

        if (Numbers.TryDecimal(bytes, out var value))
        {
            return value;
        }

        _findings.Add(FindingKinds.NotANumber, segment.Position, $"{tag}{element:00} is not a number; it counts as zero");
        return null;
    }

    private void CheckDate(in Segment dtm)
    {
        var bytes = dtm[2];
        if (!bytes.IsEmpty && !Numbers.TryDate(bytes, out _))
        {
            _findings.Add(FindingKinds.NotADate, dtm.Position, "DTM02 is not a date");
        }
    }
}
