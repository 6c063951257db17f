using System.Reflection;
using Clausea.Batch.Dashboard.Settings;
using Clausea.Batch.Worker.Hosting;
using Clausea.Batch.Worker.Operations.Health;
using Hangfire.Common;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace Clausea.Batch.Worker.Operations;

/// <summary>What those who run the worker see of it: metrics, health, settings, and how it meets its service manager.</summary>
internal static class OperationsServices
{
    public static string Version { get; } =
        typeof(OperationsServices).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";

    public static void AddOperations(this IServiceCollection services, IConfiguration configuration, CommandLineSettings told)
    {
        AddOptions(services, configuration);
        services.AddServiceHosting();
        services.AddSingleton(told);
        services.AddSingleton<EffectiveSettings>();
        services.AddSingleton<TellSettings>(provider => provider.GetRequiredService<EffectiveSettings>().TellAsync);
        services.AddSingleton<StandReader>();
        services.AddSingleton<StandGauges>();

        // Behind Hangfire's own registration: of two, the later is asked.
        services.AddSingleton<JobFailures>();
        services.AddSingleton<IJobFilterProvider>(provider => new JobFilterProviderCollection(JobFilterProviders.Providers, provider.GetRequiredService<JobFailures>()));
        services.AddReadiness();
        services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("clausea", serviceVersion: Version, autoGenerateServiceInstanceId: false))
            .WithMetrics(metrics => metrics.AddMeter(Telemetry.MeterName).AddRuntimeInstrumentation().AddAspNetCoreInstrumentation().AddPrometheusExporter());
    }

    public static void MapOperations(this WebApplication app)
    {
        app.Services.GetRequiredService<StandGauges>();
        app.MapHealthChecks("/health/live", new() { Predicate = _ => false });
        app.MapHealthChecks("/health/ready", new() { ResponseWriter = ReadinessJson.WriteAsync });
        app.MapPrometheusScrapingEndpoint(MetricsPage.Path, meterProvider: null, MetricsPage.Prepare, optionsName: null);
    }

    private static void AddOptions(IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<MetricsOptions>().Bind(configuration.GetSection("Metrics")).ValidateOnStart();
    }
}
