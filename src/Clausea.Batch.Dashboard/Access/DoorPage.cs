using System.Net;
using Clausea.Batch.Dashboard.Web;
using Hangfire.Dashboard;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;

namespace Clausea.Batch.Dashboard.Access;

/// <summary>A page for those who are not inside: our look, without Hangfire's frame and its menu.</summary>
internal static class DoorPage
{
    public static async Task WriteAsync<TPage>(HttpContext http, string title, object view, int status)
        where TPage : IComponent
    {
        var html = await PageRenderer.RenderAsync<TPage>(http.RequestServices, view);
        var styles = WebUtility.HtmlEncode(new DashboardLinks(http.Request.PathBase).StyleSheet);
        http.Response.StatusCode = status;
        http.Response.ContentType = "text/html; charset=utf-8";
        await http.Response.WriteAsync($"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <title>{WebUtility.HtmlEncode(title)} – Clausea.Batch</title>
            <meta name="viewport" content="width=device-width, initial-scale=1.0">
            <meta name="robots" content="none">
            <link rel="icon" href="data:image/x-icon;,">
            <link rel="stylesheet" href="{styles}">
            </head>
            <body class="cl cl-door">
            <main>
            {html}
            </main>
            </body>
            </html>

            """, http.RequestAborted);
    }
}

/// <summary>Such a page as the answer of a desk.</summary>
internal sealed record DoorAnswer<TPage>(string Title, object View, int Status = StatusCodes.Status200OK) : Answer
    where TPage : IComponent
{
    public override bool IsRefusal => Status >= StatusCodes.Status400BadRequest;

    public override Task WriteAsync(DashboardContext context) =>
        DoorPage.WriteAsync<TPage>(context.GetHttpContext(), Title, View, Status);
}
