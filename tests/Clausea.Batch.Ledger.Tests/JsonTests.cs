using Clausea.Batch.Appeals;
using Clausea.Batch.Era;

namespace Clausea.Batch.Ledger.Tests;

public sealed class JsonTests
{
    [Test]
    public void A_claim_comes_back_as_it_was() => Check(Full());

    [Test]
    public void A_bare_claim_comes_back_as_it_was() => Check(new ClaimPayment { Position = default, Status = "" });

    [Test]
    public void A_remittance_comes_back_as_it_was() => Check(Example.Remittance());

    [Test]
    public void A_bare_remittance_comes_back_as_it_was() => Check(new Remittance
    {
        ControlNumber = "",
        Payment = Payment.None,
        Payer = Party.Unknown,
        Payee = Party.Unknown,
        Position = default,
    });

    [Test]
    public void An_interchange_comes_back_as_it_was() => Check(Example.Interchange());

    [Test]
    public void A_verdict_comes_back_as_it_was()
    {
        Check(Example.Verdict());
        Check(Example.Verdict(kind: null));
    }

    [Test]
    public void What_a_record_works_out_is_not_kept()
    {
        var json = LedgerJson.Write(Full());
        Assert.That(json, Does.Not.Contain("IsReversal").And.Not.Contain("LineControlNumber").And.Not.Contain(":null"));
        Assert.That(json, Does.Contain("Ñandú"));
    }

    [Test]
    public void What_version_0_1_0_wrote_still_reads()
    {
        var remittance = LedgerJson.Read<Remittance>("""
            {"ControlNumber":"0001","Payment":{"Amount":10.5,"Date":"2026-01-28","TraceNumber":"T1"},
             "Payer":{"Name":"P","Id":{"Qualifier":"XV","Value":"1"},"References":[{"Qualifier":"2U","Value":"A"}],"Contacts":[],"Delivery":[]},
             "Payee":{"Name":"E","Id":{},"References":[],"Contacts":[],"Delivery":["BM","OFFICE"]},
             "ReceiverId":"R","ProductionDate":"2026-01-27","Version":"005010X221A1","Position":{"Segment":3,"Offset":172}}
            """);
        var claim = LedgerJson.Read<ClaimPayment>("""
            {"Position":{"Segment":5,"Offset":9},"Status":"1","Charge":10,"Paid":0,"Adjustments":[{"Group":"CO","Reason":"50","Amount":10}],
             "Patient":{"IsOrganization":false,"Last":"A","Id":{}},"Remarks":[],"Services":[],"Balanced":true}
            """);
        Assert.Multiple(() =>
        {
            Assert.That((remittance.ProductionDate, remittance.PayerId, remittance.Payee.DeliveryMethod), Is.EqualTo(((DateOnly?)new DateOnly(2026, 1, 27), "A", (Delivery?)null)));
            Assert.That((claim.Adjustments.Single().Amount, claim.ChargeMissing, claim.Others.Count), Is.EqualTo((10m, false, 0)));
        });
    }

    private static void Check<T>(T value)
        where T : class
    {
        var json = LedgerJson.Write(value);
        var back = LedgerJson.Read<T>(json);
        Assert.That(back, Is.EqualTo(value).UsingPropertiesComparer());
        Assert.That(LedgerJson.Write(back), Is.EqualTo(json));
    }

    private static ClaimPayment Full() => Example.Claim() with
    {
        PatientResponsibility = 20.10m,
        FacilityType = "11",
        Frequency = "1",
        Drg = "885",
        DrgWeight = 1.0123m,
        DischargeFraction = 0.5m,
        Adjustments = [new("PR", "1", 20.10m, 2.5m), new("OA", "23", -3m, null)],
        Others = [new() { Role = "QC", Last = "Twice" }],
        Corrects = new(4, 99),
        ChargeMissing = true,
        Insured = new() { IsOrganization = true, Last = "Works \"A\" & <B>", Middle = "Q", Suffix = "Jr" },
        Corrected = new() { Last = "Doe" },
        Rendering = new() { Id = new("XX", "1999999984") },
        CrossoverCarrier = new() { Last = "Next" },
        CorrectedPriorityPayer = new() { Last = "First" },
        OtherSubscriber = new() { Last = "Other" },
        Inpatient = new(["1", null, "", "4"]),
        References = [new("1L", "GROUP"), new(null, null)],
        Dates = [new("232", new(2026, 1, 1)), new("036", new(2026, 1, 1), new(2026, 1, 31))],
        Contacts = [new(null, null, [])],
        Amounts = [new("AU", 150.00m)],
        Quantities = [new("CA", 1m)],
    };
}
