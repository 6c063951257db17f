using System.Diagnostics;
using System.Globalization;
using Clausea.Batch.Era;
using Clausea.Batch.Ledger;
using Clausea.Batch.Shared;
using Clausea.Batch.Worker.Hosting;
using Clausea.Batch.Worker.Inbox;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Clausea.Batch.Benchmarks;

/// <summary>The files of one day, and how fast they come into the ledger: hashed, copied, read, decided, recorded, put away.
/// Drafts are a run of their own: <c>clausea ingest</c> over the same data folder writes those that wait.</summary>
internal static class DayRun
{
    private const int DeniedOneIn = 10;

    public static void Write(int files, int claims, string folder)
    {
        Directory.CreateDirectory(folder);
        var denied = 0;
        for (var seed = 1; seed <= files; seed++)
        {
            var synthetic = new SyntheticEra(claims, seed) { DeniedOneIn = DeniedOneIn };
            using var stream = File.Create(Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"day-{seed:D5}.835")));
            synthetic.Write(stream);
            denied += synthetic.Denied;
        }

        Console.WriteLine($"{files:N0} files, {(long)files * claims:N0} claims, {denied:N0} of them denied");
    }

    public static async Task IngestAsync(string from, string data, int workers)
    {
        var folder = new DataFolder(data);
        folder.Create();
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddClausea(new ConfigurationBuilder().AddEnvironmentVariables().Build(), folder, Repository.Templates);
        await using var provider = services.BuildServiceProvider();
        await provider.GetRequiredService<LedgerDatabase>().UpgradeAsync();
        _ = provider.GetRequiredService<CurrentTemplates>().Now;
        var (intake, processing) = (provider.GetRequiredService<Intake>(), provider.GetRequiredService<FileProcessing>());
        var (claims, denials) = (0, 0);
        var (watch, before) = (Stopwatch.StartNew(), Cpu());
        await Parallel.ForEachAsync(
            Directory.EnumerateFiles(from).Order(StringComparer.Ordinal),
            new ParallelOptions { MaxDegreeOfParallelism = workers },
            async (path, cancellationToken) =>
            {
                var taken = await intake.TakeCopyAsync(path, cancellationToken);
                var processed = await processing.RunAsync(taken.FileId, int.MaxValue, new FileWatch(), cancellationToken);
                Interlocked.Add(ref claims, processed!.Totals.Claims);
                Interlocked.Add(ref denials, processed.Totals.Denials);
            });
        var (user, system) = (Cpu().User - before.User, Cpu().System - before.System);
        Console.WriteLine(
            $"{claims:N0} claims, {denials:N0} to do something about, {workers} workers: {watch.Elapsed.TotalSeconds:F1} s, "
            + $"{claims / watch.Elapsed.TotalSeconds:N0} claims a second; user {user:F1} s, system {system:F1} s");
    }

    private static (double User, double System) Cpu()
    {
        using var process = Process.GetCurrentProcess();
        return (process.UserProcessorTime.TotalSeconds, process.PrivilegedProcessorTime.TotalSeconds);
    }
}
