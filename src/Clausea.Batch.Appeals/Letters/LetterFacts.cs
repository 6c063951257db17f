using Clausea.Batch.Era;
using Scriban.Runtime;

namespace Clausea.Batch.Appeals;

/// <summary>The facts a template may use, from the remittance, the office's settings and the catalogue; a fact that
/// nobody has stated is null, never a guess (templates/README.md lists them).</summary>
internal sealed class LetterFacts(TemplateSet templates, CodeCatalogue codes)
{
    /// <summary>Key of the evidence that every packet has: the remittance advice of this claim, printed by us.</summary>
    public const string RemittanceCopy = "remittance-copy";

    private const string RemittanceAdvice = "remittance advice page for this claim, printed from the electronic remittance";

    private readonly DenialFinder _finder = new(codes);

    /// <summary>What a letter may say, and what of it may be stated as fact.</summary>
    public (ScriptObject Facts, LetterTruth Truth) Of(Denial denial, LetterPlan plan, LetterOrder order)
    {
        var (remittance, claim) = (denial.Remittance, denial.Claim);
        var payer = templates.Payers.PayerOf(remittance, claim, codes);
        var disputed = _finder.Find(claim, payer).Where(scope => plan.Causes.Any(cause => Covers(cause, scope))).ToList();
        var facts = Build(denial, plan, order, disputed, payer.Line);
        Freeze(facts);
        var isSud = disputed.Exists(scope => scope.Classes.Contains("sud"));
        var describes = templates.Payers.MeaningOf(remittance, denial.Verdict.Remarks)?.Describes;
        var truth = LetterTruth.Of(denial, plan.Kind, order, disputed, new PayerPlace(payer.Line, isSud), codes, describes);
        return (facts, truth with { Given = GivenWords.In(facts) });
    }

    /// <summary>Changes a fact that templates cannot change.</summary>
    public static void Set(ScriptObject facts, string name, object? value)
    {
        facts.IsReadOnly = false;
        facts[name] = value;
        facts.IsReadOnly = true;
    }

    // A template prints facts; none is its to change.
    private static void Freeze(ScriptObject facts)
    {
        foreach (var value in facts.Values)
        {
            if (value is ScriptArray { IsReadOnly: false } list)
            {
                foreach (var item in list.OfType<ScriptObject>())
                {
                    Freeze(item);
                }

                list.IsReadOnly = true;
            }
            else if (value is ScriptObject { IsReadOnly: false } inner)
            {
                Freeze(inner);
            }
        }

        facts.IsReadOnly = true;
    }

    private ScriptObject Build(Denial denial, LetterPlan plan, LetterOrder order, List<DeniedScope> disputed, string payerLine)
    {
        var (remittance, claim) = (denial.Remittance, denial.Claim);
        var lines = disputed.Where(scope => scope.Service is not null).ToDictionary(scope => scope.Service!.Number, Line);
        var whole = disputed.Find(scope => scope.Service is null);
        return new ScriptObject
        {
            ["today"] = order.Today,
            ["practice"] = Practice(remittance),
            ["payer"] = Payer(remittance, claim),
            ["billing_company"] = Company(),
            ["claim"] = Claim(remittance, claim, disputed, payerLine),
            ["remittance"] = RemittanceFacts(remittance),
            ["lines"] = List(lines.Values),
            ["claim_reasons"] = List(whole?.Codes ?? []),
            ["claim_remarks"] = List(claim.Remarks.Distinct()),
            ["codes"] = List(CodesOf(disputed).Select(CodeFacts)),
            ["causes"] = List(plan.Causes.Select(cause => CauseFacts(cause, lines))),
            ["cause"] = null,
            ["evidence"] = List(Evidence(plan, order)),
            ["deadline"] = DeadlineFacts(order.DeadlineOf(denial.Verdict)),
            ["letter"] = plan.Template,
            ["level"] = order.Level,
            ["earlier"] = Earlier(order.Earlier),
            ["stated_rights"] = List(denial.Verdict.Remarks.Where(remark => codes.Remark(remark)?.Effect == "may-appeal")),
            ["todos"] = List(denial.Verdict.ToDos),
            ["payer_describes"] = Meaning(remittance, denial.Verdict.Remarks),
        };
    }

