using Clausea.Batch.Dashboard.Access;
using Clausea.Batch.Dashboard.Case;
using Clausea.Batch.Dashboard.Codes;
using Clausea.Batch.Dashboard.Files;
using Clausea.Batch.Dashboard.Settings;
using Clausea.Batch.Dashboard.Worklist;
using Hangfire;
using Hangfire.Dashboard;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Clausea.Batch.Dashboard;

/// <summary>The one door to the pages: Hangfire's dashboard, with ours in front.</summary>
public static class ClauseaDashboard
{
    /// <summary>Registers what the pages are made by. The host adds the ledger (LedgerWorklist, LedgerAppeals,
    /// LedgerFiles, LedgerCodes, LedgerAccess, LedgerUsers, LedgerSessions), the work on appeals (LetterWork, ExhibitWork, PacketWork, LevelWork), the current templates
    /// (Func&lt;TemplateSet&gt;), CodeCatalogue, TimeProvider, and DraftLater, TellSettings and AccessRules if it can.</summary>
    public static IServiceCollection AddClauseaDashboard(this IServiceCollection services)
    {
        services.AddDataProtection();
        services.TryAddSingleton(new AccessRules());
        services.TryAddSingleton(new Passwords());
        return services
            .AddSingleton<IAntiforgery, FormTokens>()
            .AddSingleton<Entrance>()
            .AddTransient<Doorkeeper>()
            .AddTransient<SignInDesk>()
            .AddTransient<ProviderDesk>()
            .AddTransient<AccountDesk>()
            .AddTransient<AccessDesk>()
            .AddTransient<WorklistDesk>()
            .AddTransient<CaseDesk>()
            .AddTransient<CaseCommands>()
            .AddTransient<TextCommands>()
            .AddTransient<ExhibitCommands>()
            .AddTransient<ExhibitDesk>()
            .AddTransient<PacketDesk>()
            .AddTransient<RevisionsDesk>()
            .AddTransient<EditDesk>()
            .AddTransient<LetterDesk>()
            .AddTransient<FilesDesk>()
            .AddTransient<SettingsDesk>()
            .AddTransient<CodesDesk>();
    }

    /// <summary>Serves the dashboard at a path, behind its gate: as long as there are no users only local requests are let in, as
    /// is Hangfire's default; from then on whoever signs in.</summary>
    public static IApplicationBuilder UseClauseaDashboard(this IApplicationBuilder app, string path = "/hangfire")
    {
        DashboardMap.RegisterOnce();
        return app.Map(path, branch =>
        {
            // It takes the answers of the identity provider.
            if (branch.ApplicationServices.GetService<OidcProvider>() is not null)
            {
                branch.UseAuthentication();
            }

            branch.UseMiddleware<Gate>().UseHangfireDashboard(string.Empty, new DashboardOptions
            {
                DashboardTitle = "Clausea.Batch",
                AppPath = null,
                DisplayStorageConnectionString = false,
                Authorization = [new Gate.Filter()],
                IsReadOnlyFunc = context => Visitor.Of(context.GetHttpContext())?.May(Right.Administer) != true,

                // Hangfire puts the token into its own forms with it.
                IgnoreAntiforgeryToken = false,
            });
        });
    }
}
