namespace Clausea.Batch.Era.Synthetic;

/// <summary>A plan's terms for one claim: what it allows, what it leaves to the patient and to others.</summary>
internal readonly struct Terms
{
    /// <summary>CLP06 16, Medicare Advantage: payments are cut by sequestration.</summary>
    public const byte MedicareAdvantage = 3;

    private readonly int _allowed;
    private readonly int _deductible;
    private readonly int _coinsurance;
    private readonly int _copay;
    private readonly int _sequestration;
    private readonly int _prior;

    public Terms(in ClaimShape shape, ref Chance chance)
    {
        var benefit = chance.Below(100);
        _allowed = 5500 + chance.Below(3000);
        _deductible = benefit is < 14 or 99 ? (chance.Percent(40) ? 100 : 20 + chance.Below(40)) : 0;
        _coinsurance = benefit is >= 8 and < 38 or 99 ? 10 + (10 * chance.Below(3)) : 0;
        _copay = benefit >= 65 ? 1000 + (500 * chance.Below(7)) : 0;
        _sequestration = shape.Payer == MedicareAdvantage ? 2 : 0;
        _prior = shape.Status == ClaimStatus.Secondary ? 50 + chance.Below(45) : 0;
    }

    /// <summary>Says of each cent of a line's charge where it went; what is left is paid.</summary>
    public void Apply(ref LineShape line, ref Chance chance)
    {
        var rest = line.Charge - line.Denied;
        if (rest == 0)
        {
            return;
        }

        line.Contract = rest - (int)((long)rest * (_allowed + chance.Below(300)) / 10_000);
        rest -= line.Contract;
        rest -= line.Deductible = Percent(rest, _deductible);
        rest -= line.Coinsurance = Percent(rest, _coinsurance);
        rest -= line.Copay = Math.Min(_copay, rest / 2);
        rest -= line.Prior = Percent(rest, _prior);
        rest -= line.Sequestration = Percent(rest, _sequestration);
        line.Paid = rest;
    }

    private static int Percent(int cents, int percent) => (int)((long)cents * percent / 100);
}