    private static bool Covers(Cause cause, DeniedScope scope) =>
        scope.Service is null ? cause.Services.Count == 0 : cause.Services.Contains(scope.Service.Number);

    private Facts Practice(Remittance remittance)
    {
        var practice = templates.Practices.Find(remittance);
        return new Facts(12)
        {
            ["name"] = Sender.NameOf(practice, remittance),
            ["address_lines"] = List(practice?.Address ?? Sender.Lines(remittance.Payee.Address)),
            ["phone"] = practice?.Phone,
            ["fax"] = practice?.Fax,
            ["email"] = practice?.Email,
            ["npi"] = remittance.PayeeNpi,
            ["tax_id"] = remittance.PayeeTaxId,
            ["signer"] = practice?.Signer,
            ["signer_title"] = practice?.SignerTitle,
            ["credential"] = practice?.Credential,
            ["logo"] = practice?.Logo,
        };
    }

    private Facts? Company() => templates.Practices.BillingCompany is not { } company ? null : new Facts
    {
        ["name"] = company.Name,
        ["address_lines"] = List(company.Address),
        ["phone"] = company.Phone,
        ["authority"] = company.Authority,
    };

    private Facts Payer(Remittance remittance, ClaimPayment claim)
    {
        var payer = templates.Payers.Find(remittance, claim);
        var address = payer?.Address ?? [];
        var (claims, records) = (payer?.WhereClaimsGo ?? address, payer?.WhereRecordsGo ?? address);
        return new Facts(14)
        {
            ["name"] = Addressee.NameOf(payer, remittance),
            ["id"] = remittance.PayerId,
            ["unit"] = payer?.Unit,
            ["address_lines"] = List(address),
            ["claims_address_lines"] = List(claims),
            ["claims_elsewhere"] = !ReferenceEquals(claims, address),
            ["records_address_lines"] = List(records),
            ["records_elsewhere"] = !ReferenceEquals(records, address),
            ["fax"] = payer?.Fax,
            ["portal"] = payer?.Portal,
            ["phone"] = payer?.Phone,
            ["forms"] = List(payer?.Forms ?? []),
        };
    }

    private static Facts Claim(Remittance remittance, ClaimPayment claim, List<DeniedScope> disputed, string payerLine)
    {
        var classes = disputed.SelectMany(scope => scope.Classes).ToHashSet();
        var insured = NaturalName.OfPerson(claim.Insured);
        var patient = NaturalName.OfPerson(claim.Patient);
        var dates = ServiceDates.Of(claim);
        return new Facts(28)
        {
            ["payer_claim_number"] = claim.PayerClaimNumber,
            ["patient_control_number"] = claim.PatientControlNumber,
            ["patient_name"] = patient,
            ["member_id"] = claim.Insured?.Id.Value ?? claim.Patient?.Id.Value,
            ["group_number"] = claim.Reference("1L"),
            ["insured_name"] = insured == patient ? null : insured,
            ["corrected_name"] = NaturalName.OfPerson(claim.Corrected),
            ["corrected_id"] = claim.Corrected?.Id.Value,
            ["service_from"] = dates?.From,
            ["service_to"] = dates?.To,
            ["charge"] = claim.Charge,
            ["paid"] = claim.Paid,
            ["patient_responsibility"] = claim.PatientResponsibility is 0 ? null : claim.PatientResponsibility,
            ["denied"] = disputed.Sum(scope => scope.Amount),
            ["rendering_name"] = NaturalName.OfPerson(claim.Rendering),
            ["rendering_npi"] = claim.Rendering?.Id is { Qualifier: "XX" } npi ? npi.Value : null,
            ["received_on"] = claim.Date("050"),
            ["authorization_number"] = claim.Reference("G1") ?? claim.Reference("BB"),
            ["filing_indicator"] = claim.FilingIndicator,
            ["payer_line"] = payerLine,
            ["is_behavioral_health"] = classes.Contains("behavioral-health"),
            ["is_sud"] = classes.Contains("sud"),
            ["is_institutional"] = claim.Inpatient is not null || claim.FacilityType is { Length: 2 } && claim.Services.Any(service => service.RevenueCode is not null),
        };
    }

