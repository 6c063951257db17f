using System.Globalization;

namespace Clausea.Batch.Shared;

/// <summary>What the model has beyond the JSON of `inspect`, as lines of text in a fixed order.</summary>
internal static class PlainDetails
{
    private static readonly string[] s_roles = ["QC", "IL", "74", "82", "TT", "PR", "GB"];

    public static List<string> OfInterchange(PlainSegment isa) =>
    [
        $"ISA05={isa[5]}",
        $"ISA07={isa[7]}",
        $"ISA09={Day(PlainSegment.Date("20" + isa[9]))}",
        $"ISA12={isa[12]}",
        $"test={isa[15] == "T"}",
    ];

    public static List<string> OfGroup(PlainSegment gs) =>
        [$"GS02={gs[2]}", $"GS03={gs[3]}", $"GS04={Day(gs.Date(4))}", $"GS06={gs[6]}"];

    public static List<string> OfHeader(List<PlainSegment> header, List<PlainSegment> payer, List<PlainSegment> payee)
    {
        var own = header.TakeWhile(segment => segment.Tag != "N1").ToList();
        var bpr = own.Find(segment => segment.Tag == "BPR")!;
        var trn = own.Find(segment => segment.Tag == "TRN")!;
        return
        [
            $"BPR01={bpr[1]}",
            $"BPR03={bpr[3]}",
            $"BPR10={bpr[10]}",
            $"TRN03={trn[3]}",
            $"TRN04={trn[4]}",
            $"CUR02={own.Find(segment => segment.Tag == "CUR")?[2]}",
            $"EV={own.Find(segment => segment.Tag == "REF" && segment[1] == "EV")?[2]}",
            $"F2={own.Find(segment => segment.Tag == "REF" && segment[1] == "F2")?[2]}",
            $"405={Day(FirstDate(own, "405"))}",
            .. OfParty("payer", payer),
            .. OfParty("payee", payee),
        ];
    }

    public static IEnumerable<string> OfSummary(PlainSegment summary, string? headerNumber) =>
        [$"{summary.Tag} in {headerNumber}", .. Elements(summary)];

    public static List<string> OfClaim(PlainSegment clp, List<PlainSegment> segments) =>
    [
        $"CLP08={clp[8]}",
        $"CLP09={clp[9]}",
        $"CLP11={clp[11]}",
        $"CLP12={Text(clp.Number(12))}",
        $"CLP13={Text(clp.Number(13))}",
        .. s_roles.SelectMany(role => segments.Where(segment => segment.Tag == "NM1" && segment[1] == role)).Select(Person),
        .. segments.Where(segment => segment.Tag is "MIA" or "MOA").SelectMany(Elements),
        .. Qualified(segments),
    ];

    public static List<string> OfService(PlainSegment svc, List<PlainSegment> segments)
    {
        var submitted = svc.Components(6);
        return
        [
            $"description={svc.Components(1).ElementAtOrDefault(6)}",
            $"submitted={submitted[0]}:{submitted.ElementAtOrDefault(1)}",
            .. submitted.Skip(2).Take(4).OfType<string>().Select(modifier => $"submitted modifier {modifier}"),
            $"SVC07={Text(svc.Number(7))}",
            .. Qualified(segments),
        ];
    }

    /// <summary>The day of a DTM, or the first day of its range (RD8).</summary>
    public static DateOnly? FirstDate(List<PlainSegment> segments, string qualifier) =>
        segments.Find(segment => segment.Tag == "DTM" && segment[1] == qualifier) is { } dtm ? Span(dtm).From : null;

    public static string Day(DateOnly? date) => date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? string.Empty;

    public static string Text(decimal? number) => number?.ToString(CultureInfo.InvariantCulture) ?? string.Empty;

    private static IEnumerable<string> OfParty(string name, List<PlainSegment> party)
    {
        var n4 = party.Find(segment => segment.Tag == "N4");
        return
        [
            $"{name} id={party[0][3]}|{party[0][4]}",
            .. party.Where(segment => segment.Tag == "N3").SelectMany(n3 => new[] { n3[1], n3[2] }).OfType<string>()
                .Select(line => $"{name} N3={line}"),
            $"{name} N4={n4?[1]}|{n4?[2]}|{n4?[3]}|{n4?[4]}",
            .. Qualified(party).Select(line => $"{name} {line}"),
            .. party.Where(segment => segment.Tag == "RDM").SelectMany(Elements).Select(line => $"{name} {line}"),
        ];
    }

    private static IEnumerable<string> Qualified(List<PlainSegment> segments) =>
    [
        .. segments.Where(segment => segment.Tag == "REF").Select(reference => $"REF*{reference[1]}={reference[2]}"),
        .. segments.Where(segment => segment.Tag == "DTM").Select(dtm => $"DTM*{dtm[1]}={Day(Span(dtm).From)}/{Day(Span(dtm).To)}"),
        .. segments.Where(segment => segment.Tag == "PER").Select(Contact),
        .. segments.Where(segment => segment.Tag == "AMT").Select(amount => $"AMT*{amount[1]}={Text(amount.Number(2))}"),
        .. segments.Where(segment => segment.Tag == "QTY").Select(quantity => $"QTY*{quantity[1]}={Text(quantity.Number(2))}"),
    ];

    private static (DateOnly? From, DateOnly? To) Span(PlainSegment dtm)
    {
        if (dtm[5] != "RD8")
        {
            return (dtm.Date(2), null);
        }

        var ends = dtm[6]!.Split('-');
        return (PlainSegment.Date(ends[0]), PlainSegment.Date(ends[1]));
    }

    private static string Person(PlainSegment nm1) =>
        $"NM1*{nm1[1]}={(nm1[2] == "2" ? "organization" : "person")}|{nm1[3]}|{nm1[4]}|{nm1[5]}|{nm1[6]}|{nm1[7]}|{nm1[8]}|{nm1[9]}";

    private static string Contact(PlainSegment per)
    {
        var numbers = new[] { 3, 5, 7 }.Where(at => per[at + 1] is not null).Select(at => $"|{per[at]}={per[at + 1]}");
        return $"PER*{per[1]}={per[2]}{string.Concat(numbers)}";
    }

    private static IEnumerable<string> Elements(PlainSegment segment) =>
        Enumerable.Range(1, segment.Count).Where(at => segment[at] is not null).Select(at => $"{segment.Tag}{at:00}={segment[at]}");
}
