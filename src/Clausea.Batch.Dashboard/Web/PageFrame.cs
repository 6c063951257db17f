using System.Globalization;
using System.Net;
using Clausea.Batch.Dashboard.Access;
using Hangfire.Dashboard;
using Hangfire.Dashboard.Pages;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Clausea.Batch.Dashboard.Web;

/// <summary>Hangfire's frame (title, menu, footer) around HTML that is already made.</summary>
internal sealed class PageFrame(string title, string html, string session) : RazorPage
{
    public override void Execute()
    {
        Layout = new LayoutPage(title);
        var styles = new DashboardLinks(Url.To(string.Empty)).StyleSheet;
        WriteLiteral($"<link rel=\"stylesheet\" href=\"{WebUtility.HtmlEncode(styles)}\">\n<div class=\"cl\">\n");
        WriteLiteral(html);
        WriteLiteral("\n</div>\n");
        WriteLiteral(session);
    }

    /// <summary>Writes the page. Only the dispatcher of a route gives a page its context, so it gets a route.</summary>
    public static async Task WriteAsync(DashboardContext context, string title, string html)
    {
        var http = context.GetHttpContext();
        var bar = string.Empty;
        var session = string.Empty;
        if (Visitor.Of(http) is { IsSignedIn: true } visitor)
        {
            var request = new PageRequest(context);
            bar = await PageRenderer.RenderAsync<PersonBar>(http.RequestServices, new PersonBarView(request.Links, request.Token(), visitor.Shown, Words.Of(visitor.Role)));
            session = Session(http, request.Links);
        }

        var route = new RouteCollection();
        route.AddRazorPage("/", _ => new PageFrame(title, bar + html, session));
        await route.FindDispatcher("/").Item1.Dispatch(context);
    }

    // With scripts the time begins anew with each key; without, the page is left when its time is over.
    private static string Session(HttpContext http, DashboardLinks links)
    {
        var idle = http.RequestServices.GetRequiredService<AccessRules>().Idle.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
        var back = HttpMethods.IsGet(http.Request.Method) ? http.Request.Path + http.Request.QueryString : null;
        var (leave, here, script) = (WebUtility.HtmlEncode(links.SignIn(back, SignInWhy.Idle)), WebUtility.HtmlEncode(links.AccountHere), WebUtility.HtmlEncode(links.SessionScript));
        return $"<script src=\"{script}\" data-idle=\"{idle}\" data-here=\"{here}\" data-leave=\"{leave}\"></script>\n"
            + $"<noscript><meta http-equiv=\"refresh\" content=\"{idle};url={leave}\"></noscript>\n";
    }
}

/// <summary>Who is signed in, above each page.</summary>
public sealed record PersonBarView(DashboardLinks Links, FormToken Token, string Shown, string Role);
