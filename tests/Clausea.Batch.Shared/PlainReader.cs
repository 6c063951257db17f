namespace Clausea.Batch.Shared;

/// <summary>A second reader, to hold the product's against: naive, slow, and written from the rules of the 835 alone, so
/// that the two share no mistake. It takes files in order, whatever their amounts add up to; anything else is a
/// <see cref="FormatException"/>.</summary>
public sealed class PlainReader
{
    private static readonly string[] s_claimTags = ["CAS", "NM1", "MIA", "MOA", "REF", "DTM", "PER", "AMT", "QTY"];
    private static readonly string[] s_serviceTags = ["DTM", "CAS", "REF", "AMT", "QTY", "LQ"];
    private static readonly string[] s_headerTags = ["BPR", "TRN", "CUR", "REF", "DTM", "N1", "N3", "N4", "PER", "RDM"];

    private readonly List<PlainSegment> _segments;
    private int _next;

    private PlainReader(List<PlainSegment> segments) => _segments = segments;

    private bool AtEnd => _next == _segments.Count;

    private string? NextTag => AtEnd ? null : _segments[_next].Tag;

    public static PlainReading Read(byte[] bytes)
    {
        var reader = new PlainReader(PlainSegment.Split(bytes));
        var interchanges = new List<PlainInterchange>();
        while (!reader.AtEnd)
        {
            interchanges.Add(reader.ReadInterchange());
        }

        return new PlainReading { Interchanges = interchanges };
    }