    private static Facts RemittanceFacts(Remittance remittance) => new()
    {
        ["paid_on"] = remittance.Payment.Date ?? remittance.ProductionDate,
        ["trace_number"] = remittance.Payment.TraceNumber,
        ["method"] = remittance.Payment.Method,
        ["payer_contact_phone"] = remittance.Payer.Contacts.FirstOrDefault(contact => contact.Function == "CX")?.Number("TE"),
        ["policy_url"] = remittance.Payer.Contacts.FirstOrDefault(contact => contact.Function == "IC")?.Number("UR"),
    };

    private static Facts Line(DeniedScope scope)
    {
        var service = scope.Service!;
        var known = BehavioralServices.Of(service);
        return new Facts(18)
        {
            ["number"] = service.Number,
            ["date_from"] = service.From,
            ["date_to"] = service.To,
            ["procedure"] = service.Procedure.Qualifier == "NU" ? null : service.Procedure.Code,
            ["modifiers"] = List(service.Procedure.Modifiers),
            ["revenue_code"] = service.RevenueCode ?? (service.Procedure.Qualifier == "NU" ? service.Procedure.Code : null),
            ["units"] = Units(service.SubmittedUnits ?? service.Units),
            ["submitted_procedure"] = service.Submitted?.Code == service.Procedure.Code ? null : service.Submitted?.Code,
            ["charge"] = service.Charge,
            ["allowed"] = service.Allowed,
            ["paid"] = service.Paid,
            ["denied"] = scope.Amount,
            ["reasons"] = List(scope.Codes),
            ["remarks"] = List(service.Remarks.Distinct()),
            ["policies"] = List(service.References.Where(reference => reference.Qualifier == "0K").Select(reference => reference.Value)),
            ["service_name"] = known?.Name,
            ["minutes"] = known?.Minutes,
        };
    }

    private Facts CodeFacts(string code) => new()
    {
        ["code"] = code,
        ["text"] = Quotable(codes.Official(code)) ?? codes.Text(code) ?? "a code that our catalogue does not have.",
        ["is_official"] = codes.Official(code) is not null,
    };

    // It will stand in quotation marks.
    private static string? Quotable(OfficialText? official) => official?.Text.Replace('"', '\'');

    private Facts CauseFacts(Cause cause, Dictionary<int, Facts> lines) => new()
    {
        ["key"] = cause.Playbook,
        ["title"] = templates.Playbooks.Find(cause.Playbook)?.Title ?? "Our request",
        ["argument"] = null,
        ["lines"] = List(cause.Services.Where(lines.ContainsKey).Select(number => lines[number])),
        ["reasons"] = List(cause.Reasons),
        ["remarks"] = List(cause.Remarks),
    };

    private static Facts? Earlier(EarlierAppeal? earlier) => earlier is null ? null : new Facts
    {
        ["level"] = earlier.Level,
        ["title"] = earlier.Kind.Title(),
        ["sent_on"] = earlier.SentOn,
        ["channel"] = earlier.Channel,
        ["reference"] = earlier.Reference,
        ["decided_on"] = earlier.DecidedOn,
        ["decision_reference"] = earlier.DecisionReference,
        ["is_partly_won"] = earlier.IsPartlyWon,
    };

