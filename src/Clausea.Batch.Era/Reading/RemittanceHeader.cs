namespace Clausea.Batch.Era.Reading;

/// <summary>Collects the header of a remittance: BPR, TRN, CUR, REF, DTM, loops 1000A and 1000B.</summary>
internal sealed class RemittanceHeader(string controlNumber, string? version, Position position, FindingList findings)
{
    private readonly PartyParser _payer = new();
    private readonly PartyParser _payee = new();
    private Payment _payment = Payment.None;
    private PartyParser? _party;
    private bool _hasPayment;
    private string? _receiverId;
    private string? _systemVersion;
    private string? _currency;
    private DateOnly? _productionDate;

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
                return true;
            case Tags.Dtm:
                _productionDate ??= segment.Is(1, "405"u8) ? Numbers.Date(segment[2]) : null;
                return true;
            case Tags.Ref when _party is null:
                TakeReference(segment);
                return true;
            case Tags.N1:
                TakeName(segment);
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
        Require(_hasPayment, FindingKinds.PaymentMissing, "the remittance has no BPR");
        Require(_payment.TraceNumber is not null, FindingKinds.TraceMissing, "the remittance has no TRN02");
        Require(_payer.IsNamed, FindingKinds.PayerMissing, "the remittance has no N1*PR");
        Require(_payee.IsNamed, FindingKinds.PayeeMissing, "the remittance has no N1*PE");
        return new Remittance
        {
            ControlNumber = controlNumber,
            Version = version,
            Position = position,
            Payment = _payment,
            Payer = _payer.Finish(),
            Payee = _payee.Finish(),
            ReceiverId = _receiverId,
            SystemVersion = _systemVersion,
            ProductionDate = _productionDate,
            Currency = _currency,
        };
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
        else if (amount < 0)
        {
            findings.Add(FindingKinds.NegativePayment, bpr.Position, $"BPR02 is {Balance.Money(amount)}");
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
            OriginatingCompany = bpr.String(10),
            Date = Numbers.Date(bpr[16]),
        };
    }

    private void TakeReference(in Segment reference)
    {
        _receiverId ??= reference.Is(1, "EV"u8) ? reference.String(2) : null;
        _systemVersion ??= reference.Is(1, "F2"u8) ? reference.String(2) : null;
    }

    private void TakeName(in Segment n1)
    {
        _party = n1.String(1) switch { "PR" => _payer, "PE" => _payee, _ => new PartyParser() };
        _party.TakeName(n1);
    }
}

/// <summary>Loop 1000A or 1000B.</summary>
internal sealed class PartyParser
{
    private readonly List<Identifier> _references = [];
    private readonly List<Contact> _contacts = [];
    private readonly List<string> _lines = [];
    private readonly List<string> _delivery = [];
    private string? _name;
    private Identifier _id;
    private (string? City, string? State, string? PostalCode, string? Country) _place;

    public bool IsNamed { get; private set; }

    public void TakeName(in Segment n1)
    {
        IsNamed = true;
        _name = n1.String(2) ?? _name;
        _id = new Identifier(n1.String(3), n1.String(4));
    }

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
                _place = (segment.String(1), segment.String(2), segment.String(3), segment.String(4));
                break;
            case Tags.Ref:
                Elements.AddReference(_references, segment);
                break;
            case Tags.Per:
                _contacts.Add(Elements.Contact(segment));
                break;
            case Tags.Rdm:
                Elements.AddText(_delivery, segment, 1);
                Elements.AddText(_delivery, segment, 2);
                Elements.AddText(_delivery, segment, 3);
                break;
        }
    }

    public Party Finish() => new()
    {
        Name = _name,
        Id = _id,
        Address = _lines.Count == 0 && _place == default
            ? null
            : new Address(_lines, _place.City, _place.State, _place.PostalCode, _place.Country),
        References = _references,
        Contacts = _contacts,
        Delivery = _delivery,
    };
}
