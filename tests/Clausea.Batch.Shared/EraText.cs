using System.Globalization;
using System.Text;

namespace Clausea.Batch.Shared;

/// <summary>Writes the text of an 835: a whole, balanced envelope around the claims one is given.</summary>
public sealed class EraText
{
    private readonly List<string> _claims = [];
    private readonly List<string> _footer = [];
    private readonly Dictionary<string, string?> _replaced = [];
    private decimal _payment;
    private int? _number;

    public static EraText WithClaim(params string[] segments) => new EraText().Claim(segments);

    /// <summary>Adds a claim's segments, CLP first; its CLP04 counts toward the payment.</summary>
    public EraText Claim(params string[] segments)
    {
        _claims.AddRange(segments);
        _payment += segments.Where(segment => segment.StartsWith("CLP*", StringComparison.Ordinal))
            .Sum(clp => decimal.TryParse(clp.Split('*')[4], NumberStyles.Number, CultureInfo.InvariantCulture, out var paid) ? paid : 0);
        return this;
    }

    public EraText ProviderAdjustment(string segment, decimal amount)
    {
        _footer.Add(segment);
        _payment -= amount;
        return this;
    }

    /// <summary>Gives interchange, group, set and trace this number, so that several can stand in one file.</summary>
    public EraText Numbered(int number)
    {
        _number = number;
        return this;
    }

    /// <summary>Puts another segment where the one with this tag stands; null leaves it out.</summary>
    public EraText Replace(string tag, string? segment)
    {
        _replaced[tag] = segment;
        return this;
    }

    public IReadOnlyList<string> Segments(decimal? payment = null)
    {
        var envelope = _number ?? 7;
        var set = $"{_number ?? 1:0000}";
        var amount = (payment ?? _payment).ToString("0.00", CultureInfo.InvariantCulture);
        List<string> body =
        [
            $"BPR*I*{amount}*C*ACH*CCP*01*000000000*DA*0000000*1999999999**01*000000000*DA*0000000*20260302",
            $"TRN*1*TRACE-{_number ?? 1}*1999999999",
            "DTM*405*20260301",
            "N1*PR*SAMPLE HEALTH PLAN",
            "N3*1 SAMPLE WAY",
            "N4*SPRINGFIELD*IL*62701",
            "REF*2U*SAMPLE",
            "N1*PE*SAMPLE PRACTICE*XX*1234567893",
            "REF*TJ*123456789",
            "LX*1",
            .. _claims,
            .. _footer,
        ];
        body = [.. body.Select(Replaced).OfType<string>()];
        List<string> before =
        [
            "ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       " +
                $"*260302*0900*^*00501*{envelope:000000000}*0*P*:",
            $"GS*HP*SENDER*RECEIVER*20260302*0900*{envelope}*X*005010X221A1",
            $"ST*835*{set}",
        ];
        List<string> behind = [$"SE*{body.Count + 2}*{set}", $"GE*1*{envelope}", $"IEA*1*{envelope:000000000}"];
        return
        [
            .. before.Select(Replaced).OfType<string>(),
            .. body,
            .. behind.Select(Replaced).OfType<string>(),
        ];
    }

    public override string ToString() => string.Concat(Segments().Select(segment => segment + "~\n"));

    public string With(string separators, string lineBreak = "")
    {
        // separators: element, component, repetition, terminator
        var text = new StringBuilder();
        foreach (var segment in Segments())
        {
            foreach (var c in segment)
            {
                text.Append(c switch { '*' => separators[0], ':' => separators[1], '^' => separators[2], _ => c });
            }

            text.Append(separators[3]).Append(lineBreak);
        }

        return text.ToString();
    }

    private string? Replaced(string segment) =>
        _replaced.TryGetValue(segment.Split('*')[0], out var other) ? other : segment;
}
