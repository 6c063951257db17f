using Clausea.Batch.Era.Synthetic;

namespace Clausea.Batch.Era;

/// <summary>What stands after a segment's terminator.</summary>
public enum LineBreak
{
    None,
    Lf,
    CrLf,
}

/// <summary>Writes valid, balanced 835s of any size, for tests and load. The same claims, seed and size of remittance
/// give the same bytes. Nobody in them exists.</summary>
public sealed class SyntheticEra
{
    private const int ClaimsPerHeader = 1000;
    private const int ClaimsPerReport = 4096;

    private readonly int _claims;
    private readonly int _seed;
    private readonly int _perRemittance;

    /// <param name="claims">How many claims in all.</param>
    /// <param name="seed">Another seed, another file.</param>
    /// <param name="perRemittance">Claims in one ST…SE.</param>
    public SyntheticEra(int claims, int seed, int perRemittance = int.MaxValue)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(claims);
        ArgumentOutOfRangeException.ThrowIfLessThan(perRemittance, 1);
        _claims = claims;
        _seed = seed;
        _perRemittance = perRemittance;
    }

    public LineBreak LineBreak { get; init; } = LineBreak.Lf;

    /// <summary>Of so many claims about one is denied.</summary>
    public int DeniedOneIn { get; init; } = 5;

    /// <summary>How many of the claims are denied, in whole or in part. Known after <see cref="Write"/>.</summary>
    public int Denied { get; private set; }

    /// <summary>How long the file is. Known after <see cref="Write"/>.</summary>
    public long Bytes { get; private set; }

    /// <summary>Writes the whole file.</summary>
    /// <param name="stream">Where to; it stays open.</param>
    /// <param name="progress">Told the claims written so far, now and then.</param>
    /// <param name="cancellationToken">Ends the writing in the middle.</param>
    public void Write(Stream stream, IProgress<int>? progress = null, CancellationToken cancellationToken = default)
    {
        using var to = new SegmentBuffer(stream, LineBreak);
        Denied = 0;
        Start(to);
        var sets = 0;
        var from = 0;
        do
        {
            var count = Math.Min(_perRemittance, _claims - from);
            WriteRemittance(to, ++sets, from, count, new Pace(progress, cancellationToken));
            from += count;
        }
        while (from < _claims);

        to.Text("GE*"u8).Number(sets).Text("*1"u8).End();
        to.Text("IEA*1*"u8).Padded(Control, 9).End();
        to.Flush();
        Bytes = to.Bytes;
    }

    private int Control => (int)((uint)_seed % 1_000_000_000);

    private void Start(SegmentBuffer to)
    {
        to.Text("ISA*00*          *00*          *ZZ*SYNTHPAYER     *ZZ*SYNTHOFFICE    *260302*0900*^*00501*"u8)
            .Padded(Control, 9).Text("*0*P*:"u8).End();
        to.Text("GS*HP*SYNTHPAYER*SYNTHOFFICE*20260302*0900*1*X*005010X221A1"u8).End();
    }

    // BPR02 stands before the claims: they are shaped once for their sum, and once more, from the same seed, for the file.
    private void WriteRemittance(SegmentBuffer to, int set, int from, int count, Pace pace)
    {
        var (paid, interest) = Sum(from, count, pace);
        var provider = new ProviderMoney(paid, interest, _seed, set);
        var start = to.Segments;
        to.Text("ST*835*"u8).Padded(set, 4).End();
        WriteHeader(to, set, provider.Payment);
        var claims = new ClaimWriter(to, _seed);
        for (var i = 0; i < count; i++)
        {
            if (i % ClaimsPerHeader == 0)
            {
                to.Text("LX*"u8).Number(1 + (i / ClaimsPerHeader)).End();
            }

            Shape(from, i, count, out var shape);
            claims.Write(ref shape);
            Denied += shape.IsDenied ? 1 : 0;
            pace.Keep(from + i);
        }

        provider.Write(to, set);
        to.Text("SE*"u8).Number(to.Segments - start + 1).Text("*"u8).Padded(set, 4).End();
    }

    private (long Paid, long Interest) Sum(int from, int count, Pace pace)
    {
        long paid = 0;
        long interest = 0;
        for (var i = 0; i < count; i++)
        {
            Shape(from, i, count, out var shape);
            paid += shape.Role == ClaimRole.Reversal ? -shape.Paid : shape.Paid;
            interest += shape.Interest;
            pace.Keep(i, summing: true);
        }

        return (paid, interest);
    }

    // A reversal stands on an even place of its remittance and its correction behind it, so that no two pairs overlap.
    private void Shape(int from, int i, int count, out ClaimShape shape)
    {
        var first = i & ~1;
        var isPair = first + 1 < count && Chance.Of(_seed, from + first, Topic.Pair).Below(48) == 0;
        var role = !isPair ? ClaimRole.Single : i == first ? ClaimRole.Reversal : ClaimRole.Correction;
        ClaimShaper.Shape(_seed, from + (isPair ? first : i), DeniedOneIn, role, out shape);
    }

    private void WriteHeader(SegmentBuffer to, int set, long payment)
    {
        if (payment > 0)
        {
            to.Text("BPR*I*"u8).Money(payment)
                .Text("*C*ACH*CCP*01*000000000*DA*0000000*1999999999**01*000000000*DA*0000000*20260302"u8).End();
        }
        else
        {
            to.Text("BPR*H*0*C*NON************20260302"u8).End();
        }

        to.Text("TRN*1*SY"u8).Number((uint)_seed).Text("-"u8).Padded(set, 4).Text("*1999999999"u8).End();
        to.Text("REF*EV*SYNTHOFFICE"u8).End();
        to.Text("DTM*405*20260302"u8).End();
        to.Text("N1*PR*SYNTHETIC HEALTH PLAN"u8).End();
        to.Text("N3*1 SAMPLE WAY"u8).End();
        to.Text("N4*SPRINGFIELD*IL*627010000"u8).End();
        to.Text("REF*2U*SYNTH"u8).End();
        to.Text("PER*CX*PROVIDER SERVICES*TE*8005550110"u8).End();
        to.Text("PER*BL*EDI HELP DESK*TE*8005550100"u8).End();
        to.Text("PER*IC**UR*WWW.SYNTHETIC.EXAMPLE/POLICIES"u8).End();
        to.Text("N1*PE*CEDAR HOLLOW BEHAVIORAL HEALTH LLC*XX*1234567893"u8).End();
        to.Text("N3*410 MILL RACE RD STE 2"u8).End();
        to.Text("N4*SPRINGFIELD*IL*627010000"u8).End();
        to.Text("REF*TJ*123456789"u8).End();
    }

    // Looking at a clock or a token for every claim would cost as much as the claim.
    private readonly struct Pace(IProgress<int>? progress, CancellationToken cancellationToken)
    {
        public void Keep(int claims, bool summing = false)
        {
            if (claims % ClaimsPerReport == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                (summing ? null : progress)?.Report(claims);
            }
        }
    }
}
