using Clausea.Batch.Ledger;
using Hangfire.Dashboard;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Clausea.Batch.Dashboard.Web;

/// <summary>Brings a request to a desk and its answer back. Hangfire has already checked who asks, and the token of a
/// POST.</summary>
internal sealed class Dispatcher<TDesk>(string method, Func<TDesk, PageRequest, Task<Answer>> handle, AccessSubject? subject = null)
    : IDashboardDispatcher
    where TDesk : notnull
{
    public async Task Dispatch(DashboardContext context)
    {
        var http = context.GetHttpContext();
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        if (!IsAllowed(http.Request.Method))
        {
            http.Response.Headers.Allow = method;
            http.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            return;
        }

        var request = new PageRequest(context);
        var desk = http.RequestServices.GetRequiredService<TDesk>();
        var answer = await handle(desk, request);

        // Before the page, not after it: when the look cannot be logged, there is nothing to see.
        if (subject is { } what)
        {
            var access = http.RequestServices.GetRequiredService<LedgerAccess>();
            await access.RecordAsync(new(request.Actor, AccessAction.Viewed, what), request.Aborted);
        }

        await answer.WriteAsync(context);
    }

    private bool IsAllowed(string asked) =>
        asked == method || (method == "GET" && HttpMethods.IsHead(asked));
}
