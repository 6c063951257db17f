namespace Clausea.Batch.Shared;

/// <summary>Loop 2100 with its services. The reversal is the claim of the same seed with all its amounts negated.</summary>
internal sealed class VariedClaim
{
    private static readonly string[] s_reasons =
        ["1", "2", "3", "16", "23", "29", "45", "50", "96", "97", "131", "150", "151", "197", "204", "252", "253", "A1", "B15"];

    private static readonly string[] s_remarks =
        ["N382", "N163", "M25", "MA01", "MA130", "N115", "N362", "N706", "MA07", "N10", "N1", "M127"];

    private static readonly string[] s_claimReferences = ["1L", "1W", "28", "6P", "9A", "9C", "BB", "CE", "EA", "F8", "G1", "G3", "IG", "SY"];
    private static readonly string[] s_providerReferences = ["0B", "1A", "1B", "1C", "1D", "1G", "1H", "D3", "G2"];
    private static readonly string[] s_serviceReferences =
        ["1S", "APC", "BB", "E9", "G1", "G3", "LU", "RB", "6R", "0B", "1C", "G2", "HPI", "SY", "TJ"];
    private static readonly string[] s_claimAmounts = ["AU", "D8", "DY", "F5", "I", "NL", "T", "T2", "ZK", "ZL", "ZM", "ZN", "ZO"];
    private static readonly string[] s_claimQuantities = ["CA", "CD", "LA", "LE", "NE", "NR", "OU", "PS", "VS", "ZK", "ZL", "ZM", "ZN", "ZO"];
    private static readonly string[] s_serviceAmounts = ["B6", "KH", "T", "T2", "ZK", "ZL", "ZM", "ZN", "ZO"];

    private readonly Chance _chance;
    private readonly bool _institutional;
    private readonly bool _legacy;
    private readonly int _sign;
    private decimal _patientShare;

    /// <param name="status">CLP02; 22 makes it a reversal.</param>
    public VariedClaim(int seed, string status, bool institutional, bool legacy)
    {
        _chance = new Chance(seed);
        _institutional = institutional;
        _legacy = legacy;
        _sign = status == "22" ? -1 : 1;

        var services = new List<string>();
        Services = _chance.Pick(0, 1, 1, 2, 3, 7);
        var (charge, paid) = (0m, 0m);
        for (var service = 0; service < Services; service++)
        {
            var (lineCharge, linePaid) = AddService(services);
            charge += lineCharge;
            paid += linePaid;
        }

        if (Services == 0)
        {
            charge = paid = _chance.Amount();
        }

        List<string> adjustments = [];
        if (Services == 0 || _chance.OneIn(4))
        {
            paid -= AddAdjustments(adjustments, paid);
        }

        Paid = _sign * paid;
        Segments = [Header(status, charge), .. adjustments, .. People(), .. Adjudications(), .. Facts(), .. services];
    }

    public List<string> Segments { get; }

    public decimal Paid { get; }

    public int Services { get; }

    public bool HasZeroAdjustment { get; private set; }

    public static string AnyStatus(Chance chance, bool legacy) => legacy
        ? chance.Pick("1", "2", "3", "4", "5", "10", "13", "15", "16", "17", "19", "23", "25", "27")
        : chance.Pick("1", "1", "1", "2", "3", "4", "19", "20", "21", "23", "25");

    private string Header(string status, decimal charge)
    {
        var share = _patientShare != 0 || _chance.OneIn(2) ? Amount(_patientShare) : string.Empty;
        var payerNumber = _legacy && _chance.OneIn(3) ? string.Empty : _chance.Id();
        var indicator = _chance.Pick("12", "MB", "MC", "HM", "CI");
        var clp = $"CLP*{_chance.Id()}*{status}*{Amount(charge)}*{Amount(Paid * _sign)}*{share}*{indicator}*{payerNumber}";
        if (_institutional)
        {
            var group = $"{_chance.Pick("", "885")}*{_chance.Pick("1.25", ".5", "2")}*{_chance.Pick("1", ".75")}";
            return $"{clp}*{_chance.Pick("11", "13", "85")}*{_chance.Pick("1", "7")}**{group}";
        }

        return clp + _chance.Pick("", "*11", "*02*1");
    }

