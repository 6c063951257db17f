using Clausea.Batch.Dashboard.Access;
using Clausea.Batch.Dashboard.Case;
using Clausea.Batch.Dashboard.Codes;
using Clausea.Batch.Dashboard.Files;
using Clausea.Batch.Dashboard.Settings;
using Clausea.Batch.Dashboard.Web;
using Clausea.Batch.Dashboard.Worklist;
using Clausea.Batch.Ledger;
using Hangfire;
using Hangfire.Dashboard;

namespace Clausea.Batch.Dashboard;

/// <summary>Every route, menu item and job section that we add to Hangfire's dashboard. Each route names the right it takes.</summary>
internal static class DashboardMap
{
    private const string Appeal = "/appeals/(?<Id>[0-9]{1,18})";
    private const string Code = "/codes/(?<Code>[^/]{1,40})";
    private const string File = "/files/(?<Id>[0-9]{1,18})";

    private static readonly List<DeskRoute> s_routes = [];

    // Hangfire keeps routes and menu for the whole process, whatever the number of hosts in it.
    private static readonly Lazy<bool> Registered = new(Register);

    /// <summary>Our routes, in the order in which they are asked.</summary>
    public static IReadOnlyList<DeskRoute> Routes => s_routes;

    public static void RegisterOnce() => _ = Registered.Value;

    private static bool Register()
    {
        Show<WorklistDesk>(Right.Look, "/appeals", (desk, request) => desk.ShowAsync(request), AccessSubject.Worklist);
        Find<WorklistDesk>(Right.Look, "/appeals/find", (desk, request) => desk.FindAsync(request), AccessSubject.Search);
        Show<CaseDesk>(Right.Look, Appeal, (desk, request) => desk.ShowAsync(request), AccessSubject.Appeal);
        Export<LetterDesk>(Right.Export, Appeal + "/letter\\.(?<Format>html|txt|docx|pdf)", (desk, request) => desk.DownloadAsync(request), AccessSubject.Appeal);
        Change<CaseCommands>(Right.Approve, Appeal + "/approve", (commands, request) => commands.ApproveAsync(request), AccessSubject.Appeal);
        Export<PacketDesk>(Right.Work, Appeal + "/packet", (desk, request) => desk.DownloadAsync(request), AccessSubject.Appeal);
        Export<ExhibitDesk>(Right.Export, Appeal + "/exhibits/(?<Letter>[A-Z]{1,2})", (desk, request) => desk.DownloadAsync(request), AccessSubject.Appeal);
        Show<RevisionsDesk>(Right.Look, Appeal + "/revisions", (desk, request) => desk.ShowAsync(request), AccessSubject.Appeal);
        Show<EditDesk>(Right.Work, Appeal + "/edit", (desk, request) => desk.ShowAsync(request), AccessSubject.Appeal);
        Change<TextCommands>(Right.Work, Appeal + "/save", (commands, request) => commands.EditAsync(request), AccessSubject.Appeal);
        Change<TextCommands>(Right.Work, Appeal + "/fill", (commands, request) => commands.FillAsync(request), AccessSubject.Appeal);
        Change<TextCommands>(Right.Work, Appeal + "/bring-back", (commands, request) => commands.BringBackAsync(request), AccessSubject.Appeal);
        Change<TextCommands>(Right.Work, Appeal + "/redraft", (commands, request) => commands.RedraftAsync(request), AccessSubject.Appeal);
        Change<ExhibitCommands>(Right.Work, Appeal + "/attach", (commands, request) => commands.AttachAsync(request), AccessSubject.Appeal);
        Change<ExhibitCommands>(Right.Work, Appeal + "/detach", (commands, request) => commands.RemoveAsync(request), AccessSubject.Appeal);
        Change<ExhibitCommands>(Right.Work, Appeal + "/waive", (commands, request) => commands.WaiveAsync(request), AccessSubject.Appeal);
        Change<CaseCommands>(Right.Approve, Appeal + "/reopen", (commands, request) => commands.ReopenAsync(request), AccessSubject.Appeal);
        Change<CaseCommands>(Right.Work, Appeal + "/sent", (commands, request) => commands.SentAsync(request), AccessSubject.Appeal);
        Change<CaseCommands>(Right.Work, Appeal + "/outcome", (commands, request) => commands.OutcomeAsync(request), AccessSubject.Appeal);
        Change<CaseCommands>(Right.Work, Appeal + "/next-level", (commands, request) => commands.NextLevelAsync(request), AccessSubject.Appeal);
        Change<CaseCommands>(Right.Work, Appeal + "/note", (commands, request) => commands.NoteAsync(request), AccessSubject.Appeal);
        Change<CaseCommands>(Right.Approve, Appeal + "/withdraw", (commands, request) => commands.WithdrawAsync(request), AccessSubject.Appeal);
        Show<FilesDesk>(Right.Look, "/files", (desk, request) => desk.ShowAsync(request), AccessSubject.Files);
        Change<FilesDesk>(Right.Work, File + "/replay", (desk, request) => desk.ReplayAsync(request), AccessSubject.File);
        Show<CodesDesk>(Right.Look, "/codes", (desk, request) => desk.ListAsync(request), AccessSubject.Codes);
        Show<CodesDesk>(Right.Look, Code, (desk, request) => desk.ShowAsync(request), AccessSubject.Codes);
        Show<SettingsDesk>(Right.Administer, "/settings", (desk, request) => desk.ShowAsync(request), AccessSubject.Settings);
        Show<AccessDesk>(Right.Administer, "/access", (desk, request) => desk.ShowAsync(request), AccessSubject.AccessLog);
        Show<SignInDesk>(Right.Open, "/sign-in", (desk, request) => desk.ShowAsync(request), null);
        Find<SignInDesk>(Right.Open, "/sign-in/enter", (desk, request) => desk.EnterAsync(request), null);
        Show<ProviderDesk>(Right.Open, "/sign-in/provider", (desk, request) => desk.ChallengeAsync(request), null);
        Find<SignInDesk>(Right.Look, "/sign-out", (desk, request) => desk.LeaveAsync(request), null);
        Show<AccountDesk>(Right.Look, "/account", (_, request) => AccountDesk.ShowAsync(request), null);
        Show<AccountDesk>(Right.Look, "/account/here", (_, request) => AccountDesk.HereAsync(request), null);
        Find<AccountDesk>(Right.Look, "/account/password", (desk, request) => desk.ChangePasswordAsync(request), null);
        DashboardRoutes.Routes.Add("/clausea/[0-9a-f]+\\.css", new AssetDispatcher(".css"));
        DashboardRoutes.Routes.Add("/clausea/[0-9a-f]+\\.js", new AssetDispatcher(".js"));

        Menu(0, Right.Look, "Appeals", "/appeals");
        Menu(1, Right.Look, "Files", "/files");
        Menu(2, Right.Look, "Codes", "/codes");
        Menu(3, Right.Administer, "Settings", "/settings");
        Menu(4, Right.Administer, "Access", "/access");

        // On Hangfire's own pages, which have no bar of ours, this is the way out.
        NavigationMenu.Items.Add(page => Visitor.Of(page.Context.GetHttpContext()) is { IsSignedIn: true } visitor ? Item(page, visitor.Shown, "/account") : null);

        GlobalConfiguration.Configuration.UseJobDetailsRenderer(0, DraftJobSection.Render).UseJobDetailsRenderer(1, FileJobSection.Render);
        return true;
    }

