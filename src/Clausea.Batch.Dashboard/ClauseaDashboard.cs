using Clausea.Batch.Dashboard.Case;
using Clausea.Batch.Dashboard.Codes;
using Clausea.Batch.Dashboard.Files;
using Clausea.Batch.Dashboard.Insights;
using Clausea.Batch.Dashboard.Payers;
using Clausea.Batch.Dashboard.Playbooks;
using Clausea.Batch.Dashboard.Settings;
using Clausea.Batch.Dashboard.Today;
using Clausea.Batch.Dashboard.Worklist;
using Hangfire;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Clausea.Batch.Dashboard;

/// <summary>The one door to the pages: Hangfire's dashboard, with ours in front.</summary>
public static class ClauseaDashboard
{
    /// <summary>Registers what the pages are made by. The host adds the ledger (LedgerWorklist, LedgerAppeals,
    /// LedgerFiles, FileList, LedgerCodes, CurrentInsights, LedgerAccess, LedgerRuns), the work on appeals (LetterWork, ExhibitWork, PacketWork,
    /// LevelWork, BulkWork), the current templates (Func&lt;TemplateSet&gt;), CodeCatalogue, TimeProvider, and DraftLater, ReplayLater, InboxDoor,
    /// OpenOriginal, TellTemplateProblems, TellSettings and TellWarnings if it can.</summary>
    public static IServiceCollection AddClauseaDashboard(this IServiceCollection services) => services
        .AddAntiforgery()
        .AddTransient<TodayDesk>()
        .AddTransient<WorklistDesk>()
        .AddTransient<BulkCommands>()
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
        .AddTransient<FileDesk>()
        .AddTransient<UploadDesk>()
        .AddTransient<PlaybooksDesk>()
        .AddTransient<PayersDesk>()
        .AddTransient<InsightsDesk>()
        .AddTransient<SettingsDesk>()
        .AddTransient<CodesDesk>();

    /// <summary>Serves the dashboard at a path. As is Hangfire's default, only local requests are let in.</summary>
    public static IApplicationBuilder UseClauseaDashboard(this IApplicationBuilder app, string path = "/hangfire")
    {
        DashboardMap.RegisterOnce();
        return app.UseHangfireDashboard(path, new DashboardOptions
        {
            DashboardTitle = "Clausea.Batch",
            AppPath = null,
            DisplayStorageConnectionString = false,

            // With it, Hangfire refuses every POST below its path that has no valid token, before any of our code runs.
            IgnoreAntiforgeryToken = false,
        });
    }
}
