using System.Buffers;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Clausea.Batch.Appeals;

/// <summary>A sentence that must not go out, and why.</summary>
/// <param name="Rule">Name of the rule, such as amount.</param>
/// <param name="Text">The line in which it stands.</param>
/// <param name="Why">For the person who wrote it.</param>
public sealed record LintFinding(string Rule, string Text, string Why)
{
    /// <summary>No reason makes it right: the text has to be mended before anybody can approve it.</summary>
    public bool IsBinding => Rule is "hole" or "enclosure" or "exhibit" or "psychotherapy-notes";
}

/// <summary>Reads a letter as a hostile reader would: whatever it states has to be true of this claim, this plan and
/// what is attached. It runs over every letter that is drafted.</summary>
public static partial class LetterLint
{
    private static readonly (string Rule, Func<LetterLines, LetterTruth, IEnumerable<LintFinding>> Check)[] s_rules =
    [
        ("hole", Holes),
        ("amount", Amounts),
        ("date", Dates),
        ("code", CodeMeanings),
        ("deadline", DefaultDeadlines),
        ("chart", ChartClaims),
        ("enclosure", Enclosures),
        ("exhibit", Exhibits),
        ("psychotherapy-notes", PsychotherapyNotes),
        ("law", Laws),
        ("claim-too-far", TooFar),
    ];

    private static readonly SearchValues<char> s_marks = SearchValues.Create("{}()[]\",:;.$");

    /// <summary>Names of the rules, in the order in which they are asked.</summary>
    public static IReadOnlyList<string> Rules { get; } = [.. s_rules.Select(rule => rule.Rule)];

    /// <summary>All that is wrong; empty when the letter may go on to review.</summary>
    public static IReadOnlyList<LintFinding> Check(string markdown, LetterTruth truth)
    {
        var lines = new LetterLines(markdown, truth.Given);
        return [.. s_rules.SelectMany(rule => rule.Check(lines, truth)).Distinct()];
    }

    /// <summary>Whether a text names an exhibit as the source of what it says.</summary>
    public static bool Cites(string text) => Citation().IsMatch(text);

    /// <summary>Whether a rule could take offence at these words: most names and numbers are plain.</summary>
    internal static IEnumerable<string> WhatCouldOffend(IReadOnlyList<string> texts)
    {
        // Seldom does any of them hold more than marks, so they are asked all at once.
        var isAnyWordy = CouldOffend(string.Join('\n', texts));
        return texts.Where(text => text.AsSpan().ContainsAny(s_marks) || (isAnyWordy && CouldOffend(text)));
    }

    private static bool CouldOffend(string text) =>
        Hole().IsMatch(text) || WrittenDate().IsMatch(text) || ChartClaim().IsMatch(text) || Enclosed().IsMatch(text) || Exhibit().IsMatch(text) ||
        PsychotherapyNote().IsMatch(text) || Beyond().IsMatch(text) || PlanLaw.All.Any(law => law.Names.IsMatch(text));

