using System.Runtime.CompilerServices;

namespace Clausea.Batch.Era.Synthetic;

/// <summary>What a claim is within its remittance.</summary>
internal enum ClaimRole : byte
{
    Single,
    Reversal,
    Correction,
}

/// <summary>CLP02, apart from reversals.</summary>
internal enum ClaimStatus : byte
{
    Primary,
    Secondary,
    Forwarded,
    PatientUnknown,
}

/// <summary>A claim's amounts and whatever they hang on, without any text. All money is in cents.</summary>
internal struct ClaimShape
{
    public int Number;
    public ClaimRole Role;
    public ClaimStatus Status;
    public byte Payer;
    public byte Place;
    public bool IsInpatient;
    public bool IsInstitutional;

    /// <summary>Decided as a whole: the one line stands for the claim, and no SVC is written.</summary>
    public bool WithoutServices;
    public bool IsDenied;

    /// <summary>Day of the first service, counted from <see cref="Days.First"/>.</summary>
    public int FirstDay;
    public int LastDay;
    public int Interest;
    public int Count;
    public LineShapes Lines;
    public long Charge;
    public long Paid;
    public long Share;
    public long Allowed;

    /// <summary>Adds up the lines.</summary>
    public void Total()
    {
        for (var i = 0; i < Count; i++)
        {
            ref var line = ref Lines[i];
            Charge += line.Charge;
            Paid += line.Paid;
            Share += line.Share;
            Allowed += line.Charge - line.Contract - line.Denied;
        }
    }
}

/// <summary>A service line: what was charged, and where each cent of it went.</summary>
internal struct LineShape
{
    public byte Service;
    public byte Modifiers;
    public byte Units;
    public byte DeniedUnits;
    public byte Denial;

    /// <summary>Place in <see cref="People.ProviderNumbers"/>; past its end the line names nobody.</summary>
    public byte Renderer;
    public int FirstDay;
    public int LastDay;
    public int Charge;
    public int Paid;
    public int Contract;
    public int Sequestration;
    public int Prior;
    public int Deductible;
    public int Coinsurance;
    public int Copay;
    public int Denied;

    public readonly bool IsDenied => Denied > 0;

    public readonly bool IsWhollyDenied => Denied == Charge;

    public readonly int Share =>
        Deductible + Coinsurance + Copay + (IsDenied && Denials.All[Denial].IsPatients ? Denied : 0);
}

[InlineArray(Most)]
internal struct LineShapes
{
    public const int Most = 4;

    private LineShape _first;
}
