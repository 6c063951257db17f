using System.Diagnostics;
using System.Text;

namespace Clausea.Batch.Shared;

/// <summary>What a run of the program printed, and how it ended.</summary>
public sealed record Ran(int ExitCode, string Output, string Error);

/// <summary>The program as people run it: a process of its own, beside the tests.</summary>
public sealed class WorkerProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _error = new();

    private WorkerProcess(string[] args, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "clausea.dll"), .. args])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Append(_output, line.Data);
        _process.ErrorDataReceived += (_, line) => Append(_error, line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public string Output => Locked(_output);

    public string Error => Locked(_error);

    public bool HasExited => _process.HasExited;

    public static WorkerProcess Start(params string[] args) => new(args);

    public static WorkerProcess Start(IReadOnlyDictionary<string, string> environment, params string[] args) => new(args, environment);

    public static Task<Ran> RunAsync(params string[] args) => RunAsync(new Dictionary<string, string>(), args);

    public static Task<Ran> RunAsync(IReadOnlyDictionary<string, string> environment, params string[] args) => RunAsync(string.Empty, environment, args);

    /// <summary>With lines that somebody types, or another program hands over.</summary>
    public static async Task<Ran> RunAsync(string input, IReadOnlyDictionary<string, string> environment, params string[] args)
    {
        await using var worker = new WorkerProcess(args, environment);
        await worker._process.StandardInput.WriteAsync(input);
        worker._process.StandardInput.Close();
        await worker._process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(3));
        return new Ran(worker._process.ExitCode, worker.Output, worker.Error);
    }

    /// <summary>As a service manager does. The exit code.</summary>
    public async Task<int> StopAsync()
    {
        using (Process.Start("kill", ["-TERM", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]))
        {
            await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(1));
        }

        return _process.ExitCode;
    }

    /// <summary>As a power cut would: no chance to clean up.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }

    private static void Append(StringBuilder text, string? line)
    {
        if (line is not null)
        {
            lock (text)
            {
                text.AppendLine(line);
            }
        }
    }

    private static string Locked(StringBuilder text)
    {
        lock (text)
        {
            return text.ToString();
        }
    }
}
