namespace Clausea.Batch.Shared;

/// <summary>What stands between ST and SE.</summary>
internal sealed class VariedRemittance
{
    private static readonly string[] s_reasons =
    [
        "50", "51", "72", "90", "AH", "AM", "AP", "B2", "B3", "BD", "BN", "C5", "CR", "CS", "CT", "CV", "CW", "DM", "E3", "FB", "FC",
        "GO", "HM", "IP", "IR", "IS", "J1", "L3", "L6", "LE", "LS", "OA", "OB", "PI", "PL", "RA", "RE", "SL", "TL", "WO", "WU",
    ];

    private readonly Chance _chance;
    private readonly bool _legacy;
    private readonly List<string> _claims = [];
    private readonly List<string> _footer = [];
    private decimal _payment;

    public VariedRemittance(Chance chance, bool legacy)
    {
        _chance = chance;
        _legacy = legacy;
        var headers = chance.Pick(0, 1, 1, 1, 2, 3);
        for (var header = 1; header <= headers; header++)
        {
            AddClaims(header);
        }

        AddProviderAdjustments();
        Segments = [.. Header(), .. Payer(), .. Payee(), .. _claims, .. _footer];
    }

    public List<string> Segments { get; }

    public int Claims { get; private set; }

    public int Services { get; private set; }

    public HashSet<string> PossibleFindings { get; } = [];

    private void AddClaims(int header)
    {
        var institutional = _chance.OneIn(3);
        _claims.Add($"LX*{header}");
        if (institutional && _chance.OneIn(2))
        {
            var facility = _chance.Pick("11", "13", "85");
            _claims.Add($"TS3*{_chance.Digits(10)}*{facility}*20261231*{_chance.Between(1, 99)}*{_chance.Write(_chance.Amount())}");
            _claims.Add($"TS2*{_chance.Write(_chance.Amount())}**{_chance.Write(_chance.Amount())}****1.25");
        }

        for (var count = _chance.Between(1, 5); count > 0; count--)
        {
            AddClaim(_chance.Between(0, int.MaxValue - 1), institutional);
        }
    }

    private void AddClaim(int seed, bool institutional)
    {
        if (!_chance.OneIn(8))
        {
            Add(new VariedClaim(seed, VariedClaim.AnyStatus(_chance, _legacy), institutional, _legacy));
            return;
        }

        Add(new VariedClaim(seed, "22", institutional, _legacy));
        if (_chance.OneIn(4))
        {
            PossibleFindings.Add("ERA310");
            return;
        }

        Add(new VariedClaim(seed, _chance.Pick("1", "2", "3", "19", "20", "21"), institutional, _legacy));
    }

    private void Add(VariedClaim claim)
    {
        _claims.AddRange(claim.Segments);
        _payment += claim.Paid;
        Claims++;
        Services += claim.Services;
        if (claim.HasZeroAdjustment)
        {
            PossibleFindings.Add("ERA205");
        }
    }

    private void AddProviderAdjustments()
    {
        for (var count = _chance.Pick(0, 0, 1, 2, 3); count > 0; count--)
        {
            var plb = $"PLB*{_chance.Digits(10)}*20261231";
            for (var pairs = _chance.Between(1, 6); pairs > 0; pairs--)
            {
                var amount = _chance.OneIn(2) ? _chance.Amount() : -_chance.Amount();
                plb += Pair(_chance.Pick(s_reasons), amount);
            }

            _footer.Add(plb);
        }

        // No payment is negative: what is owed is carried forward.
        if (_payment < 0)
        {
            _footer.Add($"PLB*{_chance.Digits(10)}*20261231" + Pair("FB", _payment));
        }
    }

    private string Pair(string reason, decimal amount)
    {
        _payment -= amount;
        var reference = _chance.Pick("", $":{_chance.Id()}", $":{_chance.Id()}#20260512 {_chance.Digits(8)}");
        return $"*{reason}{reference}*{_chance.Write(amount)}";
    }

    private IEnumerable<string> Header()
    {
        var (handling, method) = _payment == 0 ? ("H", "NON") : _chance.Pick(("I", "ACH"), ("C", "ACH"), ("I", "CHK"), ("D", "BOP"), ("P", "FWT"));
        var bank = method == "ACH" ? "CCP*01*111000025*DA*000123*1999999999*SUPPL*01*222000111*SA*99887" : "*******";
        if (method == "NON")
        {
            bank = "*****1990000022*****";
        }

        yield return method is "ACH" or "NON"
            ? $"BPR*{handling}*{_chance.Write(_payment)}*C*{method}*{bank}*{_chance.Day()}"
            : $"BPR*{handling}*{_chance.Write(_payment)}*C*{method}************{_chance.Day()}";
        yield return $"TRN*1*{_chance.Id()}*1{_chance.Digits(9)}{(_chance.OneIn(3) ? $"*{_chance.Digits(9)}" : "")}";
        if (_chance.OneIn(4))
        {
            yield return "CUR*PR*USD";
        }

        if (_chance.OneIn(2))
        {
            yield return $"REF*EV*{_chance.Id()}";
        }

        if (_chance.OneIn(3))
        {
            yield return $"REF*F2*{_chance.Id()}";
        }

        if (_chance.OneIn(2))
        {
            yield return $"DTM*405*{_chance.Day()}";
        }
    }

    private List<string> Payer()
    {
        List<string> payer =
        [
            $"N1*PR*{_chance.Name()}{(_chance.OneIn(3) ? $"*XV*{_chance.Id()}" : "")}",
            $"N3*{_chance.Between(1, 999)} {_chance.Name()}{(_chance.OneIn(4) ? "*SUITE 9" : "")}",
            "N4*SPRINGFIELD*IL*627010000",
            .. _chance.Some(3, ["2U", "EO", "HI", "NF"]).Select(qualifier => $"REF*{qualifier}*{_chance.Id()}"),
        ];
        if (_chance.OneIn(2))
        {
            payer.Add($"PER*CX*{_chance.Name()}*TE*8005550100*EX*5*FX*8005550101");
        }

        if (!_legacy)
        {
            payer.Add(_chance.Pick("PER*BL**TE*8005550102", $"PER*BL*{_chance.Name()}*UR*WWW.SAMPLE.EXAMPLE"));
            payer.AddRange(_chance.Some(2, ["PER*IC**UR*WWW.SAMPLE.EXAMPLE/POLICY"]));
        }

        return payer;
    }

    private List<string> Payee()
    {
        var qualifier = _chance.Pick("XX", "XX", "FI", "XV");
        List<string> payee = [$"N1*PE*{_chance.Name()}*{qualifier}*{_chance.Digits(qualifier == "FI" ? 9 : 10)}"];
        if (_chance.OneIn(2))
        {
            payee.Add($"N3*{_chance.Between(1, 999)} {_chance.Name()}");
            payee.Add(_chance.Pick("N4*OMAHA*NE*68102", "N4*TORONTO*ON*M5V2T6*CA"));
        }

        string[] kinds = qualifier == "FI" ? ["0B", "D3", "PQ"] : ["0B", "D3", "PQ", "TJ"];
        payee.AddRange(_chance.Some(2, kinds).Select(kind => $"REF*{kind}*{_chance.Digits(9)}"));
        if (!_legacy)
        {
            payee.AddRange(_chance.Some(3, [$"RDM*{_chance.Pick("BM", "FT", "OL")}*{_chance.Name()}*8005550103"]));
        }

        return payee;
    }
}