    /// <summary>Null for a file that is not in order.</summary>
    public static PlainReading? TryRead(byte[] bytes)
    {
        try
        {
            return Read(bytes);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private PlainInterchange ReadInterchange()
    {
        var isa = Take("ISA");
        var groups = new List<PlainGroup>();
        while (NextTag == "GS")
        {
            groups.Add(ReadGroup());
        }

        TakeUnlessCut("IEA");
        return new PlainInterchange
        {
            ControlNumber = isa[13],
            Sender = isa[6],
            Receiver = isa[8],
            Groups = groups,
            Details = PlainDetails.OfInterchange(isa),
        };
    }

    private PlainGroup ReadGroup()
    {
        var gs = Take("GS");
        var remittances = new List<PlainRemittance>();
        while (NextTag == "ST")
        {
            remittances.Add(ReadRemittance());
        }

        TakeUnlessCut("GE");
        return new PlainGroup { Version = gs[8], Remittances = remittances, Details = PlainDetails.OfGroup(gs) };
    }

    private PlainRemittance ReadRemittance()
    {
        var st = Take("ST");
        if (st[1] != "835")
        {
            throw new FormatException("The transaction set is no 835.");
        }

        var header = TakeAll(s_headerTags);
        var summaries = new List<string>();
        var claims = ReadClaims(summaries);
        var providerAdjustments = TakeAll("PLB").SelectMany(PairsOf).ToList();
        var complete = !AtEnd;
        TakeUnlessCut("SE");

        var bpr = header.Find(segment => segment.Tag == "BPR") ?? throw new FormatException("There is no BPR.");
        var trn = header.Find(segment => segment.Tag == "TRN") ?? throw new FormatException("There is no TRN.");
        var payer = Party(header, "PR");
        var payee = Party(header, "PE");
        var paid = claims.Sum(claim => claim.Paid ?? 0);
        return new PlainRemittance
        {
            ControlNumber = st[2],
            TraceNumber = trn[2],
            PaymentAmount = bpr.Number(2),
            PaymentMethod = bpr[4],
            PaymentDate = bpr.Date(16),
            Payer = new PlainPayer(payer[0][2], Reference(payer, "2U") ?? payer[0][4]),
            Payee = new PlainPayee(
                payee[0][2],
                payee[0][3] == "XX" ? payee[0][4] : null,
                payee[0][3] == "FI" ? payee[0][4] : Reference(payee, "TJ")),
            Claims = claims,
            ClaimCount = claims.Count,
            ServiceCount = claims.Sum(claim => claim.Services.Count),
            Charge = PlainSegment.Bare(claims.Sum(claim => claim.Charge ?? 0)),
            Paid = PlainSegment.Bare(paid),
            ProviderAdjustments = providerAdjustments,
            Balanced = paid - providerAdjustments.Sum(adjustment => adjustment.Amount ?? 0) == (bpr.Number(2) ?? 0),
            Complete = complete,
            Details = [.. PlainDetails.OfHeader(header, payer, payee), .. summaries],
        };
    }

    private List<PlainClaim> ReadClaims(List<string> summaries)
    {
        var claims = new List<PlainClaim>();
        string? headerNumber = null;
        while (NextTag is "LX" or "TS3" or "TS2" or "CLP")
        {
            if (NextTag == "CLP")
            {
                claims.Add(ReadClaim());
                continue;
            }

            var segment = Take(NextTag);
            headerNumber = segment.Tag == "LX" ? segment[1] : headerNumber;
            summaries.AddRange(segment.Tag == "LX" ? [] : PlainDetails.OfSummary(segment, headerNumber));
        }

        // A claim whose last segment was cut may lack lines.
        if (AtEnd && !_segments[^1].Terminated)
        {
            claims.RemoveAt(claims.Count - 1);
        }

        return claims;
    }

    private PlainClaim ReadClaim()
    {
        var clp = Take("CLP");
        var segments = TakeAll(s_claimTags);
        var services = new List<PlainLine>();
        while (NextTag == "SVC")
        {
            services.Add(ReadService());
        }

        var adjustments = segments.Where(segment => segment.Tag == "CAS").SelectMany(TripletsOf).ToList();
        var adjusted = adjustments.Concat(services.SelectMany(service => service.Adjustments)).Sum(adjustment => adjustment.Amount ?? 0);
        return new PlainClaim
        {
            PatientControlNumber = clp[1],
            Status = clp[2],
            Charge = clp.Number(3),
            Paid = clp.Number(4),
            PatientResponsibility = clp.Number(5),
            FilingIndicator = clp[6],
            PayerClaimNumber = clp[7],
            Reversal = clp[2] == "22",
            Remarks = [.. segments.SelectMany(RemarksOf)],
            Adjustments = adjustments,
            Balanced = clp.Number(3) - adjusted == clp.Number(4),
            Services = services,
            Details = PlainDetails.OfClaim(clp, segments),
        };
    }

    private PlainLine ReadService()
    {
        var svc = Take("SVC");
        var segments = TakeAll(s_serviceTags);
        var procedure = svc.Components(1);
        var adjustments = segments.Where(segment => segment.Tag == "CAS").SelectMany(TripletsOf).ToList();
        return new PlainLine
        {
            Procedure = $"{procedure[0]}:{procedure.ElementAtOrDefault(1)}",
            Modifiers = [.. procedure.Skip(2).Take(4).OfType<string>()],
            Charge = svc.Number(2),
            Paid = svc.Number(3),
            RevenueCode = svc[4],
            Units = svc.Number(5),
            Date = PlainDetails.FirstDate(segments, "472") ?? PlainDetails.FirstDate(segments, "150"),
            LineControlNumber = Reference(segments, "6R"),
            Adjustments = adjustments,
            Remarks = [.. segments.Where(segment => segment.Tag == "LQ").Select(lq => lq[2]!)],
            Balanced = svc.Number(2) - adjustments.Sum(adjustment => adjustment.Amount ?? 0) == svc.Number(3),
            Details = PlainDetails.OfService(svc, segments),
        };
    }

    // CAS02-04, 05-07, 08-10, 11-13, 14-16, 17-19.
    private static IEnumerable<PlainAdjustment> TripletsOf(PlainSegment cas)
    {
        foreach (var at in (int[])[2, 5, 8, 11, 14, 17])
        {
            if (cas[at] is { } reason)
            {
                yield return new PlainAdjustment(cas[1], reason, cas.Number(at + 1), cas.Number(at + 2));
            }
        }
    }

    // PLB03-04, 05-06, 07-08, 09-10, 11-12, 13-14.
    private static IEnumerable<PlainProviderAdjustment> PairsOf(PlainSegment plb)
    {
        foreach (var at in (int[])[3, 5, 7, 9, 11, 13])
        {
            if (plb[at] is not null)
            {
                var reason = plb.Components(at);
                yield return new PlainProviderAdjustment(
                    plb[1], plb.Date(2), reason[0], reason.ElementAtOrDefault(1), plb.Number(at + 1));
            }
        }
    }

    private static IEnumerable<string> RemarksOf(PlainSegment segment)
    {
        int[] places = segment.Tag switch { "MIA" => [5, 20, 21, 22, 23], "MOA" => [3, 4, 5, 6, 7], _ => [] };
        return places.Select(place => segment[place]).OfType<string>();
    }

    // N1 of that role and what follows it, up to the next N1.
    private static List<PlainSegment> Party(List<PlainSegment> header, string role)
    {
        var at = header.FindIndex(segment => segment.Tag == "N1" && segment[1] == role);
        return at < 0
            ? throw new FormatException($"There is no N1*{role}.")
            : [header[at], .. header.Skip(at + 1).TakeWhile(segment => segment.Tag != "N1")];
    }

    private static string? Reference(List<PlainSegment> segments, string qualifier) =>
        segments.Find(segment => segment.Tag == "REF" && segment[1] == qualifier)?[2];

    private PlainSegment Take(string tag) =>
        NextTag == tag ? _segments[_next++] : throw new FormatException($"Segment {_next + 1} is {NextTag ?? "absent"}, not {tag}.");

    private void TakeUnlessCut(string tag)
    {
        if (!AtEnd)
        {
            Take(tag);
        }
    }

    private List<PlainSegment> TakeAll(params string[] tags)
    {
        var taken = new List<PlainSegment>();
        while (!AtEnd && tags.Contains(NextTag))
        {
            taken.Add(_segments[_next++]);
        }

        return taken;
    }
}
