using Clausea.Batch.Shared;

namespace Clausea.Batch.Era.Tests;

internal sealed class ReaderTests
{
    private static readonly string[] s_rich =
    [
        "CLP*ACCT-1*1*300*100*20*12*ICN-1*11*1**DRG1*1.25*.5",
        "CAS*CO*45*30**131*10*2",
        "NM1*QC*1*O'BRIEN*MARY*Q*DR*JR*MI*MEMBER1",
        "NM1*IL*1*O'BRIEN*JOHN****MI*MEMBER0",
        "NM1*74*1*OBRIEN*MARY****C*MEMBER2",
        "NM1*82*1*EXAMPLE*RIVER****XX*1234567893",
        "NM1*TT*2*NEXT PAYER*****PI*NEXT1",
        "NM1*PR*2*FIRST PAYER*****PI*FIRST1",
        "NM1*GB*1*OTHER*SUB****MI*OTHER1",
        "MIA*0***100*MA01***************N10*N11**N12",
        "MOA*.5*10*MA07*N382**N102",
        "REF*1L*GROUP",
        "REF*G1*AUTH",
        "DTM*232*20260105",
        "DTM*050*20260110",
        "PER*CX*HELP*TE*8005550100*EX*5",
        "AMT*AU*130",
        "QTY*CA*3",
        "SVC*HC:90837:95:GT:HF:U1*200*100*0900*1*HC:90834*2",
        "DTM*472*20260105",
        "CAS*PR*3*20",
        "CAS*CO*150*40.5*1****97*39.5",
        "REF*6R*LINE-1",
        "REF*0K*POLICY",
        "AMT*B6*120",
        "LQ*HE*N163",
        "LQ*HE*N382",
        "SVC*NU:0912*60*0**0",
        "DTM*150*20260105",
        "DTM*151*20260106",
        "CAS*CO*50*60",
    ];

    private static ClaimPayment Rich => EraTree.Read(EraText.WithClaim(s_rich).ToString()).Claims.Single();

    [Test]
    public void A_claim_has_its_header()
    {
        var claim = Rich;
        Assert.Multiple(() =>
        {
            Assert.That(claim.PatientControlNumber, Is.EqualTo("ACCT-1"));
            Assert.That(claim.Status, Is.EqualTo("1"));
            Assert.That((claim.Charge, claim.Paid, claim.PatientResponsibility), Is.EqualTo((300m, 100m, (decimal?)20m)));
            Assert.That((claim.FilingIndicator, claim.PayerClaimNumber), Is.EqualTo(("12", "ICN-1")));
            Assert.That((claim.FacilityType, claim.Frequency), Is.EqualTo(("11", "1")));
            Assert.That((claim.Drg, claim.DrgWeight, claim.DischargeFraction), Is.EqualTo(("DRG1", (decimal?)1.25m, (decimal?)0.5m)));
        });
    }

    [Test]
    public void A_CAS_yields_its_triplets_gaps_included()
    {
        Assert.Multiple(() =>
        {
            Assert.That(Rich.Adjustments, Is.EqualTo(new[] { new Adjustment("CO", "45", 30m, null), new Adjustment("CO", "131", 10m, 2m) }));
            Assert.That(Rich.Services[0].Adjustments, Is.EqualTo(new[]
            {
                new Adjustment("PR", "3", 20m, null),
                new Adjustment("CO", "150", 40.5m, 1m),
                new Adjustment("CO", "97", 39.5m, null),
            }));
        });
    }

    [Test]
    public void People_and_payers_are_told_apart()
    {
        var claim = Rich;
        Assert.Multiple(() =>
        {
            Assert.That(claim.Patient, Is.EqualTo(new Person { Role = "QC", Last = "O'BRIEN", First = "MARY", Middle = "Q", Prefix = "DR", Suffix = "JR", Id = new Identifier("MI", "MEMBER1") }));
            Assert.That(claim.Insured!.Id.Value, Is.EqualTo("MEMBER0"));
            Assert.That(claim.Corrected!.Id, Is.EqualTo(new Identifier("C", "MEMBER2")));
            Assert.That(claim.Rendering!.Id.Value, Is.EqualTo("1234567893"));
            Assert.That((claim.CrossoverCarrier!.Last, claim.CrossoverCarrier.IsOrganization), Is.EqualTo(("NEXT PAYER", true)));
            Assert.That(claim.CorrectedPriorityPayer!.Last, Is.EqualTo("FIRST PAYER"));
            Assert.That(claim.OtherSubscriber!.Last, Is.EqualTo("OTHER"));
        });
    }

