using Microsoft.Extensions.Options;

namespace Clausea.Batch.Worker.Sources;

/// <summary>What picks files up from other machines.</summary>
internal static class SourceServices
{
    public static IServiceCollection AddSources(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<SourcesOptions>().Configure(options => options.Sftp.AddRange(SftpSource.ReadAll(configuration))).ValidateOnStart();
        services.AddSingleton<IValidateOptions<SourcesOptions>>(new SourcesRules(configuration));
        services.AddSingleton<SourceStatuses>();
        services.AddSingleton<SourceSweep>();
        return services;
    }
}
