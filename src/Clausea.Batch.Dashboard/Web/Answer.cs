using System.Text;
using Hangfire.Dashboard;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Clausea.Batch.Dashboard.Web;

/// <summary>What comes back for a request.</summary>
internal abstract record Answer
{
    public abstract Task WriteAsync(DashboardContext context);

    public static Answer Page<TPage>(string title, object view, int status = StatusCodes.Status200OK)
        where TPage : IComponent => new PageAnswer<TPage>(title, view, status);

    /// <summary>After a change: look at the result, so that a reload does not change it once more.</summary>
    public static Answer SeeOther(string address) => new SeeOtherAnswer(address);

    public static Answer Download(string contentType, string fileName, byte[] content) =>
        Download(contentType, fileName, new MemoryStream(content));

    /// <summary>The content is read and closed while it is sent.</summary>
    public static Answer Download(string contentType, string fileName, Stream content) =>
        new DownloadAnswer(contentType, fileName, content);

    /// <summary>A file that is written while it is sent.</summary>
    public static Answer Stream(string contentType, string fileName, Func<Stream, CancellationToken, Task> write) =>
        new StreamAnswer(contentType, fileName, write);

    /// <summary>How something stands that goes on, for the script of a page: in words, 0 to 1 where that can be told, and as a
    /// state that another one replaces when the page is to be loaded anew.</summary>
    public static Answer Progress(string text, double? part, string state) => new ProgressAnswer(text, part, state);
}

/// <summary>A page inside Hangfire's frame. The title holds nothing of a patient.</summary>
internal sealed record PageAnswer<TPage>(string Title, object View, int Status) : Answer
    where TPage : IComponent
{
    // Neither Hangfire's frame nor our pages have inline scripts or styles; tables of a letter have style attributes.
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; " +
        "img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; " +
        "base-uri 'none'; frame-ancestors 'none'";

    public override async Task WriteAsync(DashboardContext context)
    {
        var http = context.GetHttpContext();
        var html = await PageRenderer.RenderAsync<TPage>(http.RequestServices, View);
        http.Response.StatusCode = Status;
        http.Response.Headers.ContentSecurityPolicy = Policy;
        await PageFrame.WriteAsync(context, Title, html);
    }
}

internal sealed record SeeOtherAnswer(string Address) : Answer
{
    public override Task WriteAsync(DashboardContext context)
    {
        var response = context.GetHttpContext().Response;
        response.StatusCode = StatusCodes.Status303SeeOther;
        response.Headers.Location = Address;
        return Task.CompletedTask;
    }
}

internal sealed record DownloadAnswer(string ContentType, string FileName, Stream Content) : Answer
{
    public override async Task WriteAsync(DashboardContext context)
    {
        await using var content = Content;
        var response = context.GetHttpContext().Response;
        response.ContentType = ContentType;
        response.Headers.ContentDisposition = $"attachment; filename=\"{FileName}\"";
        response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'";
        response.ContentLength = content.Length;
        await content.CopyToAsync(response.Body, context.GetHttpContext().RequestAborted);
    }
}

internal sealed record ProgressAnswer(string Text, double? Part, string State) : Answer
{
    public override Task WriteAsync(DashboardContext context)
    {
        var http = context.GetHttpContext();
        return http.Response.WriteAsJsonAsync(new { Text, Part, State }, http.RequestAborted);
    }
}

internal sealed record StreamAnswer(string ContentType, string FileName, Func<Stream, CancellationToken, Task> Write) : Answer
{
    public override async Task WriteAsync(DashboardContext context)
    {
        var http = context.GetHttpContext();
        http.Response.ContentType = ContentType;
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"{FileName}\"";
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'";
        await Write(http.Response.Body, http.RequestAborted);
    }
}

/// <summary>Makes HTML of a component that has one parameter, its View.</summary>
internal static class PageRenderer
{
    public static async Task<string> RenderAsync<TPage>(IServiceProvider services, object view)
        where TPage : IComponent
    {
        await using var renderer = new HtmlRenderer(services, services.GetRequiredService<ILoggerFactory>());
        var parameters = ParameterView.FromDictionary(new Dictionary<string, object?> { ["View"] = view });
        return await renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync<TPage>(parameters)).ToHtmlString());
    }
}
