namespace Clausea.Batch.Era.Reading;

/// <summary>Makes objects of a claim's segments, in the order of the format. What is wrong with them was already said
/// when the claim was read; here it is only left out. One parser makes one claim after another.</summary>
internal sealed class ClaimParser
{
    private readonly TextCache _texts = new();
    private readonly Lists _claimLists = new();
    private readonly Lists _serviceLists = new();
    private readonly Gathered<ServicePayment> _services = new();
    private readonly Gathered<Contact> _contacts = new();
    private readonly Gathered<Person> _others = new();
    private readonly Gathered<string> _modifiers = new();
    private readonly Person?[] _people = new Person?[7];
    private Adjudication? _inpatient;
    private Adjudication? _outpatient;
    private bool _inService;
    private bool _inParty;

    public ClaimPayment Parse(MarkedSegments segments, bool balanced, Position? corrects)
    {
        if (!segments.MoveNext())
        {
            throw new InvalidOperationException("No claim is being read.");
        }

        Clear();
        var clp = segments.Current;
        var service = default(Segment);
        while (segments.MoveNext())
        {
            ref readonly var segment = ref segments.Current;
            var tag = segment.Tag;
            if (_inParty)
            {
                // A payer or payee named again within a claim has its own REF and PER.
                _inParty = tag is Tags.N1 or Tags.N2 or Tags.N3 or Tags.N4 or Tags.Ref or Tags.Per or Tags.Rdm;
                if (_inParty)
                {
                    continue;
                }
            }

            var lists = _inService ? _serviceLists : _claimLists;
            switch (tag)
            {
                case Tags.Svc:
                    EndService(service);
                    service = segment;
                    _inService = true;
                    break;
                case Tags.Cas:
                    lists.AddAdjustments(segment, _texts);
                    break;
                case Tags.Dtm:
                    lists.AddDate(segment, _texts);
                    break;
                case Tags.Ref:
                    lists.AddReference(segment, _texts);
                    break;
                case Tags.Amt:
                    Lists.AddNumber(lists.Amounts, segment, _texts);
                    break;
                case Tags.Qty:
                    Lists.AddNumber(lists.Quantities, segment, _texts);
                    break;
                case Tags.Lq:
                    lists.AddRemark(_texts.Code(segment[2]));
                    break;
                default:
                    Take(segment, tag);
                    break;
            }
        }

        EndService(service);
        return Claim(clp, balanced, corrects);
    }

    private void Clear()
    {
        Array.Clear(_people);
        (_inpatient, _outpatient, _inService, _inParty) = (null, null, false, false);
    }

    private void Take(in Segment segment, int tag)
    {
        switch (tag)
        {
            case Tags.N1:
                _inParty = true;
                break;
            case Tags.Nm1:
                TakePerson(segment);
                break;
            case Tags.Mia:
                _inpatient = TakeAdjudication(segment, Adjudication.InpatientRemarks);
                break;
            case Tags.Moa:
                _outpatient = TakeAdjudication(segment, Adjudication.OutpatientRemarks);
                break;
            case Tags.Per:
                _contacts.Add(Elements.Contact(segment));
                break;
        }
    }

    private void TakePerson(in Segment nm1)
    {
        var role = _texts.Code(nm1[1]);
        var person = new Person
        {
            Role = role,
            IsOrganization = nm1.Is(2, "2"u8),
            Last = _texts.Code(nm1[3]),
            First = _texts.Code(nm1[4]),
            Middle = _texts.Code(nm1[5]),
            Prefix = _texts.Code(nm1[6]),
            Suffix = _texts.Code(nm1[7]),
            Id = new Identifier(_texts.Code(nm1[8]), role == "82" ? _texts.Code(nm1[9]) : nm1.String(9)),
        };
        var place = Place(role);
        if (place < 0 || _people[place] is not null)
        {
            _others.Add(person);
        }
        else
        {
            _people[place] = person;
        }
    }

    private static int Place(string? role) => role switch
    {
        "QC" => 0,
        "IL" => 1,
        "74" => 2,
        "82" => 3,
        "TT" => 4,
        "PR" => 5,
        "GB" => 6,
        _ => -1,
    };

