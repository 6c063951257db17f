using System.Globalization;
using Clausea.Batch.Dashboard.Access;
using Clausea.Batch.Ledger;
using Hangfire.Dashboard;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Clausea.Batch.Dashboard.Web;

/// <summary>A route of ours: how it is asked for, what right it takes, and what the access log says of it.</summary>
/// <param name="Subject">Null where nothing of a patient is seen, or the desk itself says it.</param>
internal sealed record DeskRoute(string Method, string Path, Right Right, AccessAction Action, AccessSubject? Subject);

/// <summary>Brings a request to a desk and its answer back. The gate has already checked who asks, their right, and the token of a
/// POST.</summary>
internal sealed class Dispatcher<TDesk>(DeskRoute route, Func<TDesk, PageRequest, Task<Answer>> handle) : IDashboardDispatcher, IGuarded
    where TDesk : notnull
{
    public Guard Guard { get; } = new(route.Right, route.Subject);

    public async Task Dispatch(DashboardContext context)
    {
        var http = context.GetHttpContext();
        if (!IsAllowed(http.Request.Method))
        {
            http.Response.Headers.Allow = route.Method;
            http.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            return;
        }

        var request = new PageRequest(context);
        if (!request.May(route.Right))
        {
            throw new InvalidOperationException("The gate has let somebody through who may not.");
        }

        var answer = await handle(http.RequestServices.GetRequiredService<TDesk>(), request);

        // Before the page, not after it: when the look cannot be logged, there is nothing to see.
        if (route.Subject is { } subject && !answer.IsRefusal)
        {
            var access = http.RequestServices.GetRequiredService<LedgerAccess>();
            await access.RecordAsync(new(request.Actor, route.Action, subject, IdOf(context), Detail), request.Aborted);
        }

        await answer.WriteAsync(context);
    }

    // What was done, or taken out: approve, packet. Pages are told by their subject.
    private string? Detail => route.Action == AccessAction.Viewed ? null : route.Path.Split('/').Last(part => part[0] != '(').Split('\\')[0];

    private static long? IdOf(DashboardContext context) =>
        context.UriMatch.Groups["Id"] is { Success: true, Value: var id } ? long.Parse(id, CultureInfo.InvariantCulture) : null;

    private bool IsAllowed(string asked) =>
        asked == route.Method || (route.Method == "GET" && HttpMethods.IsHead(asked));
}
