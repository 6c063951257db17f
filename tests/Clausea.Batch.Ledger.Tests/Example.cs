using System.Globalization;
using Clausea.Batch.Appeals;
using Clausea.Batch.Era;

namespace Clausea.Batch.Ledger.Tests;

/// <summary>Remittances, claims, verdicts and drafts to try the ledger with.</summary>
internal static class Example
{
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 30, 15, 250, TimeSpan.Zero);
    public static readonly DateOnly Today = new(2026, 3, 2);

    public static FileHash Hash(int number) => new(number.ToString("x64", CultureInfo.InvariantCulture));

    public static Interchange Interchange(string control = "000000001") => new()
    {
        ControlNumber = control,
        Sender = new("ZZ", "PAYER"),
        Receiver = new("30", "123456789"),
        Date = Today,
        Version = "00501",
        Separators = Separators.Usual,
        Position = new(1, 0),
    };

    public static Remittance Remittance(string trace = "TRACE1") => new()
    {
        ControlNumber = "0001",
        Payment = new()
        {
            HandlingCode = "I",
            Amount = 1234.50m,
            CreditDebit = "C",
            Method = "ACH",
            Date = Today,
            TraceNumber = trace,
            OriginatorId = "1512345678",
        },
        Payer = new()
        {
            Name = "ACME [Health] 100%",
            Id = new("XV", "PAY01"),
            Address = new(["1 MAIN ST"], "TOWN", "NY", "10001", null),
            Contacts = [new("BL", "Desk", [new("TE", "8005550100"), new("EM", "desk@example.com")])],
        },
        Payee = new() { Name = "Calm Minds", Id = new("XX", "1999999984"), References = [new("TJ", "987654321")] },
        ProductionDate = Today,
        Version = "005010X221A1",
        Position = new(3, 212),
    };

    public static ClaimPayment Claim(int number = 1) => new()
    {
        Position = new(10 * number, 1000 * number),
        PatientControlNumber = $"ACCT{number:D6}",
        PayerClaimNumber = $"ICN_{number:D6}",
        Status = "1",
        Charge = 180.00m,
        Paid = 0m,
        FilingIndicator = "12",
        Patient = new() { Last = "Doe-Ñandú", First = "Jo", Id = new("MI", $"M{number:D6}") },
        Outpatient = new([null, null, "MA01"]),
        Remarks = ["MA01"],
        Services =
        [
            new()
            {
                Position = new(10 * number + 2, 1000 * number + 60),
                Number = 1,
                Procedure = new("HC", "90837", ["95", "HO"], null),
                Charge = 180.00m,
                Units = 0m,
                Adjustments = [new("CO", "50", 150.00m, null), new("CO", "45", 30.00m, 1m)],
                Remarks = ["N115"],
                Dates = [new("472", new(2026, 1, 15))],
                Amounts = [new("B6", 0m)],
            },
        ],
        Balanced = true,
    };

    public static Verdict Verdict(
        LetterKind? kind = LetterKind.Appeal, int dueIn = 30, int priority = 50, decimal amount = 150.00m) => new()
        {
            Disposition = kind is null ? Disposition.Review : Disposition.Appeal,
            Kind = kind,
            Playbook = kind is null ? null : "medical-necessity",
            Rule = "CO-50 with money",
            Because = "The payer says that the service was not medically necessary.",
            DeniedAmount = amount,
            Services = [1],
            Reasons = ["CO-50"],
            Remarks = ["N115", "MA01"],
            Causes =
        [
            new()
            {
                Disposition = Disposition.Appeal, Kind = kind, Rule = "CO-50 with money", Because = "So it says.",
                DeniedAmount = amount, Services = [1], Reasons = ["CO-50"], Remarks = ["N115"],
            },
        ],
            ToDos = ["Ask for the policy.", "Check the authorization."],
            Deadline = kind is null ? null : Deadline(dueIn),
            Priority = priority,
        };

    public static RemittanceSummary Summary(string fingerprint, int claims = 1) => new()
    {
        Claims = claims,
        Services = claims,
        Charge = 180.00m * claims,
        Paid = 0.01m,
        ProviderAdjustments = [new("1999999984", new(2026, 12, 31), "WO", "REF", 12.34m, new(90, 9000))],
        ProviderSummaries = [],
        Balanced = true,
        Unbalanced = 0,
        Complete = true,
        Fingerprint = fingerprint,
    };

    public static Draft Draft(
        int needs = 0, string playbook = "medical-necessity", LetterKind kind = LetterKind.Appeal) => new()
        {
            Kind = kind,
            Playbook = playbook,
            Markdown = "# Appeal\n\nDear **sir**, café.",
            Dated = Today,
            Needs = [.. Enumerable.Range(1, needs).Select(number => new Need($"fact {number}", "clinician"))],
        };

    public static NewExhibit Exhibit(string letter, string? key = "progress-note", string title = "signed progress note") => new(
        letter, key, title, ExhibitClass.ClinicalRecord, "note.pdf", "application/pdf", 1234, 3, new string('a', 64), "pat");

    public static PacketRow Packet(int revision, int part = 1, int parts = 1) => new()
    {
        Revision = revision,
        Channel = "fax",
        Part = part,
        Parts = parts,
        Pages = 9,
        Size = 54_321,
        Hash = new string((char)('a' + part), 64),
    };

    public static FileTotals Totals(decimal paid = 1234.56m) =>
        new(1, 2, 1, 30, 4, 3, paid, 5, 6, """[{"code":"ERA102"}]""");

    private static Deadline Deadline(int dueIn) => new()
    {
        Date = Today.AddDays(dueIn),
        SafeDate = Today.AddDays(dueIn - 7),
        Basis = "180 days after the remittance date",
        Source = "payers.yaml: ACME",
        IsDefault = dueIn > 90,
    };
}
