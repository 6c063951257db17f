namespace Clausea.Batch.Era.Synthetic;

/// <summary>Invents claims: what was billed, and what the payer decided. The same seed and number give the same claim,
/// so that a remittance can be added up before it is written.</summary>
internal static class ClaimShaper
{
    /// <param name="seed">Of the file.</param>
    /// <param name="number">Of the claim; a reversal and its correction have one.</param>
    /// <param name="deniedOneIn">Of so many claims one is denied.</param>
    /// <param name="role">A reversal takes back what a first decision paid; its correction is a second one.</param>
    /// <param name="shape">Filled anew.</param>
    public static void Shape(int seed, int number, int deniedOneIn, ClaimRole role, out ClaimShape shape)
    {
        shape = default;
        shape.Number = number;
        shape.Role = role;
        var billing = Chance.Of(seed, number, Topic.Billing);
        Bill(ref shape, ref billing);
        var decision = Chance.Of(seed, number, role == ClaimRole.Correction ? Topic.Correction : Topic.Decision);
        Decide(ref shape, deniedOneIn, ref decision);
        shape.Total();
        if (role != ClaimRole.Reversal && shape.Paid > 0 && decision.Below(40) == 0)
        {
            shape.Interest = 1 + (int)(shape.Paid * (1 + decision.Below(15)) / 1000);
        }
    }

    private static void Bill(ref ClaimShape shape, ref Chance chance)
    {
        shape.IsInstitutional = chance.Percent(12);
        shape.IsInpatient = shape.IsInstitutional && chance.Percent(35);
        shape.WithoutServices = !shape.IsInpatient && chance.Percent(2);
        shape.Payer = (byte)chance.Below(4);
        shape.Place = (byte)chance.Below(4);
        shape.FirstDay = chance.Below(110);
        shape.LastDay = shape.FirstDay;
        shape.Count = shape.WithoutServices ? 1 : HowMany(chance.Below(100));
        for (var i = 0; i < shape.Count; i++)
        {
            BillLine(ref shape, i, ref chance);
        }
    }

    private static int HowMany(int percent) => percent switch
    {
        < 32 => 1,
        < 63 => 2,
        < 83 => 3,
        _ => LineShapes.Most,
    };

    private static void BillLine(ref ClaimShape shape, int i, ref Chance chance)
    {
        ref var line = ref shape.Lines[i];
        line.Service = Service(shape, i, ref chance);
        line.Modifiers = (byte)(shape.IsInpatient ? byte.MaxValue : chance.Below(12));
        line.Renderer = (byte)chance.Below(2 * People.ProviderNumbers.Length);
        line.FirstDay = shape.FirstDay + (shape.IsInpatient ? 0 : i * (chance.Below(2) * 7));
        line.LastDay = line.FirstDay;
        var offer = Offers.All[line.Service];
        line.Units = (byte)(1 + chance.Below(offer.MostUnits));
        if (shape.IsInpatient)
        {
            line.Units = (byte)(i == 0 ? 2 + chance.Below(9) : shape.Lines[0].Units);
            line.LastDay = line.FirstDay + line.Units;
        }

        shape.LastDay = Math.Max(shape.LastDay, line.LastDay);
        line.Charge = (offer.Cents + (chance.Below(40) * 25)) * line.Units;
    }

    // A stay has one line for the bed, and others for what went with it.
    private static byte Service(in ClaimShape shape, int i, ref Chance chance)
    {
        const int outpatient = Offers.Professional;
        const int beds = outpatient + Offers.Outpatient;
        return (byte)(shape switch
        {
            { IsInpatient: true } when i == 0 => beds + chance.Below(Offers.Beds),
            { IsInpatient: true } => beds + Offers.Beds + chance.Below(Offers.Extras),
            { IsInstitutional: true } => outpatient + chance.Below(Offers.Outpatient),
            _ => chance.Below(Offers.Professional),
        });
    }

    private static void Decide(ref ClaimShape shape, int deniedOneIn, ref Chance chance)
    {
        shape.IsDenied = shape.Role != ClaimRole.Reversal && chance.Below(deniedOneIn) == 0;
        if (shape.IsDenied)
        {
            Deny(ref shape, ref chance);
        }
        else if (shape.Role == ClaimRole.Single)
        {
            shape.Status = chance.Below(100) switch
            {
                < 7 => ClaimStatus.Secondary,
                < 11 => ClaimStatus.Forwarded,
                _ => ClaimStatus.Primary,
            };
        }

        var terms = new Terms(shape, ref chance);
        for (var i = 0; i < shape.Count; i++)
        {
            terms.Apply(ref shape.Lines[i], ref chance);
        }
    }

    private static void Deny(ref ClaimShape shape, ref Chance chance)
    {
        var how = chance.Below(100);
        var denial = (byte)chance.Below(Denials.All.Length);
        if (how < 20)
        {
            DenyPart(ref shape.Lines[chance.Below(shape.Count)], ref chance);
        }
        else if (how < 50 && shape.Count > 1 && !Denials.All[denial].PatientUnknown)
        {
            DenyLine(ref shape.Lines[chance.Below(shape.Count)], denial);
        }
        else
        {
            shape.Status = Denials.All[denial].PatientUnknown ? ClaimStatus.PatientUnknown : ClaimStatus.Primary;
            for (var i = 0; i < shape.Count; i++)
            {
                DenyLine(ref shape.Lines[i], denial);
            }
        }
    }

    private static void DenyLine(ref LineShape line, byte denial)
    {
        line.Denial = denial;
        line.Denied = line.Charge;
        line.DeniedUnits = line.Units;
    }

    // Some of several units, or a third to a half of a single one.
    private static void DenyPart(ref LineShape line, ref Chance chance)
    {
        line.Denial = Denials.OfPart[chance.Below(Denials.OfPart.Length)];
        line.DeniedUnits = (byte)(line.Units > 1 ? 1 + chance.Below(line.Units - 1) : 0);
        line.Denied = line.DeniedUnits > 0
            ? line.Charge / line.Units * line.DeniedUnits
            : line.Charge * (30 + chance.Below(20)) / 100;
    }
}
