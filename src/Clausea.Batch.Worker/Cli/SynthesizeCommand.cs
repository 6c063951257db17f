using System.CommandLine;
using System.Globalization;
using Clausea.Batch.Era;
using Spectre.Console;

namespace Clausea.Batch.Worker.Cli;

/// <summary>`synthesize`: a valid, balanced synthetic 835 of any size.</summary>
internal static class SynthesizeCommand
{
    /// <summary>Claims from which a bar is shown: below, the file is there before anybody has looked.</summary>
    private const int Many = 200_000;

    private static readonly Option<int> s_claims = new("--claims")
    {
        Description = "how many claims; 1,000 are about 0.6 MB",
        Required = true,
    };

    private static readonly Option<int> s_seed = new("--seed")
    {
        Description = "another seed, another file",
        DefaultValueFactory = _ => 1,
    };

    private static readonly Option<int> s_per = new("--per-remittance")
    {
        Description = "claims in one remittance (default: all in one)",
        DefaultValueFactory = _ => int.MaxValue,
    };

    private static readonly Option<LineBreak> s_newline = new("--newline")
    {
        Description = "what follows each segment: none, lf or crlf",
        DefaultValueFactory = _ => LineBreak.Lf,
    };

    private static readonly Option<string> s_out = new("--out")
    {
        Description = "file to write; - is standard output",
        Required = true,
    };

    public static Command Create()
    {
        var command = new Command("synthesize", "Write a valid, balanced synthetic 835 of any size, for tests and load")
        {
            s_claims, s_seed, s_per, s_newline, s_out,
        };

        // On a thread of its own: an interrupt finds somebody to tell, and no half file stays behind.
        command.SetAction((result, cancellationToken) => Task.Run(() => Run(result, cancellationToken), CancellationToken.None));
        return command;
    }

    private static int Run(ParseResult result, CancellationToken cancellationToken)
    {
        var (claims, perRemittance, path) = (result.GetValue(s_claims), result.GetValue(s_per), result.GetValue(s_out)!);
        if (Complaint(claims, perRemittance, path) is { } complaint)
        {
            Terminal.Complain(complaint);
            return ExitCode.Unusable;
        }

        var synthetic = new SyntheticEra(claims, result.GetValue(s_seed), perRemittance) { LineBreak = result.GetValue(s_newline) };
        try
        {
            Progress(claims, progress => WriteTo(path, synthetic, progress, cancellationToken));
            Terminal.Complain(string.Create(
                CultureInfo.InvariantCulture,
                $"{Terminal.Count(claims, "claim")}, {synthetic.Denied:N0} of them denied, {synthetic.Bytes:N0} bytes{(path == "-" ? string.Empty : $" in {path}")}"));
            return ExitCode.Fine;
        }
        catch (OperationCanceledException)
        {
            Terminal.Complain(path == "-" ? "Interrupted: the file is not whole." : "Interrupted: no file was left.");
            return ExitCode.Unusable;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Terminal.Complain($"{path} cannot be written: {e.Message}");
            return ExitCode.Unusable;
        }
    }

    private static string? Complaint(int claims, int perRemittance, string path) => path switch
    {
        _ when claims < 0 => $"--claims must be 0 or more, but is {claims}.",
        _ when perRemittance < 1 => $"--per-remittance must be 1 or more, but is {perRemittance}.",
        "-" => null,
        _ when string.IsNullOrWhiteSpace(path) || Directory.Exists(path) =>
            $"--out must name a file, but \"{path}\" is a folder; name a file in it.",
        _ when Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder && !Directory.Exists(folder) =>
            $"There is no folder \"{folder}\"; create it, or name another file with --out.",
        _ => null,
    };

    private static void WriteTo(string path, SyntheticEra synthetic, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        if (path == "-")
        {
            using var output = Console.OpenStandardOutput();
            synthetic.Write(output, progress, cancellationToken);
            return;
        }

        if (IsDevice(path))
        {
            using var device = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
            synthetic.Write(device, progress, cancellationToken);
            return;
        }

        WriteBeside(path, stream => synthetic.Write(stream, progress, cancellationToken));
    }

    // The inbox leaves .part alone, so that a file may be written straight into it.
    private static void WriteBeside(string path, Action<Stream> write)
    {
        var part = path + ".part";
        try
        {
            using (var stream = new FileStream(part, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(part, path, overwrite: true);
        }
        catch
        {
            File.Delete(part);
            throw;
        }
    }

    // Renaming over /dev/null would put a file in its place.
    private static bool IsDevice(string path) =>
        !OperatingSystem.IsWindows() && Path.GetFullPath(path).StartsWith("/dev/", StringComparison.Ordinal);

    // A bar is for eyes: into a file or a pipe it would be noise.
    private static void Progress(int claims, Action<IProgress<int>?> work)
    {
        if (claims < Many || Console.IsErrorRedirected)
        {
            work(null);
            return;
        }

        Terminal.Error.Progress().AutoClear(true).HideCompleted(true).Start(context =>
        {
            var bar = context.AddTask("Claims", maxValue: claims);
            work(new Told(done => bar.Value = done));
        });
    }

    // Progress<T> of the runtime would pass each report through the thread pool.
    private sealed class Told(Action<int> tell) : IProgress<int>
    {
        public void Report(int value) => tell(value);
    }
}