    // What is attached, by its letter, then what is missing. The remittance advice is always there: we print it ourselves.
    private IEnumerable<Facts> Evidence(LetterPlan plan, LetterOrder order)
    {
        var asked = EvidenceOf(plan).ToList();
        var exhibits = order.Exhibits.OrderBy(exhibit => Exhibit.Place(exhibit.Letter)).ToList();
        return
        [
            .. exhibits.Select(exhibit => EvidenceFacts(exhibit, asked.Find(evidence => evidence.Key == exhibit.Key)?.Who)),
            .. asked.Where(evidence => evidence.Key == RemittanceCopy && !exhibits.Exists(exhibit => exhibit.Key == RemittanceCopy))
                .Select(evidence => EvidenceFacts(evidence, isAttached: true)),
            .. asked.Where(evidence => evidence.Key != RemittanceCopy && !order.Waived.Contains(evidence.Key) && !exhibits.Exists(exhibit => exhibit.Key == evidence.Key))
                .Select(evidence => EvidenceFacts(evidence, isAttached: false)),
        ];
    }

    private static Facts EvidenceFacts(Exhibit exhibit, string? who) => new()
    {
        ["key"] = exhibit.Key,
        ["what"] = exhibit.Title,
        ["who"] = who,
        ["attached"] = true,
        ["exhibit"] = exhibit.Letter,
        ["pages"] = exhibit.Pages,
    };

    private static Facts EvidenceFacts(PlaybookEvidence evidence, bool isAttached) => new()
    {
        ["key"] = evidence.Key,
        ["what"] = isAttached ? RemittanceAdvice : evidence.What,
        ["who"] = evidence.Who,
        ["attached"] = isAttached,
        ["exhibit"] = null,
        ["pages"] = null,
    };

    private static Facts? DeadlineFacts(Deadline? deadline) => deadline is null ? null : new Facts
    {
        ["date"] = deadline.Date,
        ["safe_date"] = deadline.SafeDate,
        ["basis"] = deadline.Basis,
        ["source"] = deadline.Source,
        ["is_default"] = deadline.IsDefault,
        ["level"] = deadline.Level,
        ["form"] = deadline.Form,
    };

    private Facts? Meaning(Remittance remittance, IReadOnlyList<string> remarks) =>
        templates.Payers.MeaningOf(remittance, remarks) is not { } meaning ? null : new Facts
        {
            ["code"] = meaning.Code,
            ["text"] = meaning.Describes,
            ["source"] = meaning.Source,
        };

    /// <summary>Documents that a letter asks for, each once.</summary>
    public IEnumerable<PlaybookEvidence> EvidenceOf(LetterPlan plan) =>
        (plan.Kind.IsLaterLevel() ? LaterLevel.Evidence : [])
            .Concat(plan.Causes.SelectMany(cause => templates.Playbooks.Find(cause.Playbook)?.Evidence ?? [])).DistinctBy(evidence => evidence.Key);

    private static IEnumerable<string> CodesOf(List<DeniedScope> disputed) =>
        disputed.SelectMany(scope => scope.Codes).Distinct()
            .Concat(disputed.SelectMany(scope => scope.Remarks).Distinct());

    private static string? Units(decimal? units) => units?.ToString("0.####", System.Globalization.CultureInfo.InvariantCulture);

    private static ScriptArray List<T>(IEnumerable<T> items) => [.. items.Cast<object?>()];
}

/// <summary>First and last day of service of a claim.</summary>
public sealed record ServiceDates(DateOnly From, DateOnly To)
{
    /// <summary>From its lines, else from its statement dates (DTM 232, 233); null when it has neither.</summary>
    public static ServiceDates? Of(ClaimPayment claim)
    {
        var from = claim.Services.Select(service => service.From).OfType<DateOnly>().DefaultIfEmpty().Min();
        var to = claim.Services.Select(service => service.To).OfType<DateOnly>().DefaultIfEmpty().Max();
        if (from != default)
        {
            return new ServiceDates(from, to);
        }

        var start = claim.Date("232") ?? claim.Date("472") ?? claim.Date("233");
        return start is { } day ? new ServiceDates(day, claim.Date("233") ?? day) : null;
    }
}
