using Clausea.Batch.Era;

namespace Clausea.Batch.Ledger.Tests;

public sealed class ClaimFingerprintTests
{
    private static readonly string Usual = Of(Example.Claim());

    [Test]
    public void It_is_64_lower_case_hex_digits() => Assert.That(Usual, Does.Match("^[0-9a-f]{64}$"));

    [Test]
    public void Position_control_numbers_order_of_codes_and_trailing_zeros_do_not_count()
    {
        var line = Line();
        Assert.That(Of(Example.Claim() with { Position = new(999, 9) }), Is.EqualTo(Usual));
        Assert.That(Of(Example.Claim() with { Charge = 180m }), Is.EqualTo(Usual));
        Assert.That(With(line with { Adjustments = [.. line.Adjustments.Reverse()] }), Is.EqualTo(Usual));
        Assert.That(
            With(line with { Procedure = line.Procedure with { Modifiers = ["HO", "95"] } }),
            Is.EqualTo(Usual));
        Assert.That(
            ClaimFingerprint.Of(Example.Remittance() with { ControlNumber = "9", Position = new(7, 7) },
                Example.Claim()),
            Is.EqualTo(Usual));
    }

    [Test]
    public void Everything_that_makes_it_another_adjudication_counts()
    {
        var claim = Example.Claim();
        var line = Line();
        string[] others =
        [
            Of(claim with { PatientControlNumber = "X" }),
            Of(claim with { PatientControlNumber = null }),
            Of(claim with { PatientControlNumber = "" }),
            Of(claim with { PayerClaimNumber = "X" }),
            Of(claim with { Status = "22" }),
            Of(claim with { Charge = 180.01m }),
            Of(claim with { Paid = 1m }),
            Of(claim with { Patient = claim.Patient! with { First = "Joe" } }),
            Of(claim with { Patient = claim.Patient! with { Id = new("MI", "X") } }),
            Of(claim with { Remarks = [] }),
            Of(claim with { Adjustments = [new("CO", "50", 150m, null)] }),
            Of(claim with { Dates = [new("232", Example.Today)] }),
            Of(claim with { Services = [] }),
            With(line with { Number = 2 }),
            With(line with { Charge = 1m }),
            With(line with { Procedure = line.Procedure with { Code = "90834" } }),
            With(line with { Procedure = line.Procedure with { Modifiers = ["95"] } }),
            With(line with { Adjustments = [.. line.Adjustments.Take(1)] }),
            With(line with { Remarks = ["N115", "N116"] }),
            With(line with { Dates = [new("472", new(2026, 1, 16))] }),
            ClaimFingerprint.Of(Example.Remittance("OTHER"), claim),
            ClaimFingerprint.Of(Example.Remittance() with { Payer = new() { Id = new("XV", "P2") } }, claim),
            ClaimFingerprint.Of(Example.Remittance() with { Payee = new() { Id = new("XX", "1") } }, claim),
        ];
        Assert.That(others.Append(Usual), Is.Unique);
    }

    private static ServicePayment Line() => Example.Claim().Services[0];

    private static string With(ServicePayment line) => Of(Example.Claim() with { Services = [line] });

    private static string Of(ClaimPayment claim) => ClaimFingerprint.Of(Example.Remittance(), claim);
}
