using System.Globalization;
using Clausea.Batch.Era;

namespace Clausea.Batch.Worker.Cli;

/// <summary>The words of <see cref="ClaimSheet"/>.</summary>
internal static class ClaimWords
{
    public static string Method(string? method) => method switch
    {
        null => string.Empty,
        "ACH" => " by electronic transfer (ACH)",
        "CHK" => " by check",
        "FWT" => " by wire",
        "BOP" => " as the financial institution chooses",
        "NON" => ", no payment (NON)",
        _ => $" by {method}",
    };

    /// <summary>Last name first, as the file has it.</summary>
    public static string? Name(Person? person)
    {
        if (person?.Last is null && person?.First is null)
        {
            return null;
        }

        var given = string.Join(' ', new[] { person.First, person.Middle, person.Suffix }.OfType<string>());
        return given.Length == 0 ? person.Last : $"{person.Last ?? "–"}, {given}";
    }

    public static string Id(Person? person, string lead) => person?.Id.Value is { } id ? lead + id : string.Empty;

    public static IEnumerable<string> Adjudication(ClaimPayment claim)
    {
        yield return $"payer's claim number {claim.PayerClaimNumber ?? "–"}";
        yield return Status(claim);
        if (ServiceDates(claim) is { } dates)
        {
            yield return dates;
        }

        if (claim.Date("050") is { } received)
        {
            yield return $"received {Terminal.Date(received)}";
        }

        if (claim.Date("036") is { } expired)
        {
            yield return $"coverage ended {Terminal.Date(expired)}";
        }

        if (claim.Drg is { } drg)
        {
            yield return $"DRG {drg}";
        }

        if (claim.Corrects is { } reversal)
        {
            yield return $"corrects the reversal of {reversal}";
        }
    }

    public static IEnumerable<string> People(ClaimPayment claim)
    {
        if (Name(claim.Insured) is { } insured)
        {
            yield return $"insured {insured}{Id(claim.Insured, ", id ")}";
        }

        if (Name(claim.OtherSubscriber) is { } subscriber)
        {
            yield return $"other subscriber {subscriber}{Id(claim.OtherSubscriber, ", id ")}";
        }

        if ((Name(claim.Rendering) ?? claim.Rendering?.Id.Value) is { } rendering)
        {
            yield return $"rendered by {rendering}";
        }

        foreach (var other in claim.Others)
        {
            yield return $"named as {other.Role ?? "–"}: {Name(other) ?? "–"}{Id(other, ", id ")}";
        }
    }

    // A social security number (SY) is nobody's business here.
    public static IEnumerable<string> References(ClaimPayment claim) =>
        claim.References
            .Where(reference => reference is { Qualifier: not "SY", Value: not null })
            .Select(reference => $"{Reference(reference.Qualifier)} {reference.Value}");

    public static IEnumerable<string> Amounts(
        IReadOnlyList<QualifiedNumber> amounts, IReadOnlyList<QualifiedNumber> quantities) => amounts
            .Where(amount => amount.Qualifier != "B6")
            .Select(amount => $"{Amount(amount.Qualifier)} {Terminal.Money(amount.Value)}")
            .Concat(quantities.Select(quantity => $"{Quantity(quantity.Qualifier)} {Number(quantity.Value)}"));

    public static IEnumerable<string> Corrections(ClaimPayment claim)
    {
        if (claim.Corrected is { } corrected)
        {
            yield return $"The payer has instead: {Name(corrected) ?? "the same name"}{Id(corrected, ", id ")}";
        }

        if (claim.CrossoverCarrier is { } carrier)
        {
            yield return $"Forwarded to {Name(carrier) ?? "another payer"}{Id(carrier, ", id ")}";
        }

        if (claim.CorrectedPriorityPayer is { } payer)
        {
            yield return $"To be billed first: {Name(payer) ?? "another payer"}{Id(payer, ", id ")}";
        }
    }

    public static IEnumerable<string> Notes(ServicePayment service)
    {
        if (service.To is { } to && to != service.From)
        {
            yield return $"until {Terminal.Date(to)}";
        }

        if (service.Submitted is { Code: not null } submitted)
        {
            yield return $"submitted as {Procedure(submitted)}";
        }

        var facts = Amounts(service.Amounts, service.Quantities).Concat(service.References
            .Where(reference => reference is { Qualifier: not "6R", Value: not null })
            .Select(reference => $"{Reference(reference.Qualifier)} {reference.Value}"));
        if (string.Join("; ", facts) is { Length: > 0 } line)
        {
            yield return line;
        }
    }

