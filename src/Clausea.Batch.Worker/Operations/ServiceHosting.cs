using Microsoft.Extensions.Hosting.Systemd;
using Microsoft.Extensions.Hosting.WindowsServices;

namespace Clausea.Batch.Worker.Operations;

/// <summary>How the worker meets the service manager that runs it.</summary>
internal static class ServiceHosting
{
    /// <summary>Windows starts services in its system folder; relative paths count from the program's own there.</summary>
    public static void EnterFolder()
    {
        if (WindowsServiceHelpers.IsWindowsService())
        {
            Environment.CurrentDirectory = AppContext.BaseDirectory;
        }
    }

    /// <summary>Tells systemd when it is ready and when it stops, where systemd asks for it (Type=notify), and obeys the
    /// service control manager of Windows. AddSystemd would set the log's format besides.</summary>
    public static void AddServiceHosting(this IServiceCollection services)
    {
        services.AddWindowsService(service => service.ServiceName = "Clausea.Batch");
        if (!OperatingSystem.IsWindows() && Environment.GetEnvironmentVariable("NOTIFY_SOCKET") is { Length: > 0 })
        {
            services.AddSingleton<ISystemdNotifier, SystemdNotifier>();
            services.AddSingleton<IHostLifetime, SystemdLifetime>();
        }
    }
}
