namespace Clausea.Batch.Appeals;

/// <summary>Sorts what was read into lists, each code once.</summary>
internal sealed class CodeListSorter(CodeKind? told, CodeSheet sheet)
{
    // Of that many reason codes, half must be known to us, or it is a list of something else.
    private const int EnoughToCompare = 20;

    private readonly Dictionary<string, OfficialText> _texts = [];
    private readonly List<CodeListProblem> _problems = [.. sheet.Problems];

    public CodeListReading Sort()
    {
        if (told is null)
        {
            RequireFewForeign();
        }

        foreach (var row in sheet.Codes)
        {
            Take(row);
        }

        if (_texts.Count == 0)
        {
            throw new NotACodeListException($"It holds no {told.ToString()!.ToLowerInvariant()} codes.");
        }

        if (told is null)
        {
            RequireKnown();
        }

        return new CodeListReading([.. _texts.Values], [.. _problems.OrderBy(problem => problem.Line)]);
    }

    private void RequireFewForeign()
    {
        var foreign = sheet.Codes.Where(row => CodeShape.Kind(row.Code) is null).ToList();
        if (foreign.Count * 2 > sheet.Codes.Count || foreign.Count >= 3 && foreign.Count * 10 > sheet.Codes.Count)
        {
            var some = string.Join(", ", foreign.Take(3).Select(row => row.Code));
            throw new NotACodeListException(
                $"It seems to be a list of other codes, such as {some}. If they are reason or remark codes, say so with --kind.");
        }
    }

    private void RequireKnown()
    {
        var reasons = _texts.Values.Where(text => text.Kind == CodeKind.Reason).ToList();
        if (reasons.Count >= EnoughToCompare && reasons.Count(text => CodeCatalogue.Shipped.Reason(text.Code) is not null) * 2 < reasons.Count)
        {
            throw new NotACodeListException(
                "Most of its codes are no reason codes that we know, so it seems to be a list of something else. If it is one, say --kind reason.");
        }
    }

    private void Take(CodeRow row)
    {
        var shape = CodeShape.Kind(row.Code);
        if ((shape ?? told) is not { } kind || told is not null && kind != told)
        {
            _problems.Add(new CodeListProblem(row.Line, told is null
                ? $"{row.Code} is neither a reason nor a remark code"
                : $"{row.Code} is no {told.Value.ToString().ToLowerInvariant()} code"));
            return;
        }

        var text = new OfficialText
        {
            Kind = kind,
            Code = row.Code,
            Text = row.Text,
            Start = row.Start,
            Stop = row.Stop,
            Modified = row.Modified,
            Notes = row.Notes,
        };
        if (_texts.TryGetValue(row.Code, out var other) && other != text)
        {
            _problems.Add(new CodeListProblem(row.Line, $"{row.Code} stands here again with other words or dates; the one in force is taken"));
            text = Later(other, text);
        }

        _texts[row.Code] = text;
    }

    /// <summary>Of two texts of a code, the one without a stop date, else with the later one, else the later read.</summary>
    internal static OfficialText Later(OfficialText one, OfficialText other) =>
        (one.Stop ?? DateOnly.MaxValue) > (other.Stop ?? DateOnly.MaxValue) ? one : other;
}
