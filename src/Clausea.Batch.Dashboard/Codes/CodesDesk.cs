using Clausea.Batch.Appeals;
using Clausea.Batch.Dashboard.Parts;
using Clausea.Batch.Dashboard.Web;
using Microsoft.AspNetCore.Http;

namespace Clausea.Batch.Dashboard.Codes;

/// <summary>What each code means, what causes and prevents it, and the letter that answers it.</summary>
internal sealed class CodesDesk(CodeCatalogue codes, Func<TemplateSet> templates)
{
    public Task<Answer> ListAsync(PageRequest request) => Task.FromResult(Answer.Page<CodesPage>(
        "Codes", new CodesView { Links = request.Links, Codes = codes, Text = request.Query("q") }));

    public Task<Answer> ShowAsync(PageRequest request)
    {
        var code = request.Route("Code").ToUpperInvariant();
        return Task.FromResult(View(request.Links, code) is { } view
            ? Answer.Page<CodeDetails>($"Code {view.Page.Code}", view)
            : Message.Page(request, StatusCodes.Status404NotFound, "Not in the catalogue",
                $"The product does not know the code {code}, so a claim that carries it goes to a person. " +
                "Ask the payer what it means."));
    }

    internal CodeView? View(DashboardLinks links, string code)
    {
        var set = templates();
        var press = new LetterPress(set, codes);
        return CodePage.WithOfficial(code, codes, set.Playbooks) is not { } page ? null : new CodeView
        {
            Links = links,
            Page = page,
            Playbooks = [.. page.Playbooks.Select(playbook => Preview(press, playbook))],
            PayerMeanings = [.. set.Payers.Payers.SelectMany(payer => payer.Meanings
                .Where(meaning => meaning.Code == page.Code)
                .Select(meaning => new PayerMeaning(payer.Name, meaning)))],
        };
    }

    private static CodePlaybook Preview(LetterPress press, Playbook playbook)
    {
        if (playbook.Letter is null)
        {
            return new(playbook, null, null);
        }

        try
        {
            var draft = press.Write(SampleDenials.Preview(playbook), playbook, SampleDenials.Today);
            return new(playbook, draft.Markdown, null);
        }
        catch (LetterException e)
        {
            return new(playbook, null, e.Problem.ToString());
        }
    }
}
