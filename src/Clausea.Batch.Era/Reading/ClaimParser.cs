namespace Clausea.Batch.Era.Reading;

/// <summary>Makes objects of a claim's segments, in the order of the format. What is wrong with them was already said
/// when the claim was read; here it is only left out.</summary>
internal ref struct ClaimParser
{
    private readonly List<Adjustment> _adjustments = [];
    private readonly List<string> _remarks = [];
    private readonly List<ServicePayment> _services = [];
    private readonly List<Contact> _contacts = [];
    private Lists _lists = new();
    private ClaimPayment _claim;
    private ServiceParser? _service;

    private ClaimParser(in Segment clp, bool balanced)
    {
        _claim = new ClaimPayment
        {
            Position = clp.Position,
            PatientControlNumber = clp.String(1),
            Status = clp.String(2) ?? string.Empty,
            Charge = Numbers.Decimal(clp[3]) ?? 0,
            Paid = Numbers.Decimal(clp[4]) ?? 0,
            PatientResponsibility = Numbers.Decimal(clp[5]),
            FilingIndicator = clp.String(6),
            PayerClaimNumber = clp.String(7),
            FacilityType = clp.String(8),
            Frequency = clp.String(9),
            Drg = clp.String(11),
            DrgWeight = Numbers.Decimal(clp[12]),
            DischargeFraction = Numbers.Decimal(clp[13]),
            Balanced = balanced,
        };
    }

    public static ClaimPayment Parse(MarkedSegments segments, bool balanced)
    {
        if (!segments.MoveNext())
        {
            throw new InvalidOperationException("No claim is being read.");
        }

        var parser = new ClaimParser(segments.Current, balanced);
        while (segments.MoveNext())
        {
            parser.Take(segments.Current);
        }

        return parser.Finish();
    }

    private void Take(in Segment segment)
    {
        switch (segment.Tag)
        {
            case Tags.Cas:
                Elements.AddAdjustments(_service?.Adjustments ?? _adjustments, segment);
                break;
            case Tags.Nm1:
                TakePerson(segment);
                break;
            case Tags.Mia:
                _claim = _claim with { Inpatient = TakeAdjudication(segment, [5, 20, 21, 22, 23]) };
                break;
            case Tags.Moa:
                _claim = _claim with { Outpatient = TakeAdjudication(segment, [3, 4, 5, 6, 7]) };
                break;
            case Tags.Per:
                _contacts.Add(Elements.Contact(segment));
                break;
            case Tags.Svc:
                EndService();
                _service = new ServiceParser(segment, _services.Count + 1);
                break;
            case Tags.Lq:
                Elements.AddText(_service?.Remarks ?? _remarks, segment, 2);
                break;
            default:
                (_service?.Lists ?? _lists).Take(segment);
                break;
        }
    }

    private void TakePerson(in Segment nm1)
    {
        var person = Elements.Person(nm1);
        _claim = nm1.String(1) switch
        {
            "QC" => _claim with { Patient = person },
            "IL" => _claim with { Insured = person },
            "74" => _claim with { Corrected = person },
            "82" => _claim with { Rendering = person },
            "TT" => _claim with { CrossoverCarrier = person },
            "PR" => _claim with { CorrectedPriorityPayer = person },
            "GB" => _claim with { OtherSubscriber = person },
            _ => _claim,
        };
    }

    private readonly Adjudication TakeAdjudication(in Segment segment, ReadOnlySpan<int> remarks)
    {
        foreach (var remark in remarks)
        {
            Elements.AddText(_remarks, segment, remark);
        }

        return new Adjudication(Elements.All(segment));
    }

    private void EndService()
    {
        if (_service is not null)
        {
            _services.Add(_service.Finish());
            _service = null;
        }
    }

    private ClaimPayment Finish()
    {
        EndService();
        return _claim with
        {
            Adjustments = _adjustments,
            Remarks = _remarks,
            References = _lists.References,
            Dates = _lists.Dates,
            Contacts = _contacts,
            Amounts = _lists.Amounts,
            Quantities = _lists.Quantities,
            Services = _services,
        };
    }
}

/// <summary>The lists that claims and services both have.</summary>
internal sealed class Lists
{
    public List<Identifier> References { get; } = [];

    public List<QualifiedDate> Dates { get; } = [];

    public List<QualifiedNumber> Amounts { get; } = [];

    public List<QualifiedNumber> Quantities { get; } = [];

    public void Take(in Segment segment)
    {
        switch (segment.Tag)
        {
            case Tags.Ref:
                Elements.AddReference(References, segment);
                break;
            case Tags.Dtm:
                Elements.AddDate(Dates, segment);
                break;
            case Tags.Amt:
                Elements.AddNumber(Amounts, segment);
                break;
            case Tags.Qty:
                Elements.AddNumber(Quantities, segment);
                break;
        }
    }
}

/// <summary>Loop 2110.</summary>
internal sealed class ServiceParser
{
    private readonly ServicePayment _service;

    public ServiceParser(in Segment svc, int number)
    {
        _service = new ServicePayment
        {
            Position = svc.Position,
            Number = number,
            Procedure = Elements.Procedure(svc, 1) ?? Procedure.Unknown,
            Charge = Numbers.Decimal(svc[2]) ?? 0,
            Paid = Numbers.Decimal(svc[3]) ?? 0,
            RevenueCode = svc.String(4),
            Units = Numbers.Decimal(svc[5]),
            Submitted = Elements.Procedure(svc, 6),
            SubmittedUnits = Numbers.Decimal(svc[7]),
        };
    }

    public List<Adjustment> Adjustments { get; } = [];

    public List<string> Remarks { get; } = [];

    public Lists Lists { get; } = new();

    public ServicePayment Finish() => _service with
    {
        Adjustments = Adjustments,
        Remarks = Remarks,
        References = Lists.References,
        Dates = Lists.Dates,
        Amounts = Lists.Amounts,
        Quantities = Lists.Quantities,
        Balanced = _service.Charge == _service.Paid + Adjustments.Sum(adjustment => adjustment.Amount),
    };
}
