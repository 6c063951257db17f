namespace Clausea.Batch.Era.Synthetic;

/// <summary>Writes loop 2100, in the order of the format, and the lines below it.</summary>
internal sealed class ClaimWriter(SegmentBuffer to, int seed)
{
    private readonly LineWriter _lines = new(to);
    private readonly int _file = (int)((uint)seed % 10_000);
    private Chance _chance;

    public void Write(ref ClaimShape shape)
    {
        // A stream of its own: adding a claim up draws nothing that only writing it needs.
        _chance = Chance.Of(seed, shape.Number, Topic.People);
        WriteClaim(ref shape);
        if (shape.WithoutServices)
        {
            _lines.WriteAdjustments(ref shape.Lines[0], shape.Role);
        }

        WritePeople(shape.Status);
        WriteOutcome(ref shape);
        WriteReferences();
        WriteDates(ref shape);
        if (_chance.Percent(30))
        {
            to.Text("PER*CX*PROVIDER SERVICES*TE*800555"u8).Padded(100 + _chance.Below(40), 4)
                .Text("*EM*CLAIMS@SYNTHETIC.EXAMPLE"u8).End();
        }

        WriteAmounts(ref shape);
        for (var i = 0; i < shape.Count && !shape.WithoutServices; i++)
        {
            _lines.Write(ref shape, i);
        }
    }

    private void WriteClaim(ref ClaimShape shape)
    {
        var sign = shape.Role == ClaimRole.Reversal ? -1 : 1;
        to.Text("CLP*SY"u8).Padded(_file, 4).Text("-"u8).Padded(shape.Number, 7)
            .Text("*"u8).Text(StatusOf(ref shape))
            .Text("*"u8).Money(sign * shape.Charge)
            .Text("*"u8).Money(sign * shape.Paid)
            .Text("*"u8).Money(sign * shape.Share)
            .Text("*"u8).Text(Payer(shape.Payer))
            .Text("*2026061"u8).Padded(shape.Number, 8).Text("SY"u8).Padded(_file, 4)
            .Text("*"u8).Text(Place(ref shape));
        if (shape.IsInpatient)
        {
            to.Text("**885*0.97"u8).Number(shape.Payer);
        }

        to.End();
    }

    private static ReadOnlySpan<byte> StatusOf(ref ClaimShape shape) => shape.Role == ClaimRole.Reversal
        ? "22"u8
        : shape.Status switch
        {
            ClaimStatus.Secondary => "2"u8,
            ClaimStatus.Forwarded => "19"u8,
            ClaimStatus.PatientUnknown => "4"u8,
            _ => "1"u8,
        };

    private static ReadOnlySpan<byte> Payer(int payer) => payer switch
    {
        0 => "12"u8,
        1 => "HM"u8,
        2 => "13"u8,
        _ => "16"u8,
    };

    // CLP08 and CLP09: place of service or type of bill, and frequency.
    private static ReadOnlySpan<byte> Place(ref ClaimShape shape) => shape switch
    {
        { IsInpatient: true } => "11*1"u8,
        { IsInstitutional: true } => "13*1"u8,
        { Place: 0 } => "10*1"u8,
        { Place: 1 } => "02*1"u8,
        _ => "11*1"u8,
    };

    private void WritePeople(ClaimStatus status)
    {
        var last = People.Last[_chance.Below(People.Last.Length)];
        var first = People.First[_chance.Below(People.First.Length)];
        var member = 100_000_000 + _chance.Below(900_000_000);
        Person("NM1*QC*1*"u8, last, first).Text("MI*W"u8).Number(member).End();
        if (_chance.Percent(55))
        {
            Person("NM1*IL*1*"u8, last, People.First[_chance.Below(People.First.Length)]).Text("MI*W"u8).Number(member).End();
        }

        if (status == ClaimStatus.PatientUnknown || _chance.Percent(3))
        {
            Person("NM1*74*1*"u8, last, first).Text("C*W"u8).Number(member + 1).End();
        }

        if (_chance.Percent(90))
        {
            to.Text("NM1*82*1*"u8).Text(People.Providers[_chance.Below(People.Providers.Length)]).End();
        }

        if (status == ClaimStatus.Forwarded)
        {
            to.Text("NM1*TT*2*SECOND SAMPLE PLAN*****PI*SYN02"u8).End();
        }
    }

