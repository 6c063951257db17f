namespace Clausea.Batch.Era.Synthetic;

/// <summary>Writes loop 2110 and the adjustments of a line.</summary>
internal sealed class LineWriter(SegmentBuffer to)
{
    private int _sign = 1;
    private int _triplets;
    private bool _quantity;

    /// <summary>Writes the line at <paramref name="i"/> of the claim.</summary>
    public void Write(ref ClaimShape shape, int i)
    {
        ref var line = ref shape.Lines[i];
        WriteService(ref line, shape.Role == ClaimRole.Reversal ? -1 : 1);
        WriteDates(ref line);
        WriteAdjustments(ref line, shape.Role);
        to.Text("REF*6R*CHG2026"u8).Padded(shape.Number, 8).Text("-"u8).Number(i + 1).End();
        if (line.Renderer < People.ProviderNumbers.Length)
        {
            to.Text("REF*HPI*"u8).Text(People.ProviderNumbers[line.Renderer]).End();
        }

        if (line.IsDenied && Denials.All[line.Denial].HasPolicy)
        {
            to.Text("REF*0K*BH-"u8).Number(100 + line.Service).Text("."u8).Number(line.Denial).End();
        }

        if (!line.IsWhollyDenied && shape.Role != ClaimRole.Reversal)
        {
            to.Text("AMT*B6*"u8).Money(line.Charge - line.Contract - line.Denied).End();
        }

        if (line.IsDenied)
        {
            WriteRemarks(Denials.All[line.Denial]);
        }
    }

    /// <summary>Each group once, with one to three reasons; a reversal negates them and keeps the groups.</summary>
    public void WriteAdjustments(ref LineShape line, ClaimRole role)
    {
        _sign = role == ClaimRole.Reversal ? -1 : 1;
        Add("CO"u8, "45"u8, line.Contract);
        Add("CO"u8, "253"u8, line.Sequestration);
        AddDenial(ref line, "CO"u8);
        EndGroup();
        Add("OA"u8, "23"u8, line.Prior);
        AddDenial(ref line, "OA"u8);
        EndGroup();
        AddDenial(ref line, "PI"u8);
        EndGroup();
        Add("PR"u8, "1"u8, line.Deductible);
        Add("PR"u8, "2"u8, line.Coinsurance);
        Add("PR"u8, "3"u8, line.Copay);
        AddDenial(ref line, "PR"u8);
        EndGroup();
    }

    private void WriteService(ref LineShape line, int sign)
    {
        var offer = Offers.All[line.Service];
        to.Text("SVC*"u8).Text(offer.Procedure).Text(Offers.Modifiers(line.Modifiers))
            .Text("*"u8).Money(sign * line.Charge).Text("*"u8).Money(sign * line.Paid)
            .Text("*"u8).Text(offer.Revenue).Text("*"u8).Number(line.Units - line.DeniedUnits);
        if (line.DeniedUnits > 0)
        {
            to.Text("**"u8).Number(line.Units);
        }

        to.End();
    }

    private void WriteDates(ref LineShape line)
    {
        if (line.FirstDay == line.LastDay)
        {
            to.Text("DTM*472*"u8).Day(line.FirstDay).End();
            return;
        }

        to.Text("DTM*150*"u8).Day(line.FirstDay).End();
        to.Text("DTM*151*"u8).Day(line.LastDay).End();
    }

    private void WriteRemarks(Denial denial)
    {
        foreach (var remark in denial.Remarks)
        {
            to.Text("LQ*HE*"u8).Text(remark).End();
        }
    }

    private void AddDenial(ref LineShape line, ReadOnlySpan<byte> group)
    {
        if (line.IsDenied && Denials.All[line.Denial] is var denial && denial.IsOf(group))
        {
            Add(group, denial.Reason, line.Denied, line.IsWhollyDenied ? 0 : line.DeniedUnits);
        }
    }

    private void Add(ReadOnlySpan<byte> group, ReadOnlySpan<byte> reason, int cents, int quantity = 0)
    {
        if (cents == 0)
        {
            return;
        }

        if (_triplets++ == 0)
        {
            to.Text("CAS*"u8).Text(group);
        }
        else if (!_quantity)
        {
            to.Text("*"u8);
        }

        to.Text("*"u8).Text(reason).Text("*"u8).Money(_sign * cents);
        _quantity = quantity > 0;
        if (_quantity)
        {
            to.Text("*"u8).Number(quantity);
        }
    }

    private void EndGroup()
    {
        if (_triplets > 0)
        {
            to.End();
            _triplets = 0;
        }
    }
}