    [Test]
    public void Remarks_of_MIA_and_MOA_belong_to_the_claim_in_order() =>
        Assert.That(Rich.Remarks, Is.EqualTo(new[] { "MA01", "N10", "N11", "N12", "MA07", "N382", "N102" }));

    [Test]
    public void References_dates_amounts_and_contacts_are_kept()
    {
        var claim = Rich;
        Assert.Multiple(() =>
        {
            Assert.That((claim.Reference("1L"), claim.Reference("G1")), Is.EqualTo(("GROUP", "AUTH")));
            Assert.That((claim.Date("232"), claim.Date("050")), Is.EqualTo(((DateOnly?)new DateOnly(2026, 1, 5), (DateOnly?)new DateOnly(2026, 1, 10))));
            Assert.That(claim.Contacts.Single().Number("TE"), Is.EqualTo("8005550100"));
            Assert.That(claim.Amounts.Single(), Is.EqualTo(new QualifiedNumber("AU", 130)));
            Assert.That(claim.Quantities.Single(), Is.EqualTo(new QualifiedNumber("CA", 3)));
        });
    }

    [Test]
    public void A_service_has_its_procedure_and_everything_below_it()
    {
        var service = Rich.Services[0];
        Assert.Multiple(() =>
        {
            Assert.That((service.Procedure.Qualifier, service.Procedure.Code), Is.EqualTo(("HC", "90837")));
            Assert.That(service.Procedure.Modifiers, Is.EqualTo(new[] { "95", "GT", "HF", "U1" }));
            Assert.That((service.Charge, service.Paid, service.RevenueCode), Is.EqualTo((200m, 100m, "0900")));
            Assert.That((service.Units, service.Submitted!.Code, service.SubmittedUnits), Is.EqualTo(((decimal?)1, "90834", (decimal?)2)));
            Assert.That(service.Remarks, Is.EqualTo(new[] { "N163", "N382" }));
            Assert.That((service.LineControlNumber, service.Allowed), Is.EqualTo(("LINE-1", (decimal?)120)));
            Assert.That((Rich.Services[1].From, Rich.Services[1].To), Is.EqualTo(((DateOnly?)new DateOnly(2026, 1, 5), (DateOnly?)new DateOnly(2026, 1, 6))));
        });
    }

    [Test]
    public void The_header_tells_payment_payer_and_payee()
    {
        var (header, _, summary) = EraTree.Read(EraText.WithClaim("CLP*A*1*50*50**12*ICN").ProviderAdjustment("PLB*1234567893*20261231*L6:REF1*-3*WO:REF2*8", 5).ToString()).Remittances.Single();
        Assert.Multiple(() =>
        {
            Assert.That((header.Payment.Amount, header.Payment.Method, header.Payment.TraceNumber), Is.EqualTo((45m, "ACH", "TRACE-1")));
            Assert.That((header.Payment.Date, header.ProductionDate), Is.EqualTo(((DateOnly?)new DateOnly(2026, 3, 2), (DateOnly?)new DateOnly(2026, 3, 1))));
            Assert.That((header.Payer.Name, header.PayerId), Is.EqualTo(("SAMPLE HEALTH PLAN", "SAMPLE")));
            Assert.That((header.Payee.Name, header.PayeeNpi, header.PayeeTaxId), Is.EqualTo(("SAMPLE PRACTICE", "1234567893", "123456789")));
            Assert.That(summary.ProviderAdjustments.Select(plb => (plb.Reason, plb.Reference, plb.Amount)), Is.EqualTo(new[] { ("L6", "REF1", -3m), ("WO", "REF2", 8m) }));
            Assert.That(summary.Balanced, Is.True);
        });
    }

    [Test]
    public void Provider_summaries_are_kept_with_the_header_they_belong_to()
    {
        var summaries = EraTree.Read(new EraText().Claim("TS3*1234567893*11*20261231*1*150", "TS2*5*6", "CLP*A*1*50*50**MA*ICN").ToString()).Remittances.Single().Summary.ProviderSummaries;
        Assert.Multiple(() =>
        {
            Assert.That(summaries.Select(summary => (summary.Segment, summary.HeaderNumber)), Is.EqualTo(new[] { ("TS3", "1"), ("TS2", "1") }));
            Assert.That(summaries[0].Elements.Skip(1), Is.EqualTo(new[] { "1234567893", "11", "20261231", "1", "150" }));
        });
    }