    private (decimal Charge, decimal Paid) AddService(List<string> segments)
    {
        var charge = _chance.OneIn(15) ? 0 : _chance.Amount();
        var adjustments = new List<string>();
        var paid = charge - AddAdjustments(adjustments, charge);
        var svc = $"SVC*{Procedure(_chance.OneIn(4))}*{Amount(charge)}*{Amount(paid)}";
        var revenueCode = _institutional ? _chance.Pick("0905", "0912", "") : string.Empty;
        segments.Add(_chance.Between(0, 3) switch
        {
            0 when revenueCode.Length == 0 => svc,
            1 => $"{svc}*{revenueCode}*{_chance.Write(_chance.Quantity())}*{Procedure(described: true)}*{_chance.Write(_chance.Quantity())}",
            2 => $"{svc}*{revenueCode}*{_chance.Write(_chance.Quantity())}**{_chance.Write(_chance.Quantity())}",
            _ => $"{svc}*{revenueCode}*{_chance.Write(_chance.Quantity())}",
        });
        segments.AddRange(_chance.Pick<string[]>(
            [$"DTM*472*{_chance.Day()}"], [$"DTM*150*{_chance.Day()}", $"DTM*151*{_chance.Day()}"], [$"DTM*472****RD8*{Span()}"], []));
        segments.AddRange(adjustments);
        segments.AddRange(_chance.Some(4, s_serviceReferences).Select(Reference));
        if (!_legacy)
        {
            segments.AddRange(_chance.Some(6, ["0K", "0K", "0K"]).Select(Reference));
        }

        segments.AddRange(_chance.Some(5, s_serviceAmounts).Select(Money));
        segments.AddRange(_chance.Some(8, ["ZK", "ZL", "ZM", "ZN", "ZO"]).Select(Count));
        segments.AddRange(_chance.Some(6, s_remarks).Select(remark => $"LQ*HE*{remark}"));
        segments.AddRange(_chance.Some(12, ["75", "70"]).Select(code => $"LQ*RX*{code}"));
        return (charge, paid);
    }

    // What is adjusted never comes to more than the amount, so that nothing but a reversal is paid below zero.
    private decimal AddAdjustments(List<string> segments, decimal amount)
    {
        var remaining = amount;
        for (var count = _chance.Pick(0, 1, 1, 2, 3); count > 0; count--)
        {
            var group = _legacy ? _chance.Pick("CO", "PR", "OA", "PI", "CR") : _chance.Pick("CO", "CO", "PR", "OA", "PI");
            var elements = new string[20];
            (elements[0], elements[1]) = ("CAS", group);
            foreach (var at in _chance.Some(3, [5, 8, 11, 14, 17]).Prepend(2))
            {
                var part = NextPart(remaining);
                remaining -= part;
                _patientShare += group == "PR" ? part : 0;
                HasZeroAdjustment |= part == 0;
                elements[at] = _chance.Pick(s_reasons);
                elements[at + 1] = Amount(part);
                elements[at + 2] = _chance.OneIn(4) ? Amount(_chance.Quantity()) : string.Empty;
            }

            segments.Add(string.Join('*', elements).TrimEnd('*'));
        }

        return amount - remaining;
    }

    private decimal NextPart(decimal remaining) => _chance.Between(0, 14) switch
    {
        0 => 0,
        1 => -_chance.Amount(),
        _ => _chance.PartOf(remaining),
    };

    private string Procedure(bool described)
    {
        var procedure = _chance.Pick("HC:90837", "HC:90834", "HC:H0015", "NU:0912", "AD:D1110", "N4:00000000000", "HP:XX100", "WK:W0001");
        var modifiers = _chance.Some(3, ["95", "GT", "U1", "59"]).ToList();
        if (described)
        {
            modifiers.AddRange(Enumerable.Repeat(string.Empty, 4 - modifiers.Count).Append(_chance.Name()));
        }

        return string.Concat(modifiers.Prepend(procedure).Select((part, index) => index == 0 ? part : $":{part}"));
    }

