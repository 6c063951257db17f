using Clausea.Batch.Appeals;
using Clausea.Batch.Era;

namespace Clausea.Batch.Worker.Cli;

/// <summary>`inspect` for people: file after file, and after several what they came to together. A file that cannot be
/// read stops none of the others.</summary>
internal sealed class InspectTextRun(Page page, bool withClaims, bool allPlaces, Func<CodeCatalogue>? codes = null)
{
    private readonly RunTotals _totals = new();
    private bool _began;

    public int Run(IEnumerable<string> paths)
    {
        var exit = ExitCode.Fine;
        foreach (var path in paths)
        {
            exit = Math.Max(exit, InputFiles.Expand([path]) is { } files ? files.Max(Inspect) : Miss());
        }

        if (_totals.Files > 1)
        {
            page.Line();
            _totals.Write(page);
        }

        page.Flush();
        return exit;
    }

    private int Inspect(string file)
    {
        if (_began)
        {
            page.Line();
        }

        // The first line is out before anything else is loaded.
        page.Open(file);
        _began = true;
        try
        {
            return Read(file);
        }
        catch (Exception e) when (InputFiles.Explain(e) is { } message)
        {
            return Refuse(file, message);
        }
    }

    private int Read(string file)
    {
        using var stream = InputFiles.Open(file);
        using var reader = new EraReader(stream);
        var progress = ReadProgress.Of(stream);
        var view = new InspectView(page, allPlaces);
        while (reader.Read())
        {
            view.Take(reader);
            progress?.Tick(view.Claims);
        }

        progress?.Clear();
        view.Write(reader.Findings, reader.Segments, stream.CanSeek ? stream.Length : null);
        if (withClaims)
        {
            WriteClaims(file, stream.CanSeek);
        }

        var exit = InspectCommand.Exit(reader.Findings);
        _totals.Add(view, exit);
        page.Flush();
        return exit;
    }

    // The claims come last but are read first: they are read once more, so that none of them has to be kept.
    private void WriteClaims(string file, bool canReadAgain)
    {
        page.Line();
        if (!canReadAgain)
        {
            page.Wrapped("  ", "The claims are left out: what comes through a pipe can be read only once. Save it as a file.", Ink.Warning);
            return;
        }

        using var stream = InputFiles.Open(file);
        using var reader = new EraReader(stream);
        var sheet = new ClaimSheet(page, codes?.Invoke() ?? CodeCatalogue.Shipped);
        while (reader.Read())
        {
            sheet.Take(reader);
        }
    }

    private int Refuse(string file, string message)
    {
        page.Wrapped("  Not read: ", message, Ink.Bad);
        page.Flush();
        _totals.AddRefused();

        // Whoever keeps the report in a file should see at once that something is wrong with it.
        if (Console.IsOutputRedirected)
        {
            Terminal.Complain(PlainText.Harmless($"{file}: {message}"));
        }

        return ExitCode.Unusable;
    }

    private int Miss()
    {
        _totals.AddRefused();
        return ExitCode.Unusable;
    }
}

/// <summary>What all files came to.</summary>
internal sealed class RunTotals
{
    private int _fine;
    private int _needPerson;
    private int _refused;
    private long _remittances;
    private long _claims;
    private decimal _payment;

    public int Files => _fine + _needPerson + _refused;

    public void Add(InspectView view, int exit)
    {
        _fine += exit == ExitCode.Fine ? 1 : 0;
        _needPerson += exit == ExitCode.Fine ? 0 : 1;
        _remittances += view.Remittances;
        _claims += view.Claims;
        _payment += view.Payment;
    }

    public void AddRefused() => _refused++;

    public void Write(Page page)
    {
        List<string> parts = [];
        AddPart(parts, _fine, "fine");
        AddPart(parts, _needPerson, _needPerson == 1 ? "needs a person" : "need a person");
        AddPart(parts, _refused, "not read");
        page.Wrapped(
            $"{Terminal.Count(Files, "file")}: ",
            $"{string.Join(", ", parts)}; {Terminal.Count(_remittances, "remittance")}, {Terminal.Count(_claims, "claim")}, " +
            $"payments {Terminal.Money(_payment)}",
            Ink.Strong);
    }

    private static void AddPart(List<string> parts, int n, string what)
    {
        if (n > 0)
        {
            parts.Add($"{n} {what}");
        }
    }
}
