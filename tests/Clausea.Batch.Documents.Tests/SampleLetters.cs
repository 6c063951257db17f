using Clausea.Batch.Appeals;
using Clausea.Batch.Shared;

namespace Clausea.Batch.Documents.Tests;

/// <summary>Every letter that the shipped templates write for the sample denials.</summary>
internal static class SampleLetters
{
    private static readonly Lazy<IReadOnlyList<SampleLetter>> s_all = new(() => [.. Write()]);

    public static IReadOnlyList<SampleLetter> All => s_all.Value;

    public static SampleLetter One => All.First(letter => letter.Name == "medical-necessity 2");

    private static IEnumerable<SampleLetter> Write()
    {
        var templates = TemplateSet.Load(Repository.Templates);
        var press = new LetterPress(templates, CodeCatalogue.Shipped);
        foreach (var playbook in templates.Playbooks.All.Where(playbook => playbook.Letter is not null))
        {
            var number = 0;
            foreach (var denial in SampleDenials.For(playbook))
            {
                var draft = press.Write(denial, playbook, SampleDenials.Today);
                yield return new SampleLetter($"{playbook.Key} {++number}", draft, DocumentHeader.Of(denial.Claim));
            }
        }
    }
}

internal sealed record SampleLetter(string Name, Draft Draft, DocumentHeader Header);
