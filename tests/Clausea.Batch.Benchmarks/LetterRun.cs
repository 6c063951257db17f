using System.Diagnostics;
using Clausea.Batch.Appeals;
using Clausea.Batch.Shared;

namespace Clausea.Batch.Benchmarks;

/// <summary>Many letters in a row, as HTML: how many a second on one thread, and whether memory stays where it is.</summary>
internal static class LetterRun
{
    private const int Step = 10_000;

    public static void Run(int letters)
    {
        var templates = TemplateSet.Load(Repository.Templates);
        var press = new LetterPress(templates, CodeCatalogue.Shipped);
        List<(Playbook Playbook, Denial Denial)> samples =
        [
            .. templates.Playbooks.All.Where(playbook => playbook.Letter is not null)
                .SelectMany(playbook => SampleDenials.For(playbook).Take(2).Select(denial => (playbook, denial))),
        ];
        var (watch, characters) = (Stopwatch.StartNew(), 0L);
        for (var at = 1; at <= letters; at++)
        {
            var (playbook, denial) = samples[at % samples.Count];
            characters += press.Write(denial, playbook, SampleDenials.Today).Html.Length;
            if (at % Step == 0 || at == letters)
            {
                Tell(at, watch);
                watch.Restart();
            }
        }

        Console.WriteLine($"{characters:N0} characters in all");
    }

    private static void Tell(int at, Stopwatch watch)
    {
        using var process = Process.GetCurrentProcess();
        var count = at % Step == 0 ? Step : at % Step;
        Console.WriteLine($"{at:N0} letters, {count / watch.Elapsed.TotalSeconds:N0} a second, {process.WorkingSet64 >> 20} MiB");
    }
}