    private Adjudication TakeAdjudication(in Segment segment, ReadOnlySpan<int> remarks)
    {
        var elements = new string?[segment.CountFilled];
        for (var i = 1; i < elements.Length; i++)
        {
            elements[i] = _texts.Code(segment[i]);
        }

        foreach (var remark in remarks)
        {
            if (remark < elements.Length && elements[remark] is { } code)
            {
                _claimLists.Remarks.Add(code);
            }
        }

        return new Adjudication(elements);
    }

    private ClaimPayment Claim(in Segment clp, bool balanced, Position? corrects) => new()
    {
        Position = clp.Position,
        PatientControlNumber = clp.String(1),
        Status = _texts.Code(clp[2]) ?? string.Empty,
        Charge = Amount(clp[3], out var chargeMissing),
        ChargeMissing = chargeMissing,
        Paid = Amount(clp[4], out var paidMissing),
        PaidMissing = paidMissing,
        PatientResponsibility = Numbers.Padded(clp[5]),
        FilingIndicator = _texts.Code(clp[6]),
        PayerClaimNumber = clp.String(7),
        FacilityType = _texts.Code(clp[8]),
        Frequency = _texts.Code(clp[9]),
        Drg = _texts.Code(clp[11]),
        DrgWeight = Numbers.Padded(clp[12]),
        DischargeFraction = Numbers.Padded(clp[13]),
        Adjustments = _claimLists.Adjustments.Take(),
        Patient = _people[0],
        Insured = _people[1],
        Corrected = _people[2],
        Rendering = _people[3],
        CrossoverCarrier = _people[4],
        CorrectedPriorityPayer = _people[5],
        OtherSubscriber = _people[6],
        Others = _others.Take(),
        Inpatient = _inpatient,
        Outpatient = _outpatient,
        Remarks = _claimLists.Remarks.Take(),
        References = _claimLists.References.Take(),
        Dates = _claimLists.Dates.Take(),
        Contacts = _contacts.Take(),
        Amounts = _claimLists.Amounts.Take(),
        Quantities = _claimLists.Quantities.Take(),
        Services = _services.Take(),
        Balanced = balanced,
        Corrects = corrects,
    };

    private void EndService(in Segment svc)
    {
        if (!_inService)
        {
            return;
        }

        var (charged, settled) = (default(MoneySum), default(MoneySum));
        var chargeMissing = !Numbers.TryPadded(svc[2], out var charge, ref charged);
        var paidMissing = !Numbers.TryPadded(svc[3], out var paid, ref settled);
        _services.Add(new ServicePayment
        {
            Position = svc.Position,
            Number = _services.Count + 1,
            Procedure = ProcedureOf(svc, 1) ?? Procedure.Unknown,
            Charge = charge,
            ChargeMissing = chargeMissing,
            Paid = paid,
            PaidMissing = paidMissing,
            RevenueCode = _texts.Code(svc[4]),
            Units = Numbers.Padded(svc[5]),
            Submitted = ProcedureOf(svc, 6),
            SubmittedUnits = Numbers.Padded(svc[7]),
            Adjustments = _serviceLists.Adjustments.Take(),
            Remarks = _serviceLists.Remarks.Take(),
            References = _serviceLists.References.Take(),
            Dates = _serviceLists.Dates.Take(),
            Amounts = _serviceLists.Amounts.Take(),
            Quantities = _serviceLists.Quantities.Take(),
            Balanced = MoneySum.Meet(charged, settled, _serviceLists.TakeAdjusted()),
        });
        _inService = false;
    }

    // Qualifier, code, up to four modifiers, description.
    private Procedure? ProcedureOf(in Segment segment, int element)
    {
        var rest = segment[element];
        if (rest.IsEmpty)
        {
            return null;
        }

        var separator = Composites.Separator(rest, segment.Separators.Component);
        string? qualifier = null, code = null, description = null;
        for (var part = 0; !rest.IsEmpty; part++)
        {
            var text = _texts.Code(Text.Trim(Elements.Next(ref rest, separator)));
            if (part == 0)
            {
                qualifier = text;
            }
            else if (part == 1)
            {
                code = text;
            }
            else if (part <= 5 && text is not null)
            {
                _modifiers.Add(text);
            }
            else if (part == 6)
            {
                description = text;
            }
        }

        return new Procedure(qualifier, code, _modifiers.Take(), description);
    }

    private static decimal Amount(ReadOnlySpan<byte> bytes, out bool missing)
    {
        missing = !Numbers.TryPadded(bytes, out var value);
        return value;
    }
}
