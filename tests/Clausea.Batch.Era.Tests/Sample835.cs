using Clausea.Batch.Shared;

namespace Clausea.Batch.Era.Tests;

/// <summary>A remittance in order, with something of everything, that deviating ones are compared with.</summary>
internal static class Sample835
{
    /// <summary>Two claims and a provider adjustment. Another number, another remittance.</summary>
    public static EraText Number(int number) => new EraText()
        .Numbered(number)
        .Claim(First(number))
        .Claim(Second(number))
        .ProviderAdjustment("PLB*1234567893*20261231*L6:REF1*-3*WO:REF2*8", 5);

    /// <summary>A claim with services. The names are traps for whoever looks for ISA anywhere.</summary>
    public static string[] First(int number) =>
    [
        $"CLP*PCN-{number}A*1*300*100*20*12*ICN-{number}A*11*1",
        "CAS*CO*45*30**131*10*2",
        "NM1*QC*1*O'BRIEN*LISA*Q***MI*MEMBER1",
        "NM1*74*1*ISA*LISA****C*MEMBER2",
        "MOA*.5*10*MA07*N382",
        "REF*1L*GROUP",
        "DTM*232*20260105",
        "PER*CX*HELP*TE*8005550100*EX*5",
        "AMT*AU*130",
        "SVC*HC:90837:95:GT*200*100*0900*1*HC:90834*2",
        "DTM*472*20260105",
        "CAS*PR*3*20",
        "CAS*CO*150*40.5*1****97*39.5",
        "REF*6R*LINE-1",
        "AMT*B6*120",
        "LQ*HE*N163",
        "LQ*HE*N382",
        "SVC*NU:0912*60*0**0",
        "DTM*150*20260105",
        "DTM*151*20260106",
        "CAS*CO*50*60",
    ];

    /// <summary>A claim adjudicated as a whole.</summary>
    public static string[] Second(int number) =>
    [
        $"CLP*PCN-{number}B*1*80*0**MC*ICN-{number}B",
        "CAS*CO*197*80",
        "NM1*QC*1*EXAMPLE*MELISA****MI*MEMBER3",
        "MOA***N10",
    ];

    /// <summary>ST…SE of the one with this number, without its envelopes.</summary>
    public static IEnumerable<string> Set(int number) => Number(number).Segments().Skip(2).SkipLast(2);

    /// <summary>Several ST…SE in one group, with the counts right.</summary>
    public static IEnumerable<string> Grouped(params IReadOnlyList<IEnumerable<string>> sets)
    {
        var one = Number(1).Segments();
        return [.. one.Take(2), .. sets.SelectMany(set => set), $"GE*{sets.Count}*1", "IEA*1*000000001"];
    }

    public static string Text(this IEnumerable<string> segments, string end = "~\n") =>
        string.Concat(segments.Select(segment => segment + end));

    /// <summary>The segments with others put in before the first one that begins so.</summary>
    public static IEnumerable<string> PutBefore(this IEnumerable<string> segments, string start, params string[] others)
    {
        var list = segments.ToList();
        list.InsertRange(list.FindIndex(segment => segment.StartsWith(start, StringComparison.Ordinal)), others);
        return list;
    }

    /// <summary>The segments with SE01 right again after some were put in or left out.</summary>
    public static IEnumerable<string> Counted(this IEnumerable<string> segments)
    {
        var list = segments.ToList();
        var st = list.FindIndex(segment => segment.StartsWith("ST*", StringComparison.Ordinal));
        var se = list.FindIndex(segment => segment.StartsWith("SE*", StringComparison.Ordinal));
        list[se] = $"SE*{se - st + 1}*{list[se].Split('*')[2]}";
        return list;
    }
}
