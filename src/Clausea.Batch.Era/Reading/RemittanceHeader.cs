namespace Clausea.Batch.Era.Reading;

/// <summary>Collects the header of a remittance: BPR, TRN, CUR, REF, DTM, loops 1000A and 1000B.</summary>
internal sealed class RemittanceHeader(string controlNumber, string? version, Position position, FindingList findings)
{
    private readonly Gathered<Party> _others = new();
    private readonly Gathered<Identifier> _references = new();
    private readonly Gathered<QualifiedDate> _dates = new();
    private PartyParser? _payer;
    private PartyParser? _payee;
    private PartyParser? _party;
    private PartyParser? _other;
    private Payment _payment = Payment.None;
    private bool _hasPayment;
    private string? _currency;
    private decimal? _exchangeRate;

    /// <summary>Takes a header segment; false when the header ends before it.</summary>
    public bool Take(in Segment segment, int tag)
    {
        switch (tag)
        {
            case Tags.Bpr:
                TakePayment(segment);
                return true;
            case Tags.Trn:
                _payment = _payment with
                {
                    TraceNumber = segment.String(2),
                    OriginatorId = segment.String(3),
                    OriginatorSupplement = segment.String(4),
                };
                return true;
            case Tags.Cur:
                _currency = segment.String(2);
                _exchangeRate = Numbers.Decimal(segment[3]);
                return true;
            case Tags.Dtm:
                TakeDate(segment);
                return true;
            case Tags.Ref when _party is null:
                Elements.AddReference(_references, segment);
                return true;
            case Tags.N1:
                EndOther();
                _party = new PartyParser(segment);
                TakeParty(segment, _party);
                return true;
            case Tags.N2 or Tags.N3 or Tags.N4 or Tags.Ref or Tags.Per or Tags.Rdm when _party is not null:
                _party.Take(segment, tag);
                return true;
            case Tags.Lx or Tags.Clp or Tags.Plb or Tags.Se or Tags.St or Tags.Ge or Tags.Gs or Tags.Iea or Tags.Isa:
                return false;
            default:
                findings.AddSkipped(segment, tag, "the header of a remittance");
                return true;
        }
    }

    public Remittance Finish()
    {
        EndOther();
        Require(_hasPayment, FindingKinds.PaymentMissing, "the remittance has no BPR");
        Require(_payment.TraceNumber is not null, FindingKinds.TraceMissing, "the remittance has no TRN02");
        Require(_payer is not null, FindingKinds.PayerMissing, "the remittance has no N1*PR");
        Require(_payee is not null, FindingKinds.PayeeMissing, "the remittance has no N1*PE");
        var (references, dates) = (_references.Take(), _dates.Take());
        return new Remittance
        {
            ControlNumber = controlNumber,
            Version = version,
            Position = position,
            Payment = _payment,
            Payer = _payer?.Finish() ?? Party.Unknown,
            Payee = _payee?.Finish() ?? Party.Unknown,
            Others = _others.Take(),
            References = references,
            Dates = dates,
            ReceiverId = references.Find("EV"),
            SystemVersion = references.Find("F2"),
            ProductionDate = dates.Find("405"),
            Currency = _currency,
            ExchangeRate = _exchangeRate,
        };
    }

    private void EndOther()
    {
        if (_other is not null)
        {
            _others.Add(_other.Finish());
            _other = null;
        }
    }

    private void Require(bool there, FindingKind kind, string message)
    {
        if (!there)
        {
            findings.Add(kind, position, message);
        }
    }

    private void TakePayment(in Segment bpr)
    {
        _hasPayment = true;
        if (!Numbers.TryDecimal(bpr[2], out var amount))
        {
            findings.Add(FindingKinds.NotANumber, bpr.Position, "BPR02, the payment, is not a number; it counts as zero");
        }
        else
        {
            if (amount < 0)
            {
                findings.Add(FindingKinds.NegativePayment, bpr.Position, $"BPR02 is {Balance.Money(amount)}");
            }

            findings.AddNotation(bpr, 2, "BPR");
        }

        if (!bpr[16].IsEmpty && !Numbers.TryDate(bpr[16], out _))
        {
            findings.Add(FindingKinds.NotADate, bpr.Position, "BPR16, the payment date, is not a date");
        }

        _payment = _payment with
        {
            HandlingCode = bpr.String(1),
            Amount = amount,
            CreditDebit = bpr.String(3),
            Method = bpr.String(4),
            Format = bpr.String(5),
            OriginatingCompany = bpr.String(10),
            OriginatingSupplement = bpr.String(11),
            Date = Numbers.Date(bpr[16]),
        };
    }

    private void TakeDate(in Segment dtm)
    {
        if (Elements.TryDate(dtm, dtm.String(1) ?? string.Empty, out var date))
        {
            _dates.Add(date);
        }
        else
        {
            findings.Add(FindingKinds.NotADate, dtm.Position, "DTM02 is not a date");
        }
    }

    // A payer or payee that is named twice in the header is told of where it is taken up: the first one counts.
    private void TakeParty(in Segment n1, PartyParser party)
    {
        if (n1.Is(1, "PR"u8) && _payer is null)
        {
            _payer = party;
        }
        else if (n1.Is(1, "PE"u8) && _payee is null)
        {
            _payee = party;
        }
        else
        {
            _other = party;
            findings.Add(FindingKinds.PartyRepeated, n1.Position, "the header names one more party than payer and payee (N1)");
        }
    }
}

/// <summary>Loop 1000A or 1000B.</summary>
internal sealed class PartyParser
{
    private readonly Gathered<Identifier> _references = new();
    private readonly Gathered<Contact> _contacts = new();
    private readonly Gathered<string> _lines = new();
    private readonly string? _role;
    private readonly Identifier _id;
    private string? _name;
    private Delivery? _delivery;
    private (string? City, string? State, string? PostalCode, string? Country, string? Subdivision) _place;

    public PartyParser(in Segment n1)
    {
        Position = n1.Position;
        _role = n1.String(1);
        _name = n1.String(2);
        _id = new Identifier(n1.String(3), n1.String(4));
    }

    public Position Position { get; }

    public void Take(in Segment segment, int tag)
    {
        switch (tag)
        {
            case Tags.N2:
                _name = $"{_name} {segment.String(1)}".Trim();
                break;
            case Tags.N3:
                Elements.AddText(_lines, segment, 1);
                Elements.AddText(_lines, segment, 2);
                break;
            case Tags.N4:
                _place = (segment.String(1), segment.String(2), segment.String(3), segment.String(4), segment.String(7));
                break;
            case Tags.Ref:
                Elements.AddReference(_references, segment);
                break;
            case Tags.Per:
                _contacts.Add(Elements.Contact(segment));
                break;
            case Tags.Rdm:
                _delivery = new Delivery(segment.String(1), segment.String(2), segment.String(3));
                break;
        }
    }

    public Party Finish() => new()
    {
        Role = _role,
        Name = _name,
        Id = _id,
        Address = _lines.Count == 0 && _place == default
            ? null
            : new Address(_lines.Take(), _place.City, _place.State, _place.PostalCode, _place.Country, _place.Subdivision),
        References = _references.Take(),
        Contacts = _contacts.Take(),
        DeliveryMethod = _delivery,
    };
}
