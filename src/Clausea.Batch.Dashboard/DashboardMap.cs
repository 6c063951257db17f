using Clausea.Batch.Dashboard.Case;
using Clausea.Batch.Dashboard.Codes;
using Clausea.Batch.Dashboard.Files;
using Clausea.Batch.Dashboard.Insights;
using Clausea.Batch.Dashboard.Jobs;
using Clausea.Batch.Dashboard.Payers;
using Clausea.Batch.Dashboard.Playbooks;
using Clausea.Batch.Dashboard.Settings;
using Clausea.Batch.Dashboard.Today;
using Clausea.Batch.Dashboard.Web;
using Clausea.Batch.Dashboard.Worklist;
using Clausea.Batch.Ledger;
using Hangfire;
using Hangfire.Dashboard;

namespace Clausea.Batch.Dashboard;

/// <summary>Every route, menu item and job section that we add to Hangfire's dashboard.</summary>
internal static class DashboardMap
{
    private const string Appeal = "/appeals/(?<Id>[0-9]{1,18})";
    private const string File = "/files/(?<Id>[0-9]{1,18})";
    private const string Code = "/codes/(?<Code>[^/]{1,40})";

    // Hangfire keeps routes and menu for the whole process, whatever the number of hosts in it.
    private static readonly Lazy<bool> Registered = new(Register);

    public static void RegisterOnce() => _ = Registered.Value;