    [TestCase("*:^~", "\n")]
    [TestCase("*:^~", "\r\n")]
    [TestCase("*:^~", "")]
    [TestCase("|>^~", "\n")]
    [TestCase("*:^\n", "")]
    [TestCase("|^!\n", "")]
    [TestCase("\u001d\u001f\u001e\u001c", "")]
    public void Separators_and_line_breaks_change_nothing(string separators, string lineBreak)
    {
        var options = new EraOptions { Fingerprint = true };
        var plain = EraTree.Read(EraText.WithClaim(s_rich).ToString(), options);
        var other = EraTree.Read(EraText.WithClaim(s_rich).With(separators, lineBreak), options);
        Assert.Multiple(() =>
        {
            Assert.That(other.Remittances.Single().Summary.Fingerprint, Is.EqualTo(plain.Remittances.Single().Summary.Fingerprint));
            Assert.That(other.FindingCodes, Is.EqualTo(plain.FindingCodes));
            Assert.That(Json(other.Claims), Is.EqualTo(Json(plain.Claims)));
        });
    }

    [Test]
    public void Any_buffer_size_reads_the_same([Values(1, 16, 17, 64, 100, 333, 4096)] int size)
    {
        var text = new EraText().Claim(s_rich).Claim(s_rich).Claim(s_rich).ToString();
        var options = new EraOptions { Fingerprint = true };
        var (whole, pieces) = (EraTree.Read(text, options), EraTree.Read(text, options with { BufferSize = size }));
        Assert.Multiple(() =>
        {
            Assert.That(Json(pieces.Claims), Is.EqualTo(Json(whole.Claims)));
            Assert.That(pieces.Findings, Is.EqualTo(whole.Findings));
            Assert.That(pieces.Remittances[0].Summary.Fingerprint, Is.EqualTo(whole.Remittances[0].Summary.Fingerprint));
        });
    }

    [Test]
    public void Control_numbers_and_envelopes_do_not_change_the_fingerprint()
    {
        var options = new EraOptions { Fingerprint = true };
        var one = EraText.WithClaim(s_rich);
        var other = EraText.WithClaim(s_rich).Replace("ST", "ST*835*9999").Replace("SE", "SE*43*9999").Replace("GS", "GS*HP*A*B*20260303*0900*8*X*005010X221A1");
        var different = EraText.WithClaim(s_rich).Replace("TRN", "TRN*1*TRACE-2*1999999999");
        string? Of(EraText text) => EraTree.Read(text.ToString(), options).Remittances.Single().Summary.Fingerprint;
        Assert.Multiple(() =>
        {
            Assert.That(Of(other), Is.EqualTo(Of(one)));
            Assert.That(Of(different), Is.Not.EqualTo(Of(one)));
        });
    }

    [TestCase(80, "\r\n")]
    [TestCase(80, "\n")]
    [TestCase(98, "\r\n")]
    [TestCase(33, "\n")]
    public void Lines_broken_in_the_middle_of_segments_are_joined(int width, string lineBreak)
    {
        var whole = EraText.WithClaim(s_rich);
        var wrapped = string.Join(lineBreak, whole.With("*:^~").Chunk(width).Select(line => new string(line)));
        Assert.Multiple(() =>
        {
            Assert.That(Json(EraTree.Read(wrapped).Claims), Is.EqualTo(Json(EraTree.Read(whole.ToString()).Claims)));
            Assert.That(EraTree.Read(wrapped).FindingCodes, Is.EqualTo(new[] { "ERA054" }));
            Assert.That(Json(EraTree.Read(wrapped, new EraOptions { BufferSize = 16 }).Claims), Is.EqualTo(Json(EraTree.Read(whole.ToString()).Claims)));
        });
    }

    [Test]
    public void Latin_and_UTF8_names_are_read()
    {
        var latin = EraTree.Read(EraText.WithClaim("CLP*A*1*5*5**12*I", "NM1*QC*1*NU\u00d1EZ").ToString());
        var utf8 = EraTree.Read(System.Text.Encoding.UTF8.GetBytes(EraText.WithClaim("CLP*A*1*5*5**12*I", "NM1*QC*1*NU\u00d1EZ").ToString()));
        Assert.That(new[] { latin, utf8 }.Select(tree => tree.Claims.Single().Patient!.Last), Is.All.EqualTo("NU\u00d1EZ"));
    }

    [Test]
    public void A_byte_order_mark_and_blank_lines_before_ISA_are_no_matter()
    {
        var text = "\u00ef\u00bb\u00bf\r\n\r\n  " + EraText.WithClaim("CLP*A*1*5*5**12*I");
        Assert.That(EraTree.Read(text).Claims.Count(), Is.EqualTo(1));
    }

    private static string Json(IEnumerable<ClaimPayment> claims) => System.Text.RegularExpressions.Regex.Replace(
        System.Text.Json.JsonSerializer.Serialize(claims), "\"Offset\":\\d+", "\"Offset\":0");
}