    /// <summary>AMT*B6 of all services, else AMT*AU; null when the payer does not say.</summary>
    public static decimal? Allowed(ClaimPayment claim)
    {
        if (claim.Services.Count > 0 && claim.Services.All(service => service.Allowed is not null))
        {
            return claim.Services.Sum(service => service.Allowed);
        }

        return claim.Amounts.Where(amount => amount.Qualifier == "AU").Select(amount => (decimal?)amount.Value).FirstOrDefault();
    }

    public static string Imbalance(ClaimPayment claim) =>
        Imbalance(claim.Charge, claim.Paid, Sum(claim.Adjustments) + claim.Services.Sum(service => Sum(service.Adjustments)));

    public static string Imbalance(ServicePayment service) => Imbalance(service.Charge, service.Paid, Sum(service.Adjustments));

    public static string Procedure(Procedure procedure) =>
        procedure.Code is null ? "–" : string.Join('-', [procedure.Code, .. procedure.Modifiers]);

    /// <summary>Units paid, of those submitted when they are others.</summary>
    public static string Units(ServicePayment service) => service.SubmittedUnits is { } submitted && submitted != service.Units
        ? $"{Number(service.Units ?? 0)} of {Number(submitted)}"
        : Number(service.Units);

    public static string Number(decimal? number) => number?.ToString("0.####", CultureInfo.InvariantCulture) ?? string.Empty;

    private static decimal Sum(IReadOnlyList<Adjustment> adjustments) => adjustments.Sum(adjustment => adjustment.Amount);

    private static string Imbalance(decimal charge, decimal paid, decimal adjustments) =>
        $"Does not balance: charged {Terminal.Money(charge)} is not paid {Terminal.Money(paid)} plus adjustments {Terminal.Money(adjustments)}; " +
        $"difference {Terminal.Money(charge - paid - adjustments)}";

    private static string Status(ClaimPayment claim) => claim.Status switch
    {
        "1" => "processed as primary" + NothingPaid(claim),
        "2" => "processed as secondary" + NothingPaid(claim),
        "3" => "processed as tertiary" + NothingPaid(claim),
        "4" => "denied: the payer does not know the patient",
        "19" => "processed as primary and forwarded",
        "20" => "processed as secondary and forwarded",
        "21" => "processed as tertiary and forwarded",
        "22" => "reversal of an earlier payment",
        "23" => "not this payer's claim, forwarded",
        "25" => "predetermination only, no payment",
        "5" or "10" or "13" or "15" or "16" or "17" or "27" => $"not decided yet (status {claim.Status})",
        _ => $"status {claim.Status}, which the 835 does not have",
    };

    private static string NothingPaid(ClaimPayment claim) => claim is { Paid: 0, Charge: > 0 } ? ", nothing paid" : string.Empty;

    private static string? ServiceDates(ClaimPayment claim)
    {
        var from = claim.Date("232") ?? claim.Services.Min(service => service.From);
        var to = claim.Date("233") ?? claim.Services.Max(service => service.To) ?? from;
        return from is null ? null : $"service {Terminal.Date(from)}" + (from == to ? string.Empty : $" to {Terminal.Date(to)}");
    }

    private static string Reference(string? qualifier) => qualifier switch
    {
        "1L" => "group number",
        "1W" => "member id",
        "9A" or "9C" => "repriced reference",
        "BB" => "authorization",
        "CE" => "class of contract",
        "EA" => "medical record",
        "F8" => "original reference",
        "G1" => "prior authorization",
        "G3" => "predetermination",
        "IG" => "policy number",
        "0K" => "payer's policy",
        "1S" or "APC" => "ambulatory payment class",
        "LU" => "location",
        "E9" => "attachment",
        "RB" => "rate code",
        _ => $"reference {qualifier}",
    };

    private static string Amount(string qualifier) => qualifier switch
    {
        "AU" => "covered",
        "D8" => "discount",
        "DY" => "limit per day",
        "F5" => "patient has paid",
        "I" => "interest",
        "KH" => "reduced for late filing",
        "NL" => "negative balance",
        "T" => "tax",
        "T2" => "total before taxes",
        _ => $"amount {qualifier}",
    };

    private static string Quantity(string qualifier) => qualifier switch
    {
        "CA" => "covered days",
        "CD" => "coinsured days",
        "LA" => "lifetime reserve days used",
        "LE" => "lifetime reserve days expected",
        "NE" => "days not covered, expected",
        "OU" => "outlier days",
        "PS" => "prescriptions",
        "VS" => "visits",
        _ => $"quantity {qualifier}",
    };
}
