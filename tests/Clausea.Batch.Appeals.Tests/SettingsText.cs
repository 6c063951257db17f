using System.Globalization;
using Clausea.Batch.Era;
using Clausea.Batch.Shared;

namespace Clausea.Batch.Appeals.Tests;

/// <summary>Settings read from a text, and remittances and claims to ask them about.</summary>
internal static class SettingsText
{
    private static readonly PlaybookShelf s_playbooks = PlaybookShelf.Load(Path.Combine(Repository.Templates, "playbooks"), []);

    public static PayerBook Payers(string yaml, string practices = "") => ReadPayers(yaml, practices, []);

    public static IReadOnlyList<string> PayerProblems(string yaml)
    {
        List<TemplateProblem> problems = [];
        _ = ReadPayers(yaml, string.Empty, problems);
        return [.. problems.Select(problem => problem.ToString())];
    }

    public static PracticeBook Practices(string yaml) => Read("practices.yaml", yaml, path => SettingsFiles.ReadPractices(path, []));

    public static IReadOnlyList<string> PracticeProblems(string yaml, Action<string>? arrange = null)
    {
        List<TemplateProblem> problems = [];
        Read("practices.yaml", yaml, path => SettingsFiles.ReadPractices(path, problems), arrange);
        return [.. problems.Select(problem => problem.ToString())];
    }

    public static Remittance Remittance(
        string? payerId = null, string? payerName = null, string? paid = "2026-03-02", string? produced = null, string? state = null, string? originator = null) => new()
        {
            ControlNumber = "0001",
            Position = new Position(3, 180),
            Payment = new Payment { Date = Day(paid), OriginatorId = originator },
            ProductionDate = Day(produced),
            Payer = new Party { Name = payerName, References = payerId is null ? [] : [new Identifier("2U", payerId)] },
            Payee = new Party { Id = new Identifier("XX", "1234567893"), Address = state is null ? null : new Address([], "SOMEWHERE", state, "00000", null) },
        };

    public static ClaimPayment Claim(string? indicator = "12", string? served = "2026-01-05", string? received = null) => new()
    {
        Position = new Position(20, 900),
        Status = "1",
        FilingIndicator = indicator,
        Dates = [.. Dates("050", received)],
        Services = [new ServicePayment { Position = new Position(21, 950), Number = 1, Procedure = Procedure.Unknown, Dates = [.. Dates("472", served)] }],
    };

    public static DateOnly? Day(string? text) => text is null ? null : DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string Show(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "none";

    private static IEnumerable<QualifiedDate> Dates(string qualifier, string? date) => Day(date) is { } day ? [new QualifiedDate(qualifier, day)] : [];

    private static PayerBook ReadPayers(string yaml, string practices, List<TemplateProblem> problems) =>
        Read("payers.yaml", yaml, path => SettingsFiles.ReadPayers(path, s_playbooks, Practices(practices), problems));

    private static T Read<T>(string name, string yaml, Func<string, T> read, Action<string>? arrange = null)
    {
        using var folder = new TempFolder();
        arrange?.Invoke(folder.Path);
        var path = Path.Combine(folder.Path, name);
        File.WriteAllText(path, yaml);
        return read(path);
    }
}
