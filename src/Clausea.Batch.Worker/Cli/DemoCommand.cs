using System.CommandLine;
using System.Globalization;
using Clausea.Batch.Ledger;
using Clausea.Batch.Worker.Hosting;
using Clausea.Batch.Worker.Inbox;
using Clausea.Batch.Worker.Sources;
using Microsoft.Extensions.Options;
using Spectre.Console;

namespace Clausea.Batch.Worker.Cli;

/// <summary>`demo`: the worker over a fresh data folder, with the samples dropped in.</summary>
internal static class DemoCommand
{
    public static Command Create()
    {
        var command = new Command("demo", "Run the worker over a fresh data folder with the samples dropped in") { ServeCommand.Urls };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult result, CancellationToken cancellationToken)
    {
        var folder = new DataFolder(result.GetValue(DataOption.Option) ??
            Path.Combine("data", "demo-" + DateTime.Now.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture)));
        if (File.Exists(folder.Ledger))
        {
            Terminal.Complain($"{folder.Root} holds a ledger already; the demo needs a fresh folder.");
            return ExitCode.Unusable;
        }

        folder.Create();
        await using var app = await WebHost.CreateAsync(result, folder, result.GetValue(ServeCommand.Urls), SignInNobody, cancellationToken);

        // Invented remittances only: whatever servers the settings name, theirs stay where they are.
        app.Services.GetRequiredService<IOptions<SourcesOptions>>().Value.Sftp.Clear();
        if (!await ServeCommand.TryStartAsync(app, cancellationToken))
        {
            return ExitCode.Unusable;
        }

        var dropped = DropSamples(folder);
        Terminal.Out.MarkupLineInterpolated($"[bold]Dashboard:[/] {app.Urls.First()}/hangfire/appeals");
        Terminal.Out.WriteLine($"{dropped} sample remittances were dropped into {folder.Inbox}");
        await TellWhenDoneAsync(app.Services, dropped, app.Urls.First(), cancellationToken);
        await app.WaitForShutdownAsync(cancellationToken);
        return ExitCode.Fine;
    }

    // The samples are invented: whoever sits at the machine may look at them.
    private static void SignInNobody(IServiceCollection services) => services
        .PostConfigure<AccessOptions>(access => access.SignIn = SignInWhen.Auto)
        .PostConfigure<OidcOptions>(oidc => oidc.Authority = string.Empty);

    // Beside, then rename: the inbox sees only whole files.
    private static int DropSamples(DataFolder folder)
    {
        var samples = Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "samples", "era"), "*", SearchOption.AllDirectories)
            .Where(path => !path.EndsWith(".md", StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToList();
        foreach (var sample in samples)
        {
            var target = Path.Combine(folder.Inbox, Path.GetFileName(sample));
            File.Copy(sample, target + ".part");
            File.Move(target + ".part", target);
        }

        return samples.Count;
    }

    private static async Task TellWhenDoneAsync(IServiceProvider services, int files, string url, CancellationToken cancellationToken)
    {
        var ledgerFiles = services.GetRequiredService<LedgerFiles>();
        var appeals = services.GetRequiredService<LedgerAppeals>();
        while (true)
        {
            var finished = (await ledgerFiles.ListAsync(files + 1, cancellationToken)).Count(file => file.FinishedAt is not null);
            if (finished >= files && await appeals.CountQueuedAsync(cancellationToken) == 0)
            {
                break;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200), cancellationToken);
        }

        var rows = await ledgerFiles.ListAsync(files + 1, cancellationToken);
        Terminal.Out.WriteLine();
        Terminal.Out.WriteLine($"{rows.Sum(row => row.Totals.Claims)} claims read, {rows.Sum(row => row.Totals.NewAppeals)} letters drafted, " +
            $"{rows.Count(row => row.Status == FileStatus.Quarantined)} files kept apart with a reason. What to look at:");
        Terminal.Out.WriteLine($"  {url}/hangfire/appeals         the worklist; open one to read its letter");
        Terminal.Out.WriteLine($"  {url}/hangfire/files           what came in, and what was wrong with it");
        Terminal.Out.WriteLine($"  {url}/hangfire/codes/N382      what a code means, and what to do about it");
        Terminal.Out.WriteLine("Drop an 835 of your own into the inbox and watch. Ctrl+C ends the demo.");
    }
}
