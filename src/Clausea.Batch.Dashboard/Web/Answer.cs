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
    /// <summary>Whether nothing was shown or done.</summary>
    public virtual bool IsRefusal => false;

    public abstract Task WriteAsync(DashboardContext context);

    public static Answer Empty(int status) => new EmptyAnswer(status);

    public static Answer Page<TPage>(string title, object view, int status = StatusCodes.Status200OK)
        where TPage : IComponent => new PageAnswer<TPage>(title, view, status);

    /// <summary>After a change: look at the result, so that a reload does not change it once more.</summary>
    public static Answer SeeOther(string address) => new SeeOtherAnswer(address);

    public static Answer Download(string contentType, string fileName, byte[] content) =>
        new DownloadAnswer(contentType, fileName, content);
}

/// <summary>A page inside Hangfire's frame. The title holds nothing of a patient.</summary>
internal sealed record PageAnswer<TPage>(string Title, object View, int Status) : Answer
    where TPage : IComponent
{
    public override bool IsRefusal => Status >= StatusCodes.Status400BadRequest;

    public override async Task WriteAsync(DashboardContext context)
    {
        var http = context.GetHttpContext();
        var html = await PageRenderer.RenderAsync<TPage>(http.RequestServices, View);
        http.Response.StatusCode = Status;
        await PageFrame.WriteAsync(context, Title, html);
    }
}

internal sealed record EmptyAnswer(int Status) : Answer
{
    public override bool IsRefusal => Status >= StatusCodes.Status400BadRequest;

    public override Task WriteAsync(DashboardContext context)
    {
        context.GetHttpContext().Response.StatusCode = Status;
        return Task.CompletedTask;
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

internal sealed record DownloadAnswer(string ContentType, string FileName, byte[] Content) : Answer
{
    public override async Task WriteAsync(DashboardContext context)
    {
        var response = context.GetHttpContext().Response;
        response.ContentType = ContentType;
        response.Headers.ContentDisposition = $"attachment; filename=\"{FileName}\"";
        response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'";
        response.ContentLength = Content.Length;
        await response.Body.WriteAsync(Content, context.GetHttpContext().RequestAborted);
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
