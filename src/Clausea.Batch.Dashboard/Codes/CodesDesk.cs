using Clausea.Batch.Appeals;
using Clausea.Batch.Dashboard.Parts;
using Clausea.Batch.Dashboard.Web;
using Clausea.Batch.Ledger;
using Microsoft.AspNetCore.Http;

namespace Clausea.Batch.Dashboard.Codes;

/// <summary>What each code means, what causes and prevents it, the letter that answers it, and how often it came.</summary>
internal sealed class CodesDesk(CodeCatalogue codes, Func<TemplateSet> templates, LedgerCodes ledger, CurrentInsights insights)
{
    public async Task<Answer> ListAsync(PageRequest request)
    {
        var cube = await insights.FindAsync(request.Aborted);
        return Answer.Page<CodesPage>("Codes", new CodesView
        {
            Links = request.Links,
            Codes = codes,
            Seen = cube?.Codes,
            Text = request.Query("q"),
            Kind = KindOf(request.Query("kind")),
            SeenOnly = cube is not null && request.Query("seen") is not null,
        });
    }

    public async Task<Answer> ShowAsync(PageRequest request)
    {
        var code = request.Route("Code");
        if (View(request.Links, code) is not { } view)
        {
            return Answer.Page<UnknownCode>("Not in the catalogue", Unknown(request.Links, code), StatusCodes.Status404NotFound);
        }

        var seen = CodesView.HasSeen(view.Page.Name.Kind) ? await ledger.FindAsync(view.Page.Code, request.Aborted) : null;
        return Answer.Page<CodeDetails>($"Code {view.Page.Name}", view with { Seen = seen });
    }

    internal CodeView? View(DashboardLinks links, string code)
    {
        var set = templates();
        var press = new LetterPress(set, codes);
        return CodePage.WithOfficial(code, codes, set.Playbooks) is not { } page ? null : new CodeView
        {
            Links = links,
            Page = page,
            Playbooks = [.. page.Answers.Select(answer => Preview(press, answer, page.Name))],
            PayerMeanings = [.. set.Payers.MeaningsOf(page.Code).Select(told => new PayerMeaning(told.Payer, told.Meaning))],
        };
    }

    private UnknownCodeView Unknown(DashboardLinks links, string code) => new(links, code, CodeIndex.Near(code, codes));

    private static CodePlaybook Preview(LetterPress press, PlaybookAnswer answer, CodeName code)
    {
        if (answer.Playbook.Letter is null)
        {
            return new(answer, null, null);
        }

        try
        {
            var draft = press.Write(SampleDenials.Preview(answer.Playbook, code), answer.Playbook, SampleDenials.Today);
            return new(answer, draft.Markdown, null);
        }
        catch (LetterException e)
        {
            return new(answer, null, e.Problem.ToString());
        }
    }

    private static CodeKind? KindOf(string? text) =>
        Array.Find(Enum.GetNames<CodeKind>(), name => name.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } name ? Enum.Parse<CodeKind>(name) : null;
}

/// <summary>A code that no list has, and those that are written almost like it.</summary>
public sealed record UnknownCodeView(DashboardLinks Links, string Code, IReadOnlyList<CodeEntry> Near);
