using Microsoft.Extensions.Options;

namespace Clausea.Batch.Worker.Hosting;

/// <summary>Settings that lie one to a file, as Docker, Kubernetes and systemd hand out secrets: the file's name is the
/// key, with two underscores for each colon, and its content the value. They win over the environment.</summary>
internal static class SecretFiles
{
    public const string Variable = "CLAUSEA_SECRETS";

    private const string SystemdVariable = "CREDENTIALS_DIRECTORY";
    private const string Docker = "/run/secrets";

    public static void Add(IConfigurationBuilder configuration)
    {
        if (Folder() is { } folder)
        {
            configuration.AddKeyPerFile(folder, optional: false, reloadOnChange: false);
        }
    }

    private static string? Folder()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } told)
        {
            return Directory.Exists(told) ? Path.GetFullPath(told) : throw new OptionsValidationException(
                Variable, typeof(string), [$"{Variable} names a folder that does not exist."]);
        }

        var folder = Environment.GetEnvironmentVariable(SystemdVariable) is { Length: > 0 } systemd ? systemd : Docker;
        return Directory.Exists(folder) ? folder : null;
    }
}
