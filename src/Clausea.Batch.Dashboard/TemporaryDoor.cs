using Hangfire;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Clausea.Batch.Dashboard;

public static class TemporaryDoor
{
    public static IServiceCollection AddClauseaDashboard(this IServiceCollection services) => services;

    public static IApplicationBuilder UseClauseaDashboard(this IApplicationBuilder app, string path = "/hangfire") => app.UseHangfireDashboard(path);
}