    private SegmentBuffer Person(ReadOnlySpan<byte> start, byte[] last, byte[] first)
    {
        to.Text(start).Text(last).Text("*"u8).Text(first).Text("*"u8);
        return _chance.Percent(30) ? to.Text([(byte)('A' + _chance.Below(26))]).Text("***"u8) : to.Text("***"u8);
    }

    // MIA for stays, MOA for the rest.
    private void WriteOutcome(ref ClaimShape shape)
    {
        var remark = Remark(ref shape);
        if (shape.IsInpatient)
        {
            to.Text("MIA*"u8).Number(shape.IsDenied ? 0 : shape.Lines[0].Units).Text("***"u8).Money(shape.Allowed)
                .Text(remark.IsEmpty ? default : "*"u8).Text(remark).End();
        }
        else if (!remark.IsEmpty)
        {
            to.Text("MOA***"u8).Text(remark).End();
        }
        else if (_chance.Percent(35))
        {
            to.Text("MOA**"u8).Money(shape.Allowed).End();
        }
    }

    private ReadOnlySpan<byte> Remark(ref ClaimShape shape)
    {
        var common = _chance.Below(100);
        return shape switch
        {
            { Role: not ClaimRole.Single, IsDenied: false } => "MA67"u8,
            { Status: ClaimStatus.Forwarded } => "MA18"u8,
            { WithoutServices: true, IsDenied: true } when Denials.All[shape.Lines[0].Denial].Remarks is [var first, ..] => first,
            { IsDenied: true } => common < 45 ? "MA01"u8 : default,
            _ => common < 6 ? "N381"u8 : default,
        };
    }

    private void WriteReferences()
    {
        var number = _chance.Below(90_000);
        if (_chance.Percent(70))
        {
            to.Text("REF*1L*GRP-"u8).Number(100 + (number % 60)).End();
        }

        if (_chance.Percent(45))
        {
            to.Text("REF*EA*MR-"u8).Number(10_000 + number).End();
        }

        if (_chance.Percent(45))
        {
            to.Text("REF*CE*PPO STANDARD-"u8).Number(10 + (number % 7)).End();
        }

        if (_chance.Percent(25))
        {
            to.Text("REF*G1*PA"u8).Number(4_000_000 + number).End();
        }
        else if (_chance.Percent(10))
        {
            to.Text("REF*BB*AU"u8).Number(7_000_000 + number).End();
        }
    }

    private void WriteDates(ref ClaimShape shape)
    {
        to.Text("DTM*232*"u8).Day(shape.FirstDay).End();
        to.Text("DTM*233*"u8).Day(shape.LastDay).End();
        if (_chance.Percent(95))
        {
            to.Text("DTM*050*"u8).Day(shape.LastDay + 1 + _chance.Below(Days.Payment - 2 - shape.LastDay)).End();
        }
    }

    private void WriteAmounts(ref ClaimShape shape)
    {
        if (shape.Role != ClaimRole.Reversal && shape.Allowed > 0 && _chance.Percent(70))
        {
            to.Text("AMT*AU*"u8).Money(shape.Allowed).End();
        }

        if (shape.Role == ClaimRole.Single && shape.Lines[0].Copay > 0 && _chance.Percent(50))
        {
            to.Text("AMT*F5*"u8).Money(shape.Lines[0].Copay).End();
        }

        if (shape.Interest > 0)
        {
            to.Text("AMT*I*"u8).Money(shape.Interest).End();
        }

        if (shape.IsInpatient && !shape.IsDenied)
        {
            to.Text("QTY*CA*"u8).Number(shape.Lines[0].Units).End();
        }
    }
}
