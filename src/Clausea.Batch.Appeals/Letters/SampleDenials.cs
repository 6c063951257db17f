using Clausea.Batch.Era;

namespace Clausea.Batch.Appeals;

/// <summary>Synthetic denials that fit a playbook, for checking and previewing templates. Nobody in them exists.</summary>
public static class SampleDenials
{
    // A revenue code has four.
    private const int ProcedureLength = 5;

    public static readonly DateOnly Today = new(2026, 3, 2);

    // A service of each class that playbooks may ask for.
    private static readonly Dictionary<string, string> s_typical = new()
    {
        ["behavioral-health"] = "90837",
        ["psychotherapy"] = "90837",
        ["iop"] = "S9480",
        ["php"] = "H0035",
        ["residential"] = "H0018",
        ["sud"] = "H0015",
        ["crisis"] = "90839",
        ["family"] = "90847",
        ["group"] = "90853",
        ["evaluation"] = "90791",
        ["testing"] = "96130",
        ["aba"] = "97153",
        ["medication"] = "H0020",
        ["add-on"] = "90833",
    };

    /// <summary>One with every fact there is, one with several lines, one with hardly a fact, one without lines.</summary>
    public static IEnumerable<Denial> For(Playbook playbook)
    {
        yield return Rich(playbook, lines: 1);
        yield return Rich(playbook, lines: 3);
        yield return Bare(playbook);
        yield return WithoutLines(playbook);
    }

    /// <summary>The denial that previews show.</summary>
    public static Denial Preview(Playbook playbook) => Rich(playbook, lines: 1);

    /// <summary>The same for a payer of another line, by its filing indicator.</summary>
    public static Denial Of(Playbook playbook, string filingIndicator)
    {
        var denial = Preview(playbook);
        return denial with { Claim = denial.Claim with { FilingIndicator = filingIndicator } };
    }

    /// <summary>The decision that sample letters of a later level answer.</summary>
    public static EarlierAppeal Earlier { get; } = new()
    {
        Level = 1,
        Kind = LetterKind.Appeal,
        SentOn = new DateOnly(2026, 2, 9),
        Channel = "mail",
        Reference = "SAMPLE-TRACKING-1",
        DecidedOn = new DateOnly(2026, 2, 24),
        DecisionReference = "SAMPLE-DECISION-1",
        IsPartlyWon = false,
    };

    /// <summary>The same decision when nobody has recorded anything about it.</summary>
    public static EarlierAppeal UnknownEarlier { get; } = new() { Level = 1, Kind = LetterKind.Appeal, IsPartlyWon = false };

    /// <summary>An order for a later level that answers <see cref="Earlier"/>.</summary>
    public static LetterOrder Later(LetterKind kind) => new()
    {
        Today = Today,
        Kind = kind,
        Level = kind.Level(),
        Earlier = kind == LetterKind.ExternalReview ? Earlier with { Level = kind.Level() - 1, Kind = LetterKind.SecondLevel } : Earlier,
    };

    /// <summary>A document for each piece of evidence that the playbook asks for, up to so many; the remittance advice is ours.</summary>
    public static IReadOnlyList<Exhibit> Exhibits(Playbook playbook, int most = int.MaxValue)
    {
        List<Exhibit> exhibits = [];
        foreach (var evidence in playbook.Evidence.Where(evidence => evidence.Key != LetterFacts.RemittanceCopy).Take(most))
        {
            exhibits.Add(new Exhibit(Exhibit.NextLetter(exhibits.Select(exhibit => exhibit.Letter)), evidence.Key, evidence.What, exhibits.Count + 1));
        }

        return exhibits;
    }

    /// <summary>The denial that the page of a code shows: one that carries this code.</summary>
    public static Denial Preview(Playbook playbook, CodeName code) => Rich(playbook, lines: 1, code);

    private static Denial Rich(Playbook playbook, int lines, CodeName? code = null)
    {
        var (adjustment, remarks) = CodesOf(playbook, code);
        var services = Enumerable.Range(1, lines).Select(number => Service(playbook, number, adjustment, remarks, code)).ToList();
        return Denial(playbook, SampleRemittance, new ClaimPayment
        {
            Position = new Position(20, 900),
            PatientControlNumber = "SAMPLE-1001",
            Status = "1",
            Charge = 195m * lines,
            Paid = 0,
            PatientResponsibility = 0,
            FilingIndicator = playbook.Matches.Any(match => match.PayerLines.Contains("medicare")) ? "MB" : "12",
            PayerClaimNumber = "2026015SAMPLE1",
            Patient = new Person { Last = "SAMPLE", First = "PAT", Middle = "Q", Suffix = "JR", Id = new Identifier("MI", "SAMPLEID01") },
            Insured = new Person { Last = "SAMPLE", First = "CASEY", Id = new Identifier("MI", "SAMPLEID01") },
            Corrected = new Person { Last = "SAMPLE", First = "PATRICK", Id = new Identifier("C", "SAMPLEID02") },
            Rendering = new Person { Last = "EXAMPLE", First = "RIVER", Id = new Identifier("XX", "1234567893") },
            References = [new Identifier("1L", "GROUP-77"), new Identifier("G1", "AUTH-1")],
            Dates = [new QualifiedDate("050", new DateOnly(2026, 1, 12))],
            Services = services,
            Balanced = true,
        });
    }