    private static bool Register()
    {
        Get<TodayDesk>("/today", (desk, request) => desk.ShowAsync(request), AccessSubject.Today);
        Get<WorklistDesk>("/appeals", (desk, request) => desk.ShowAsync(request), AccessSubject.Worklist);
        Post<WorklistDesk>("/appeals/find", (desk, request) => desk.FindAsync(request), AccessSubject.Search);
        Get<WorklistDesk>("/appeals/list\\.csv", (desk, request) => desk.CsvAsync(request));
        Post<BulkCommands>("/appeals/bulk", (commands, request) => request.MayChange ? commands.RunAsync(request) : BulkCommands.MayNotAsync(request));
        Get<CaseDesk>(Appeal, (desk, request) => desk.ShowAsync(request));
        Get<LetterDesk>(Appeal + "/letter\\.(?<Format>html|txt|docx|pdf)", (desk, request) => desk.DownloadAsync(request));
        Change<CaseCommands>("/approve", (commands, request) => commands.ApproveAsync(request));
        Get<PacketDesk>(Appeal + "/packet", (desk, request) => desk.DownloadAsync(request));
        Get<ExhibitDesk>(Appeal + "/exhibits/(?<Letter>[A-Z]{1,2})", (desk, request) => desk.DownloadAsync(request));
        Get<RevisionsDesk>(Appeal + "/revisions", (desk, request) => desk.ShowAsync(request));
        Get<EditDesk>(Appeal + "/edit", (desk, request) => desk.ShowAsync(request));
        Change<TextCommands>("/save", (commands, request) => commands.EditAsync(request));
        Change<TextCommands>("/fill", (commands, request) => commands.FillAsync(request));
        Change<TextCommands>("/bring-back", (commands, request) => commands.BringBackAsync(request));
        Change<TextCommands>("/redraft", (commands, request) => commands.RedraftAsync(request));
        Change<ExhibitCommands>("/attach", (commands, request) => commands.AttachAsync(request));
        Change<ExhibitCommands>("/detach", (commands, request) => commands.RemoveAsync(request));
        Change<ExhibitCommands>("/waive", (commands, request) => commands.WaiveAsync(request));
        Change<CaseCommands>("/assign", (commands, request) => commands.TakeAsync(request));
        Change<CaseCommands>("/reopen", (commands, request) => commands.ReopenAsync(request));
        Change<CaseCommands>("/sent", (commands, request) => commands.SentAsync(request));
        Change<CaseCommands>("/outcome", (commands, request) => commands.OutcomeAsync(request));
        Change<CaseCommands>("/next-level", (commands, request) => commands.NextLevelAsync(request));
        Change<CaseCommands>("/note", (commands, request) => commands.NoteAsync(request));
        Change<CaseCommands>("/withdraw", (commands, request) => commands.WithdrawAsync(request));
        Get<FilesDesk>("/files", (desk, request) => desk.ShowAsync(request), AccessSubject.Files);
        Post<UploadDesk>("/files/upload", (desk, request) => desk.UploadAsync(request));
        Get<UploadDesk>("/files/uploaded", (desk, request) => desk.ShowAsync(request), AccessSubject.Files);
        Get<UploadDesk>("/files/uploaded/progress", (desk, request) => desk.ProgressAsync(request));
        Get<FileDesk>(File, (desk, request) => desk.ShowAsync(request));
        Get<FileDesk>(File + "/progress", (desk, request) => desk.ProgressAsync(request));
        Get<FileDesk>(File + "/original", (desk, request) => desk.DownloadAsync(request));
        Post<FilesDesk>(File + "/replay", (desk, request) => desk.ReplayAsync(request));
        Get<CodesDesk>("/codes", (desk, request) => desk.ListAsync(request), AccessSubject.Codes);
        Get<CodesDesk>(Code, (desk, request) => desk.ShowAsync(request), AccessSubject.Codes);
        Get<PlaybooksDesk>("/playbooks", (desk, request) => desk.ListAsync(request));
        Get<PlaybooksDesk>("/playbooks/(?<Key>[A-Za-z0-9._-]{1,100})", (desk, request) => desk.ShowAsync(request));
        Get<PayersDesk>("/payers", (desk, request) => desk.ShowAsync(request));
        Get<InsightsDesk>("/insights", (desk, request) => desk.ShowAsync(request));
        Get<InsightsDesk>("/insights/progress", (desk, request) => desk.ProgressAsync(request));
        Get<InsightsDesk>("/insights/(?<Table>codes|payers|practices|months)\\.csv", (desk, request) => desk.DownloadAsync(request));
        Get<SettingsDesk>("/settings", (desk, request) => desk.ShowAsync(request));
        DashboardRoutes.Routes.Add("/clausea/[0-9a-f]+\\.css", new AssetDispatcher(Asset.Style));
        DashboardRoutes.Routes.Add($"/clausea/{Asset.Pages.Name.Replace(".", "\\.", StringComparison.Ordinal)}", new AssetDispatcher(Asset.Pages));
        DashboardRoutes.Routes.Add("/clausea/[0-9a-f]+\\.js", new AssetDispatcher(Asset.Script));

        Menu(0, "Today", "/today");
        Menu(1, "Appeals", "/appeals");
        Menu(2, "Files", "/files");
        Menu(3, "Codes", "/codes");
        Menu(4, "Playbooks", "/playbooks");
        Menu(5, "Payers", "/payers");
        Menu(6, "Insights", "/insights");
        Menu(7, "Settings", "/settings");

        GlobalConfiguration.Configuration.UseJobDetailsRenderer(0, DraftJobSection.Render)
            .UseJobDetailsRenderer(1, FileJobSection.Render)
            .UseJobDetailsRenderer(2, NightlyJobSection.Render);
        return true;
    }

    /// <param name="subject">What the access log says was seen; null where the history of one appeal says it, or nothing of
    /// a patient is.</param>
    private static void Get<TDesk>(string path, Func<TDesk, PageRequest, Task<Answer>> handle, AccessSubject? subject = null)
        where TDesk : notnull =>
        DashboardRoutes.Routes.Add(path, new Dispatcher<TDesk>("GET", handle, subject));

    private static void Post<TDesk>(string path, Func<TDesk, PageRequest, Task<Answer>> handle, AccessSubject? subject = null)
        where TDesk : notnull =>
        DashboardRoutes.Routes.Add(path, new Dispatcher<TDesk>("POST", handle, subject));

    /// <summary>What changes an appeal is for those who may change something.</summary>
    private static void Change<TDesk>(string what, Func<TDesk, PageRequest, Task<Answer>> handle)
        where TDesk : notnull =>
        Post<TDesk>(Appeal + what, (desk, request) => request.MayChange ? handle(desk, request) : CaseChange.MayNotAsync(request));

    private static void Menu(int place, string text, string path) =>
        NavigationMenu.Items.Insert(place, page => new MenuItem(text, page.Url.To(path))
        {
            Active = page.RequestPath == path || page.RequestPath.StartsWith(path + "/", StringComparison.Ordinal),
        });
}
