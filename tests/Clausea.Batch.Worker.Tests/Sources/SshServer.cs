using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Clausea.Batch.Shared;
using Clausea.Batch.Worker.Sources;
using Microsoft.Extensions.Configuration;

namespace Clausea.Batch.Worker.Tests.Sources;

/// <summary>A real OpenSSH server on loopback, with keys, a user key and folders of its own.</summary>
internal sealed class SshServer : IAsyncDisposable
{
    /// <summary>What the user key is read from; the test process has it set while the server lives.</summary>
    public const string KeyVariable = "CLAUSEA_TEST_SFTP_KEY";

    private const string Sshd = "/usr/sbin/sshd";

    // Made once: RSA keys take their time.
    private static readonly Lazy<IReadOnlyDictionary<string, string>> s_keys = new(MakeKeys);

    private readonly TempFolder _folder = new();
    private readonly Process _process;

    private SshServer(bool readOnly)
    {
        Directory.CreateDirectory(Remote());
        foreach (var (name, content) in s_keys.Value)
        {
            WriteSecret(_folder.Sub(name), content);
        }

        Environment.SetEnvironmentVariable(KeyVariable, UserKey);
        Port = FreePort();
        _process = Start(readOnly);
    }

    public int Port { get; }

    /// <summary>The private key that the server lets in.</summary>
    public string UserKey => File.ReadAllText(_folder.Sub("user"));

    public string HostKey => Fingerprint("host_ed25519");

    public string RsaHostKey => Fingerprint("host_rsa");

    /// <summary>A path of the server's disk that the user sees as it is.</summary>
    public string Remote(params string[] parts) => _folder.Sub(["remote", .. parts]);

    /// <param name="readOnly">Reading is allowed, every change is denied.</param>
    public static async Task<SshServer> StartAsync(bool readOnly = false)
    {
        if (!File.Exists(Sshd))
        {
            Assert.Ignore($"There is no {Sshd}; install openssh-server.");
        }

        var server = new SshServer(readOnly);
        await Eventually.BecomesAsync(() => server.Answers() || server._process.HasExited, "sshd answers");
        Assert.That(server._process.HasExited, Is.False, "sshd has ended");
        return server;
    }

    /// <summary>Settings as somebody would write them; those given are added or win.</summary>
    public Dictionary<string, string?> Settings(params (string Key, string? Value)[] settings)
    {
        var all = new Dictionary<string, string?>
        {
            ["Name"] = "clearinghouse",
            ["Host"] = "127.0.0.1",
            ["Port"] = Port.ToString(CultureInfo.InvariantCulture),
            ["User"] = Environment.UserName,
            ["HostKey"] = HostKey,
            ["KeyVariable"] = KeyVariable,
            ["Folder"] = Remote(),
            ["SettleTime"] = "0",
            ["Timeout"] = "00:00:20",
        };
        foreach (var (key, value) in settings)
        {
            all[key] = value;
        }

        return all.Where(entry => entry.Value is not null).ToDictionary(entry => $"Sources:Sftp:0:{entry.Key}", entry => entry.Value);
    }

    /// <summary>The source of these settings, checked as at start.</summary>
    public SftpSource Source(params (string Key, string? Value)[] settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(Settings(settings)).Build();
        var sources = SftpSource.ReadAll(configuration);
        Assert.That(new SourcesRules(configuration).Problems(sources, hostKeyRequired: true), Is.Empty);
        return sources.Single();
    }

    public string Put(string name, string content)
    {
        var path = Remote(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
        return path;
    }

    /// <summary>A file of many zeros, which takes its time on the way.</summary>
    public string PutLarge(string name, int megabytes)
    {
        var path = Remote(name);
        using var stream = File.Create(path);
        stream.SetLength((long)megabytes << 20);
        return path;
    }

    /// <summary>Those who serve connections say nothing more, and hold the line.</summary>
    public void FallSilent()
    {
        foreach (var id in Descendants(_process.Id))
        {
            TryRun("kill", "-STOP", id.ToString(CultureInfo.InvariantCulture));
        }
    }

    /// <summary>Ends the processes that serve connections; the server itself goes on.</summary>
    public void CutConnections()
    {
        foreach (var id in Descendants(_process.Id))
        {
            try
            {
                Process.GetProcessById(id).Kill();
            }
            catch (Exception e) when (e is ArgumentException or InvalidOperationException)
            {
                // It has ended with another one.
            }
        }
    }

    public async Task StopAsync()
    {
        CutConnections();
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _process.Dispose();
        _folder.Dispose();
    }

    private Process Start(bool readOnly)
    {
        string[] settings =
        [
            $"Port {Port}", "ListenAddress 127.0.0.1", "PidFile none", "LogLevel QUIET", "UsePAM no", "StrictModes no", "PermitRootLogin yes",
            $"HostKey {_folder.Sub("host_ed25519")}", $"HostKey {_folder.Sub("host_rsa")}", $"AuthorizedKeysFile {_folder.Sub("user.pub")}",
            "PasswordAuthentication yes", "KbdInteractiveAuthentication no", "MaxStartups 100", $"Subsystem sftp internal-sftp{(readOnly ? " -R" : string.Empty)}",
        ];
        var config = _folder.Sub("sshd_config");

        // A newer server turns away whoever was refused a few times; an older one does not know the word.
        File.WriteAllLines(config, [.. settings, "PerSourcePenalties no"]);
        if (Environment.UserName == "root")
        {
            Directory.CreateDirectory("/run/sshd");
        }

        if (!TryRun(Sshd, "-t", "-f", config))
        {
            File.WriteAllLines(config, settings);
        }

        return Process.Start(new ProcessStartInfo(Sshd, ["-D", "-e", "-f", config]))!;
    }

    private bool Answers()
    {
        try
        {
            using var client = new TcpClient();
            client.Connect(IPAddress.Loopback, Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>OpenSSH takes no key that others may read.</summary>
    public static void WriteSecret(string path, string content)
    {
        File.WriteAllText(path, content);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    private static Dictionary<string, string> MakeKeys()
    {
        using var folder = new TempFolder();
        foreach (var (name, type) in new[] { ("host_ed25519", "ed25519"), ("host_rsa", "rsa"), ("user", "ed25519") })
        {
            Run("ssh-keygen", "-q", "-t", type, "-N", string.Empty, "-C", "test", "-f", folder.Sub(name));
        }

        return Directory.EnumerateFiles(folder.Path).ToDictionary(path => Path.GetFileName(path), File.ReadAllText);
    }

    private string Fingerprint(string key) => Run("ssh-keygen", "-l", "-f", _folder.Sub(key + ".pub")).Split(' ')[1];

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static IEnumerable<int> Descendants(int parent)
    {
        var parents = Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Where(name => name!.All(char.IsAsciiDigit))
            .Select(name => int.Parse(name!, CultureInfo.InvariantCulture)).Select(id => (Id: id, Parent: ParentOf(id))).ToList();
        return parents.Where(entry => entry.Parent == parent).SelectMany(entry => Descendants(entry.Id).Prepend(entry.Id));
    }

    // The fourth field of stat; the second, a name in brackets, may hold blanks.
    private static int ParentOf(int id)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{id}/stat");
            return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private static bool TryRun(string program, params string[] args)
    {
        using var process = Process.Start(new ProcessStartInfo(program, args) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }

    public static string Run(string program, params string[] args)
    {
        using var process = Process.Start(new ProcessStartInfo(program, args) { RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.That(process.ExitCode, Is.Zero, program);
        return output;
    }
}
