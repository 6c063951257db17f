using System.Globalization;
using System.Text;

namespace Clausea.Batch.Era;

/// <summary>Writes valid, balanced 835s of any size, for tests and load. The same claims, seed and size of remittance
/// give the same bytes. Nobody in them exists.</summary>
public sealed class SyntheticEra
{
    private static readonly string[] s_last = ["ALDERTON", "BRIGHTWATER", "CALLOWAY", "DUNMORE", "ELLSWORTHY", "FENWICKE", "GALLOWGLASS", "HARTWELLER", "O'MARROW", "MCTILLER"];
    private static readonly string[] s_first = ["ADA", "BASIL", "CORA", "DESMOND", "ESTHER", "FELIX", "GRETA", "HUGO", "IRIS", "JONAS"];
    private static readonly (string Code, int Cents)[] s_services = [("90837", 19500), ("90834", 15000), ("90832", 11000), ("90791", 24000), ("90853", 6500), ("99214", 18500), ("H0015", 31000)];

    private static readonly (string Group, string Reason, string? Remark)[] s_denials =
    [
        ("CO", "50", "N661"), ("CO", "150", "N163"), ("CO", "197", null), ("CO", "252", "N706"), ("CO", "29", null),
        ("CO", "16", "N382"), ("CO", "151", "N362"), ("CO", "50", "N382"), ("CO", "4", null), ("PR", "96", "N130"),
    ];

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

    /// <summary>How many of the claims are denied, in whole or in part. Known after <see cref="Write"/>.</summary>
    public int Denied { get; private set; }

    /// <summary>Segments end with ~ and a line feed.</summary>
    public void Write(Stream stream)
    {
        using var writer = new StreamWriter(stream, Encoding.ASCII, 1 << 16, leaveOpen: true) { NewLine = "\n" };
        Denied = 0;
        var control = string.Create(CultureInfo.InvariantCulture, $"{_seed % 1_000_000_000:000000000}");
        writer.Write($"ISA*00*          *00*          *ZZ*SYNTHPAYER     *ZZ*SYNTHOFFICE    *260302*0900*^*00501*{control}*0*P*:~\n");
        writer.Write($"GS*HP*SYNTHPAYER*SYNTHOFFICE*20260302*0900*1*X*005010X221A1~\n");
        var sets = 0;
        for (var from = 0; from < _claims || sets == 0; from += Math.Min(_perRemittance, _claims))
        {
            WriteRemittance(writer, ++sets, from, Math.Min(_perRemittance, _claims - from));
            if (_claims == 0)
            {
                break;
            }
        }

        writer.Write($"GE*{sets}*1~\nIEA*1*{control}~\n");
    }

    // BPR02 stands before the claims: they are made once for their sum, and once more, from the same seed, for the file.
    private void WriteRemittance(StreamWriter writer, int set, int from, int count)
    {
        var seed = HashCode(_seed, set);
        var sum = new ClaimWriter(TextWriter.Null, new Random(seed));
        for (var i = 0; i < count; i++)
        {
            sum.Write(from + i);
        }

        var id = set.ToString("0000", CultureInfo.InvariantCulture);
        writer.Write($"ST*835*{id}~\nBPR*{(sum.PaidCents > 0 ? "I" : "H")}*{Money(sum.PaidCents)}*C*{(sum.PaidCents > 0 ? "ACH" : "NON")}************20260302~\n");
        writer.Write($"TRN*1*SYN{_seed}-{id}*1999999999~\nDTM*405*20260302~\nN1*PR*SYNTHETIC HEALTH PLAN~\nN3*1 SAMPLE WAY~\nN4*SPRINGFIELD*IL*627010000~\nREF*2U*SYNTH~\nPER*BL**TE*8005550100~\n");
        writer.Write("N1*PE*CEDAR HOLLOW BEHAVIORAL HEALTH LLC*XX*1234567893~\nREF*TJ*123456789~\nLX*1~\n");
        var claims = new ClaimWriter(writer, new Random(seed));
        for (var i = 0; i < count; i++)
        {
            claims.Write(from + i);
        }

        Denied += claims.Denied;
        writer.Write($"SE*{13 + claims.Segments}*{id}~\n");
    }

    private static int HashCode(int seed, int set) => unchecked((seed * 397) ^ (set * 7919));

    private static string Money(long cents) => (cents / 100m).ToString("0.##", CultureInfo.InvariantCulture);

    private sealed class ClaimWriter(TextWriter writer, Random random)
    {
        public long PaidCents { get; private set; }

        public int Segments { get; private set; }

        public int Denied { get; private set; }

        public void Write(int number)
        {
            var isDenied = random.Next(5) == 0;
            var denial = s_denials[random.Next(s_denials.Length)];
            var lines = Enumerable.Range(0, 1 + random.Next(3)).Select(_ => Line(isDenied, denial)).ToList();
            Denied += isDenied ? 1 : 0;
            var (charge, paid, share) = (lines.Sum(line => line.Charge), lines.Sum(line => line.Paid), lines.Sum(line => line.Share));
            PaidCents += paid;
            var day = new DateOnly(2026, 1, 2).AddDays(random.Next(40)).ToString("yyyyMMdd", CultureInfo.InvariantCulture);
            Segment($"CLP*SYN-{number:0000000}*1*{Money(charge)}*{Money(paid)}*{Money(share)}*12*2026{number:00000000}SY*11*1");
            Segment($"NM1*QC*1*{s_last[random.Next(s_last.Length)]}*{s_first[random.Next(s_first.Length)]}****MI*SYN{number:00000000}");
            Segment("NM1*82*1*EXAMPLE*RIVER****XX*1234567893");
            Segment("REF*1L*GRP-100");
            Segment($"DTM*232*{day}");
            Segment($"DTM*233*{day}");
            for (var i = 0; i < lines.Count; i++)
            {
                WriteLine(lines[i], day, number, i + 1);
            }
        }

        private SyntheticLine Line(bool isDenied, (string Group, string Reason, string? Remark) denial)
        {
            var (code, cents) = s_services[random.Next(s_services.Length)];
            var contract = cents / 4;
            if (isDenied)
            {
                return new SyntheticLine(code, cents, 0, denial.Group == "PR" ? cents : 0, 0, cents, denial);
            }

            var share = random.Next(3) * 1000;
            return new SyntheticLine(code, cents, cents - contract - share, share, contract, 0, default);
        }

        private void WriteLine(SyntheticLine line, string day, int number, int place)
        {
            Segment($"SVC*HC:{line.Code}{(random.Next(3) == 0 ? ":95" : string.Empty)}*{Money(line.Charge)}*{Money(line.Paid)}**1");
            Segment($"DTM*472*{day}");
            if (line.DeniedCents > 0)
            {
                Segment($"CAS*{line.Denial.Group}*{line.Denial.Reason}*{Money(line.DeniedCents)}");
            }
            else
            {
                Segment($"CAS*CO*45*{Money(line.Contract)}");
                if (line.Share > 0)
                {
                    Segment($"CAS*PR*3*{Money(line.Share)}");
                }
            }

            Segment($"REF*6R*{number}-{place}");
            Segment($"AMT*B6*{Money(line.Charge - line.Contract)}");
            if (line.DeniedCents > 0 && line.Denial.Remark is { } remark)
            {
                Segment($"LQ*HE*{remark}");
            }
        }

        private void Segment(string text)
        {
            Segments++;
            writer.Write(text);
            writer.Write("~\n");
        }
    }

    private sealed record SyntheticLine(
        string Code, int Charge, int Paid, int Share, int Contract, int DeniedCents, (string Group, string Reason, string? Remark) Denial);
}