    private List<string> People()
    {
        List<string> people =
        [
            $"NM1*QC*1*{_chance.Name()}*{_chance.FirstName()}*{_chance.Pick("", "Q")}**{_chance.Pick("", "JR")}*MI*{_chance.Id()}",
        ];
        people.AddRange(_chance.Some(3,
        [
            $"NM1*IL*1*{_chance.Name()}*{_chance.FirstName()}****{_chance.Pick("MI", "II")}*{_chance.Id()}",
            $"NM1*IL*2*{_chance.Name()}*****MI*{_chance.Id()}",
        ]).Take(1));
        people.AddRange(_chance.Some(4, [$"NM1*74*1*{_chance.Name()}*{_chance.FirstName()}****C*{_chance.Id()}", "NM1*74*1******C*X1"]).Take(1));
        people.AddRange(_chance.Some(2,
        [
            $"NM1*82*1*{_chance.Name()}*{_chance.FirstName()}*A*DR**XX*{_chance.Digits(10)}",
            $"NM1*82*2******XX*{_chance.Digits(10)}",
        ]).Take(1));
        people.AddRange(_chance.Some(6, [$"NM1*TT*2*{_chance.Name()}*****PI*{_chance.Id()}"]));
        people.AddRange(_chance.Some(6, [$"NM1*PR*2*{_chance.Name()}*****PI*{_chance.Id()}"]));
        people.AddRange(_chance.Some(_legacy ? int.MaxValue : 6, [$"NM1*GB*1*{_chance.Name()}*{_chance.FirstName()}****MI*{_chance.Id()}"]));
        return people;
    }

    private List<string> Adjudications()
    {
        var adjudications = new List<string>();
        if (_institutional && _chance.OneIn(2))
        {
            var mia = new string[24];
            (mia[0], mia[1]) = ("MIA", _chance.Write(_chance.Quantity()));
            foreach (var at in _chance.Some(4, Enumerable.Range(2, 22)))
            {
                mia[at] = at is 5 or 20 or 21 or 22 or 23 ? _chance.Pick(s_remarks) : _chance.Write(_chance.Amount());
            }

            adjudications.Add(string.Join('*', mia).TrimEnd('*'));
        }

        if (_chance.OneIn(2))
        {
            var moa = new string[10];
            moa[0] = "MOA";
            foreach (var at in _chance.Some(2, Enumerable.Range(1, 9)).DefaultIfEmpty(3))
            {
                moa[at] = at is >= 3 and <= 7 ? _chance.Pick(s_remarks) : _chance.Write(_chance.Amount());
            }

            adjudications.Add(string.Join('*', moa).TrimEnd('*'));
        }

        return adjudications;
    }

    private List<string> Facts() =>
    [
        .. _chance.Some(5, s_claimReferences).Select(Reference),
        .. _chance.Some(8, s_providerReferences).Select(Reference),
        .. _chance.Some(2, ["232", "233"]).Select(Day),
        .. _chance.Some(_legacy ? int.MaxValue : 3, ["036", "050"]).Select(Day),
        .. _chance.Some(4, [$"PER*CX*{_chance.Pick("", _chance.Name())}*TE*8005550104*EX*{_chance.Digits(3)}"]),
        .. _chance.Some(6, s_claimAmounts).Select(Money),
        .. _chance.Some(8, s_claimQuantities).Select(Count),
    ];

    private string Amount(decimal amount) => _chance.Write(_sign * amount);

    private string Reference(string qualifier) => $"REF*{qualifier}*{_chance.Id()}";

    private string Day(string qualifier) => _chance.OneIn(6) ? $"DTM*{qualifier}****RD8*{Span()}" : $"DTM*{qualifier}*{_chance.Day()}";

    private string Money(string qualifier) => $"AMT*{qualifier}*{Amount(_chance.Amount())}";

    private string Count(string qualifier) => $"QTY*{qualifier}*{_chance.Write(_chance.Quantity())}";

    private string Span()
    {
        var from = _chance.Date();
        return $"{Chance.Write(from)}-{Chance.Write(from.AddDays(_chance.Between(0, 30)))}";
    }
}