    /// <summary>Days as letters write them: January 5, 2026 and 01/05/2026.</summary>
    internal static IEnumerable<DateOnly> DatesIn(string text) =>
        from match in WrittenDate().Matches(text)
        let date = DateOnly.TryParseExact(match.Value, ["MMMM d, yyyy", "MM/dd/yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : (DateOnly?)null
        where date is not null
        select date.Value;

    private static IEnumerable<LintFinding> Holes(LetterLines lines, LetterTruth truth) =>
        Each(lines.All, lines.AllText, Hole(), "hole", match => $"\"{match.Value.Trim()}\" is an empty place, or a mark of the template")
            .Concat(lines.All.Where(IsLeftOpen).Select(line => new LintFinding("hole", line, "a need is left open: ⟦ and ⟧ stand in pairs")));

    private static IEnumerable<LintFinding> Amounts(LetterLines lines, LetterTruth truth) =>
        AmountsIn(lines.AllText).All(amount => truth.Amounts.Contains(amount)) ? [] :
        from line in lines.All
        where !truth.IsRevised || IsRow(line) || !Citation().IsMatch(line)
        from match in Money().Matches(line)
        where !truth.Amounts.Contains(decimal.Parse(match.Groups[1].Value, NumberStyles.Number, CultureInfo.InvariantCulture))
        select new LintFinding("amount", line, $"{match.Value} is none of this claim's amounts");

    private static IEnumerable<LintFinding> Dates(LetterLines lines, LetterTruth truth) =>
        DatesIn(lines.AllText).All(truth.Dates.Contains) ? [] :
        from line in lines.All
        where !truth.IsRevised || IsRow(line)
        from date in DatesIn(line)
        where !truth.Dates.Contains(date)
        select new LintFinding("date", line, string.Create(CultureInfo.InvariantCulture, $"{date:MMMM d, yyyy} is none of the days of this claim and its remittance"));

    // "CO-50, in our words: …" or 'CO-50: "…"': the rest of the line must be what the catalogue says.
    private static IEnumerable<LintFinding> CodeMeanings(LetterLines lines, LetterTruth truth) =>
        from line in lines.Meanings
        let match = Meaning().Match(line)
        where match.Success && truth.Codes.ContainsKey(match.Groups["code"].Value)
        let known = truth.Codes[match.Groups["code"].Value]
        where match.Groups["ours"].Success == known.IsOfficial || !Same(match.Groups["text"].Value, known.Text)
        select new LintFinding("code", line, $"that is not what the catalogue says of {match.Groups["code"].Value}");

    private static IEnumerable<LintFinding> DefaultDeadlines(LetterLines lines, LetterTruth truth) =>
        truth.DefaultDeadline is null ? [] :
        from line in lines.All
        where truth.DefaultDeadline is { } day && DatesIn(line).Contains(day) && !truth.Dates.Contains(day)
        select new LintFinding("deadline", line, "nobody has verified this deadline; a letter must not state it");

    // A sentence about the chart stands on a citation, on a need, or on the needs listed below it.
    private static IEnumerable<LintFinding> ChartClaims(LetterLines lines, LetterTruth truth) =>
        !ChartClaim().IsMatch(lines.AllText) ? [] :
        from line in lines.Paragraphs
        from sentence in Sentences(line.Text)
        where ChartClaim().IsMatch(sentence) && !IsAsked(sentence) && !IsFounded(sentence) && !(line.Introduces && sentence.TrimEnd().EndsWith(':'))
        select new LintFinding("chart", sentence, "it states what the chart shows, without a need or a citation of exhibit and page");

    private static IEnumerable<LintFinding> Enclosures(LetterLines lines, LetterTruth truth) => truth.Exhibits.Count > 0 ? [] :
        Each(lines.Prose, lines.ProseText, Enclosed(), "enclosure", match => $"\"{match.Value}\": nothing is attached to this letter");

    private static IEnumerable<LintFinding> Exhibits(LetterLines lines, LetterTruth truth)
    {
        var cited = (from line in Exhibit().IsMatch(lines.AllText) ? lines.All : []
                     from match in Exhibit().Matches(line)
                     select (Line: line, Letter: match.Groups[1].Value, Page: PageOf(match))).ToList();
        return
        [
            .. cited.Where(cite => !truth.Exhibits.ContainsKey(cite.Letter))
                .Select(cite => new LintFinding("exhibit", cite.Line, $"there is no exhibit {cite.Letter}")),
            .. cited.Where(cite => truth.Exhibits.TryGetValue(cite.Letter, out var pages) && cite.Page is { } page && (page < 1 || page > pages))
                .Select(cite => new LintFinding("exhibit", cite.Line, string.Create(CultureInfo.InvariantCulture, $"exhibit {cite.Letter} has {truth.Exhibits[cite.Letter]} pages, no page {cite.Page}"))),
            .. truth.Exhibits.Keys.Except(cited.Select(cite => cite.Letter))
                .Select(letter => new LintFinding("exhibit", $"Exhibit {letter}", $"exhibit {letter} is attached, and the letter does not name it")),
        ];
    }

    private static int? PageOf(Match match) =>
        match.Groups[2].Success ? int.Parse(match.Groups[2].ValueSpan, CultureInfo.InvariantCulture) : null;

    private static IEnumerable<LintFinding> PsychotherapyNotes(LetterLines lines, LetterTruth truth) =>
        !PsychotherapyNote().IsMatch(lines.AllText) ? [] :
        from line in lines.All
        where PsychotherapyNote().IsMatch(line) && !LeavesOut().IsMatch(line)
        select new LintFinding("psychotherapy-notes", line, "psychotherapy notes kept apart from the record are not sent");

    private static IEnumerable<LintFinding> Laws(LetterLines lines, LetterTruth truth) =>
        from law in PlanLaw.All
        where law.Names.IsMatch(lines.ProseText)
        from line in lines.Prose
        where law.Names.IsMatch(line) && !law.Governs(truth) && !Conditional().IsMatch(line)
        select new LintFinding("law", line, law.Why);

    private static IEnumerable<LintFinding> TooFar(LetterLines lines, LetterTruth truth) =>
        Each(lines.Prose, lines.ProseText, Beyond(), "claim-too-far", match => $"\"{match.Value}\" promises, threatens or asks for more than is in dispute");

    private static IEnumerable<LintFinding> Each(IEnumerable<string> lines, string text, Regex pattern, string rule, Func<Match, string> why) =>
        !pattern.IsMatch(text) ? [] :
        from line in lines
        let match = pattern.Match(line)
        where match.Success
        select new LintFinding(rule, line, why(match));

    private static IEnumerable<decimal> AmountsIn(string text) =>
        Money().Matches(text).Select(match => decimal.Parse(match.Groups[1].Value, NumberStyles.Number, CultureInfo.InvariantCulture));

    // Needs do not stand in each other, and none goes over a line.
    private static bool IsLeftOpen(string line)
    {
        var isOpen = false;
        for (var at = line.AsSpan().IndexOfAny('⟦', '⟧'); at >= 0 && at < line.Length; at++)
        {
            if (line[at] is '⟦' or '⟧')
            {
                if (isOpen == (line[at] == '⟦'))
                {
                    return true;
                }

                isOpen = !isOpen;
            }
        }

        return isOpen;
    }

    private static bool IsRow(string line) => line.StartsWith('|');

    private static bool IsFounded(string sentence) => sentence.Contains('⟦', StringComparison.Ordinal) || Citation().IsMatch(sentence);

    private static bool IsAsked(string sentence) => Question().IsMatch(sentence);

    private static bool Same(string one, string other) => Plain(one) == Plain(other);

    private static string Plain(string text) => string.Concat(text.Where(char.IsLetterOrDigit)).ToUpperInvariant();

    private static string[] Sentences(string text) => SentenceEnd().Split(text);

    // Signs of the template, empty brackets and quotation marks, a blank before a comma, words of a program.
    [GeneratedRegex(@"\{\{|\}\}|\(\s*\)|(?<!\!)\[\s*\]|""\s*""|\s,\s|,\s*\.|:\s*\.|∞|\bInfinity\b|\bnull\b|\bNaN\b|\bundefined\b|01/01/0001|January 1, 0001")]
    private static partial Regex Hole();

    [GeneratedRegex(@"\$(\d[\d,]*\.\d{2})")]
    private static partial Regex Money();

    [GeneratedRegex(@"(?:January|February|March|April|May|June|July|August|September|October|November|December) \d{1,2}, \d{4}|\b\d{2}/\d{2}/\d{4}\b")]
    private static partial Regex WrittenDate();

    [GeneratedRegex(@"^(?<code>(?:CO|PR|OA|PI|CR)-\w+|(?:MA|M|N)\d+)(?:(?<ours>, in our words): (?<text>.+)|: ""(?<text>.+)"")$")]
    private static partial Regex Meaning();

    [GeneratedRegex(@"\b(?:notes?|records?|chart|documentation|assessment|treatment plan) (?:clearly )?(?:shows?|documents?|demonstrates?|establish(?:es)?|supports?|substantiates?|confirms?|contains?|meets?)\b|\b(?:was|were|is|are) medically necessary\b|\bpatient (?:had|has|suffers?|met|meets|presented|was diagnosed)\b|\bsessions? (?:lasted|took)\b", RegexOptions.IgnoreCase)]
    private static partial Regex ChartClaim();

    [GeneratedRegex(@"\?\s*$|^(?:if|where|whether|should|when|please|we ask|which|such a decision should)\b|\b(?:if|whether|only for|only where|to show|unless|does not)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Question();

    [GeneratedRegex(@"\[E\d+|\bExhibit [A-Z]\b")]
    private static partial Regex Citation();

    [GeneratedRegex(@"(?<=[.!?:])\s+(?=[A-Z⟦])")]
    private static partial Regex SentenceEnd();

    [GeneratedRegex(@"\b(?:(?:is|are|we have|have been|please find) (?:enclosed|attached)|enclosed (?:is|are|please|herewith|with)|attached (?:is|are|please|hereto|herewith)|we enclose|we attach|the enclosed|the attached)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Enclosed();

    // With the page behind it: Exhibit B, page 3; Exhibit B p. 3.
    [GeneratedRegex(@"\bExhibit ([A-Z]{1,2})\b(?:,? (?:page|p\.) ?(\d{1,6}))?")]
    private static partial Regex Exhibit();

    [GeneratedRegex(@"\bpsychotherapy notes?\b", RegexOptions.IgnoreCase)]
    private static partial Regex PsychotherapyNote();

    [GeneratedRegex(@"\b(?:not?|without|leaves? out|kept apart|withheld|excludes?)\b", RegexOptions.IgnoreCase)]
    private static partial Regex LeavesOut();

    [GeneratedRegex(@"\b(?:if|where|as far as|may|subject to)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Conditional();

    [GeneratedRegex(@"\bfull reimbursement\b|\bpa(?:y|id) in full\b|\bbad faith\b|\bfraud(?:ulent)?\b|\blegal action\b|\bguarantee[sd]?\b|\bwill certainly\b|\bsuccess rate\b|\bDSM-5(?!-TR)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Beyond();
}
