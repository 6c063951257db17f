using System.Net;
using Hangfire.Dashboard;
using Hangfire.Dashboard.Pages;

namespace Clausea.Batch.Dashboard.Web;

/// <summary>Hangfire's frame (title, menu, footer) around HTML that is already made.</summary>
internal sealed class PageFrame(string title, string html) : RazorPage
{
    public override void Execute()
    {
        Layout = new LayoutPage(title);
        var links = new DashboardLinks(Url.To(string.Empty));
        WriteLiteral($"<link rel=\"stylesheet\" href=\"{WebUtility.HtmlEncode(links.StyleSheet)}\">\n{ScriptTag(links)}\n");
        WriteLiteral($"<script src=\"{WebUtility.HtmlEncode(links.Script)}\" defer></script>\n<div class=\"cl\">\n");
        WriteLiteral(html);
        WriteLiteral("\n</div>\n");
    }

    /// <summary>It runs behind Hangfire's own, once the page is there.</summary>
    public static string ScriptTag(DashboardLinks links) => $"<script src=\"{WebUtility.HtmlEncode(links.PagesScript)}\" defer></script>";

    /// <summary>Writes the page. Only the dispatcher of a route gives a page its context, so it gets a route.</summary>
    public static Task WriteAsync(DashboardContext context, string title, string html)
    {
        var route = new RouteCollection();
        route.AddRazorPage("/", _ => new PageFrame(title, html));
        return route.FindDispatcher("/").Item1.Dispatch(context);
    }
}
