using System.Globalization;
using Clausea.Batch.Shared;

namespace Clausea.Batch.Worker.Tests;

/// <summary>The worker is killed at random moments, as by a power cut, while files keep coming.</summary>
internal sealed class CrashTests
{
    private const int Kills = 10;
    private const int ShortestMilliseconds = 150;
    private const int LongestMilliseconds = 4000;

    [Test]
    public Task Killed_at_random_moments_it_loses_nothing_and_does_nothing_twice() => RunAsync(Kills, workers: 1, Environment.TickCount);

    [Test]
    public Task Two_workers_on_one_folder_killed_in_turns_lose_nothing_either() => RunAsync(Kills / 2, workers: 2, Environment.TickCount);

    /// <summary>By hand: CLAUSEA_CRASHES=200, and CLAUSEA_SEED to make a run again.</summary>
    [Test]
    [Explicit("A soak: minutes to hours")]
    [Category("Soak")]
    public Task Soak([Values(1, 4)] int workers) => RunAsync(Number("CLAUSEA_CRASHES") ?? 200, workers, Number("CLAUSEA_SEED") ?? Environment.TickCount);

    private static async Task RunAsync(int kills, int workers, int seed)
    {
        TestContext.Out.WriteLine($"seed {seed}");
        var random = new Random(seed);
        using var office = new Office();
        await office.DropAsync(await office.SynthesizeAsync(20_000, seed), "large.835");
        var living = Enumerable.Range(0, workers).Select(_ => office.Worker()).ToList();
        try
        {
            for (var kill = 0; kill < kills; kill++)
            {
                await DropSomethingAsync(office, random, kill);
                await Task.Delay(random.Next(ShortestMilliseconds, LongestMilliseconds));
                var victim = random.Next(workers);
                await living[victim].KillAsync();
                await living[victim].DisposeAsync();
                living[victim] = office.Worker();
            }

            await Eventually.BecomesAsync(office.IsAtRest, "everything is done", seconds: 300);
            Assert.That(living.Select(worker => worker.HasExited), Is.All.False, living[0].Error);
        }
        finally
        {
            foreach (var worker in living)
            {
                await worker.DisposeAsync();
            }
        }

        Assert.That(office.Letters, Is.GreaterThan(2000));
        office.AssertNothingLostAndNothingTwice();
    }

    // A new file, the same again, or something that is no 835.
    private static async Task DropSomethingAsync(Office office, Random random, int number)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"file-{number}.835");
        switch (random.Next(4))
        {
            case 0:
                await office.DropAsync(SampleTable.Rows.First(row => row.EndsIn == "quarantine" && row.Balanced is null).Path, name);
                break;
            case 1:
                await office.DropAsync(office.Aside(Directory.EnumerateFiles(office.Aside("."), "*.835").First()), name);
                break;
            default:
                await office.DropAsync(await office.SynthesizeAsync(random.Next(1, 60), 1_000_000 + number), name);
                break;
        }
    }

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : null;
}
