using Clausea.Batch.Appeals;
using Clausea.Batch.Ledger;

namespace Clausea.Batch.Worker.Cli;

/// <summary>Writes the page of a code, section by section.</summary>
internal sealed class CodeSheet(Page page, TemplateSet templates, CodeCatalogue codes, bool letters, bool all)
{
    private const int ToldInFull = 3;
    private const int BrokenFrom = 70;

    // Beside these a playbook that leads has nothing that the page does not say already.
    private static readonly string[] s_ownSections = ["What wins", "When not to appeal"];
    private static readonly string[] s_sections = ["Quick explanation", "Common causes", "How to prevent", .. s_ownSections];

    private readonly LetterPress _press = new(templates, codes);

    public TemplateSet Templates => templates;

    public CodeCatalogue Codes => codes;

    public void Write(CodePage code)
    {
        page.Line($"{code.Name} ({code.Kind})", Ink.Strong);
        page.Wrapped("", code.Text);
        OfficialLines.Of(code).ForEach(line => page.Wrapped("  ", line));
        WriteFacts(code);
        WriteNotes(code);
        foreach (var section in code.Guide)
        {
            WriteSection(section.Heading, section.Text);
        }

        WriteAnswers(code);
        WriteCodes("Related codes", code.Related);
        WriteCodes("Written alike", code.Also);
        page.Line();
    }

    /// <summary>What the ledger holds of the code; null when it was never seen.</summary>
    public void WriteSeen(CodeHistory? history)
    {
        page.Line("Seen by this office", Ink.Strong);
        if (history is null)
        {
            page.Line("Not on any denial in the ledger.");
        }
        else
        {
            var table = new TextTable("", "#Denials", "#Denied", "#Won", "#Partly", "#Upheld", "#Open", "#Recovered");
            Add(table, $"last {history.Days} days", history.Recent);
            Add(table, "since ever", history.Ever);
            table.Write(page, "");
            page.Wrapped("", "Payers: " + string.Join("; ", history.Payers.Select(payer =>
                $"{(payer.Payer.Length == 0 ? "not named" : payer.Payer)} {payer.Denials} ({Terminal.Money(payer.DeniedAmount)})")) + ".");
            page.Wrapped("", "Dollars are all that was denied on the claims that carry the code.", Ink.Faint);
        }

        page.Line();
    }

    private static void Add(TextTable table, string when, CodeFigures figures) => table.Add(
        when, $"{figures.Denials}", Terminal.Money(figures.DeniedAmount), $"{figures.Won}", $"{figures.PartlyWon}",
        $"{figures.Upheld}", $"{figures.Open}", Terminal.Money(figures.RecoveredAmount));

    private void WriteFacts(CodePage code)
    {
        foreach (var fact in code.Facts)
        {
            page.Wrapped("  ", fact, Ink.Faint);
        }
    }

    private void WriteNotes(CodePage code)
    {
        foreach (var note in code.Notes)
        {
            page.Line();
            page.Wrapped("! ", note);
        }

        foreach (var (payer, meaning) in templates.Payers.MeaningsOf(code.Code))
        {
            page.Line();
            page.Wrapped("! ", $"Notices of {payer} describe it as \"{meaning.Describes}\" (source: {meaning.Source}; entered by " +
                $"{meaning.EnteredBy}). That is this payer's meaning, not the national one.", Ink.Warning);
        }
    }

    private void WriteAnswers(CodePage code)
    {
        var full = all || code.Answers.Count <= ToldInFull ? code.Answers.Count : ToldInFull;
        foreach (var answer in code.Answers.Take(full))
        {
            WriteAnswer(code, answer);
        }

        if (full < code.Answers.Count)
        {
            page.Line();
            page.Line("More playbooks (--all tells them in full)", Ink.Strong);
            foreach (var answer in code.Answers.Skip(full))
            {
                page.Wrapped("- ", $"{answer.Playbook.Title} ({answer.Playbook.Key}): {answer.When}");
            }
        }
    }

    private void WriteAnswer(CodePage code, PlaybookAnswer answer)
    {
        var playbook = answer.Playbook;
        var letter = playbook.Letter is { } kind ? $"letter: {kind.Title()}" : "no letter";
        page.Line();
        page.Line($"Playbook: {playbook.Title}", Ink.Strong);
        page.Wrapped("  ", $"{playbook.Key}, {answer.When}: {playbook.Disposition}, {letter}", Ink.Faint);
        foreach (var heading in (answer.Leads ? s_ownSections : s_sections).Where(playbook.Sections.ContainsKey))
        {
            WriteSection(heading, playbook.Sections[heading]);
        }

        if (letters && playbook.Letter is not null)
        {
            WriteLetter(playbook, code.Name);
        }
    }

    private void WriteLetter(Playbook playbook, CodeName code)
    {
        page.Line();
        page.Line("Letter, over sample facts", Ink.Strong);
        page.Line();
        foreach (var line in _press.Write(SampleDenials.Preview(playbook, code), playbook, SampleDenials.Today).Text.TrimEnd().Split('\n'))
        {
            page.Line(line);
        }
    }

    private void WriteSection(string heading, string markdown)
    {
        page.Line();
        page.Line(heading, Ink.Strong);
        foreach (var line in Unbroken(MarkdownText.ToPlainText(markdown).TrimEnd().Split('\n')))
        {
            var isItem = line.StartsWith("- ", StringComparison.Ordinal);
            page.Wrapped(isItem ? "- " : "", isItem ? line[2..] : line);
        }
    }

    // Plain text comes broken for a letter; lines that are so long were.
    private static List<string> Unbroken(string[] lines)
    {
        var unbroken = new List<string>();
        var wasLong = false;
        foreach (var line in lines)
        {
            if (wasLong && line.Length > 0 && !line.StartsWith("- ", StringComparison.Ordinal))
            {
                unbroken[^1] += " " + line.TrimStart();
            }
            else
            {
                unbroken.Add(line);
            }

            wasLong = line.Length > BrokenFrom;
        }

        return unbroken;
    }

    private void WriteCodes(string heading, IReadOnlyList<RelatedCode> codes)
    {
        if (codes.Count == 0)
        {
            return;
        }

        page.Line();
        page.Line(heading, Ink.Strong);
        var width = codes.Max(code => code.Name.ToString().Length) + 2;
        foreach (var code in codes)
        {
            page.Wrapped(code.Name.ToString().PadRight(width), $"{code.Text} ({code.Why})");
        }
    }
}