    /// <summary>A page.</summary>
    /// <param name="subject">What the access log says was seen; null where nothing of a patient is, or the desk says it.</param>
    private static void Show<TDesk>(Right right, string path, Func<TDesk, PageRequest, Task<Answer>> handle, AccessSubject? subject)
        where TDesk : notnull => Add("GET", right, path, handle, AccessAction.Viewed, subject);

    /// <summary>A file to be kept outside.</summary>
    private static void Export<TDesk>(Right right, string path, Func<TDesk, PageRequest, Task<Answer>> handle, AccessSubject? subject)
        where TDesk : notnull => Add("GET", right, path, handle, AccessAction.Exported, subject);

    /// <summary>A page that is asked for with what must not stand in an address.</summary>
    private static void Find<TDesk>(Right right, string path, Func<TDesk, PageRequest, Task<Answer>> handle, AccessSubject? subject)
        where TDesk : notnull => Add("POST", right, path, handle, AccessAction.Viewed, subject);

    private static void Change<TDesk>(Right right, string path, Func<TDesk, PageRequest, Task<Answer>> handle, AccessSubject? subject)
        where TDesk : notnull => Add("POST", right, path, handle, AccessAction.Changed, subject);

    private static void Add<TDesk>(
        string method, Right right, string path, Func<TDesk, PageRequest, Task<Answer>> handle, AccessAction action, AccessSubject? subject)
        where TDesk : notnull
    {
        var route = new DeskRoute(method, path, right, action, subject);
        s_routes.Add(route);
        DashboardRoutes.Routes.Add(path, new Dispatcher<TDesk>(route, handle));
    }

    private static void Menu(int place, Right right, string text, string path) =>
        NavigationMenu.Items.Insert(place, page => Visitor.Of(page.Context.GetHttpContext())?.May(right) == true ? Item(page, text, path) : null);

    private static MenuItem Item(RazorPage page, string text, string path) => new(text, page.Url.To(path))
    {
        Active = page.RequestPath == path || page.RequestPath.StartsWith(path + "/", StringComparison.Ordinal),
    };
}