    private static Denial Bare(Playbook playbook)
    {
        var (adjustment, _) = CodesOf(playbook);
        return Denial(playbook, SampleRemittance with { Payer = Party.Unknown, Payee = Party.Unknown, Payment = Payment.None }, new ClaimPayment
        {
            Position = new Position(5, 200),
            Status = "1",
            Charge = adjustment.Amount,
            Services =
            [
                new ServicePayment { Position = new Position(6, 230), Number = 1, Procedure = Procedure.Unknown, Charge = adjustment.Amount, Adjustments = [adjustment] },
            ],
        });
    }

    private static Denial WithoutLines(Playbook playbook)
    {
        var (adjustment, remarks) = CodesOf(playbook);
        return Denial(playbook, SampleRemittance, new ClaimPayment
        {
            Position = new Position(20, 900),
            PatientControlNumber = "SAMPLE-1002",
            Status = "1",
            Charge = adjustment.Amount,
            Adjustments = [adjustment],
            Remarks = remarks,
            Dates = [new QualifiedDate("232", new DateOnly(2026, 1, 5)), new QualifiedDate("233", new DateOnly(2026, 1, 9))],
        });
    }

    private static ServicePayment Service(Playbook playbook, int number, Adjustment adjustment, IReadOnlyList<string> remarks, CodeName? code) => new()
    {
        Position = new Position(25 + number, 1200),
        Number = number,
        Procedure = ProcedureFor(playbook, code),
        Charge = 195m,
        Paid = 0,
        Units = 1,
        Adjustments = [adjustment],
        Remarks = remarks,
        References = [new Identifier("0K", "POLICY-9")],
        Dates = [new QualifiedDate("472", new DateOnly(2026, 1, 4 + number))],
    };

    private static (Adjustment Adjustment, IReadOnlyList<string> Remarks) CodesOf(Playbook playbook, CodeName? code = null)
    {
        var match = (code is { } name ? PlaybookAnswers.Match(name, playbook) : null) ?? playbook.Matches.FirstOrDefault();
        var reason = match?.Reasons.OrderByDescending(candidate => candidate == code?.Code).FirstOrDefault() ?? "16";
        var remarks = match?.Remarks.OrderByDescending(candidate => candidate == code?.Code).Take(1).ToList() ?? [];
        var group = match?.Groups.FirstOrDefault() ?? "CO";
        return (new Adjustment(group, reason, 195m, null), [.. remarks, .. match?.AlsoRemarks.Take(1) ?? []]);
    }

    private static Procedure ProcedureFor(Playbook playbook, CodeName? asked)
    {
        var service = playbook.Matches.SelectMany(match => match.Services).FirstOrDefault() ?? "psychotherapy";
        var code = asked is { Kind: CodeKind.Service } name ? name.Code : s_typical.GetValueOrDefault(service, service);
        return code.Length < ProcedureLength
            ? new Procedure("NU", code, [], null)
            : new Procedure("HC", code, ["95"], null);
    }

    private static Denial Denial(Playbook playbook, Remittance remittance, ClaimPayment claim)
    {
        var denied = claim.Adjustments.Concat(claim.Services.SelectMany(service => service.Adjustments)).ToList();
        return new Denial(null, remittance, claim, new Verdict
        {
            Disposition = playbook.Disposition,
            Kind = playbook.Letter,
            Playbook = playbook.Key,
            Rule = "sample",
            Because = "A sample.",
            DeniedAmount = denied.Sum(adjustment => adjustment.Amount),
            Services = [.. claim.Services.Select(service => service.Number)],
            Reasons = [.. denied.Select(adjustment => $"{adjustment.Group}-{adjustment.Reason}").Distinct()],
            Remarks = [.. claim.Remarks.Concat(claim.Services.SelectMany(service => service.Remarks)).Distinct()],
        });
    }

    private static Remittance SampleRemittance { get; } = new()
    {
        ControlNumber = "0001",
        Version = "005010X221A1",
        Position = new Position(3, 180),
        Payment = new Payment { Amount = 0, Method = "NON", Date = new DateOnly(2026, 2, 2), TraceNumber = "SAMPLE-TRACE", OriginatorId = "1999999999" },
        Payer = new Party
        {
            Name = "SAMPLE HEALTH PLAN",
            References = [new Identifier("2U", "SAMPLE")],
            Contacts = [new Contact("CX", null, [new Identifier("TE", "8005550100")])],
        },
        Payee = new Party
        {
            Name = "SAMPLE BEHAVIORAL HEALTH LLC",
            Id = new Identifier("XX", "1234567893"),
            Address = new Address(["1 EXAMPLE ST"], "SPRINGFIELD", "IL", "627010000", null),
            References = [new Identifier("TJ", "123456789")],
        },
    };
}
