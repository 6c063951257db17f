using System.Globalization;
using System.Text.RegularExpressions;
using Clausea.Batch.Appeals;
using Clausea.Batch.Casework;
using Clausea.Batch.Era;
using Clausea.Batch.Ledger;

namespace Clausea.Batch.Dashboard.Web;

/// <summary>How values read on a page.</summary>
internal static partial class Words
{
    private const string DateFormat = "MM/dd/yyyy";

    public static string Money(decimal dollars) =>
        dollars.ToString("$#,##0.00;-$#,##0.00", CultureInfo.InvariantCulture);

    public static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Units and the like, without needless zeros.</summary>
    public static string Units(decimal units) => units.ToString("0.####", CultureInfo.InvariantCulture);

    public static string Date(DateOnly date) => date.ToString(DateFormat, CultureInfo.InvariantCulture);

    /// <summary>One day, or from the first to the last.</summary>
    public static string Dates(DateOnly? from, DateOnly? to) => (from, to) switch
    {
        ({ } first, { } last) when first != last => $"{Date(first)} – {Date(last)}",
        ({ } day, _) => Date(day),
        (_, { } day) => Date(day),
        _ => "–",
    };

    /// <summary>1 appeal, 2 appeals.</summary>
    public static string Count(long number, string one, string many) =>
        $"{Number(number)} {(number == 1 ? one : many)}";

    /// <summary>12.3 %.</summary>
    public static string Share(decimal share) => string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.#} %");

    /// <summary>A cell of a report; empty where there is no value.</summary>
    public static string Value(ReportUnit unit, object? value) => (unit, value) switch
    {
        (_, null) => string.Empty,
        (ReportUnit.Month, DateOnly month) => month.ToString("MMM yyyy", CultureInfo.InvariantCulture),
        (ReportUnit.Dollars, decimal dollars) => Money(dollars),
        (ReportUnit.Share, decimal share) => Share(share),
        (_, int number) => Number(number),
        _ => string.Create(CultureInfo.InvariantCulture, $"{value}"),
    };

    /// <summary>DraftFailed becomes Draft failed.</summary>
    public static string Of<T>(T value)
        where T : struct, Enum =>
        WordStart().Replace(value.ToString(), match => " " + match.Value.ToLowerInvariant());

    public static string Kind(LetterKind kind)
    {
        var title = kind.Title();
        return char.ToUpperInvariant(title[0]) + title[1..];
    }

    /// <summary>What a flag of the verdict asks a person to mind.</summary>
    public static string Flag(string flag) => flag switch
    {
        ClaimFlags.Parity => "visit limit: check parity",
        ClaimFlags.Part2 => "substance use: 42 CFR Part 2",
        ClaimFlags.CarveOut => "behavioral health may be with another plan",
        ClaimFlags.CorrectedIdentity => "payer has another name or ID",
        ClaimFlags.AddOnWithoutBase => "add-on without its base service",
        ClaimFlags.PatientProtected => "do not bill the patient",
        ClaimFlags.RefundDue => "patient refund due",
        ClaimFlags.NotRecognized => "patient not recognized",
        _ => flag,
    };

    public static string Name(Person? person) => person is null
        ? "–"
        : Join(' ', [person.First, person.Middle, person.Last, person.Suffix]);

    public static string Procedure(ServicePayment service)
    {
        var procedure = Join('-', [service.Procedure.Code, .. service.Procedure.Modifiers]);
        return (procedure.Length, service.RevenueCode) switch
        {
            (0, null) => "–",
            (0, { } revenue) => $"rev. {revenue}",
            (_, null) => procedure,
            var (_, revenue) => $"{procedure}, rev. {revenue}",
        };
    }

    public static bool IsOpen(AppealStatus status) =>
        status is AppealStatus.Queued or AppealStatus.DraftFailed or AppealStatus.Drafted or AppealStatus.Approved;

    private static string Join(char between, IEnumerable<string?> parts) =>
        string.Join(between, parts.Where(part => !string.IsNullOrEmpty(part)));

    [GeneratedRegex("(?<=.)[A-Z]")]
    private static partial Regex WordStart();
}
