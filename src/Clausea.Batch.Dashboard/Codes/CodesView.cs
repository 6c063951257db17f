using Clausea.Batch.Appeals;
using Clausea.Batch.Dashboard.Web;

namespace Clausea.Batch.Dashboard.Codes;

/// <summary>The list of codes, all or those that fit the text that was asked for.</summary>
public sealed record CodesView
{
    public required DashboardLinks Links { get; init; }

    public required CodeCatalogue Codes { get; init; }

    public string? Text { get; init; }

    public IEnumerable<ReasonCode> Reasons => Codes.Reasons.Where(code => Fits(code.Code, code.Text, code.Category));

    public IEnumerable<RemarkCode> Remarks => Codes.Remarks.Where(code => Fits(code.Code, code.Text, code.Category));

    private bool Fits(params ReadOnlySpan<string> parts)
    {
        foreach (var part in parts)
        {
            if (Text is null || part.Contains(Text, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>The page of one code, as the command line tells it too, with letters.</summary>
public sealed record CodeView
{
    public required DashboardLinks Links { get; init; }

    public required CodePage Page { get; init; }

    /// <summary>The page's playbooks, in its order.</summary>
    public required IReadOnlyList<CodePlaybook> Playbooks { get; init; }

    /// <summary>What single payers' notices say of it, as the office has recorded it.</summary>
    public required IReadOnlyList<PayerMeaning> PayerMeanings { get; init; }
}

/// <summary>A playbook that answers the code, and its letter over an invented denial.</summary>
public sealed record CodePlaybook(Playbook Playbook, string? Letter, string? Problem);

/// <summary>A code's meaning in one payer's notices.</summary>
public sealed record PayerMeaning(string Payer, RemarkMeaning Meaning);
