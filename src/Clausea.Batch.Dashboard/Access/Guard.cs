using Clausea.Batch.Ledger;
using Hangfire.Dashboard;

namespace Clausea.Batch.Dashboard.Access;

/// <summary>What stands before a route: the right it takes, and what the access log calls it.</summary>
/// <param name="IsAsset">Style, script or font: the same for everybody, and nothing of a patient.</param>
/// <param name="IsOfPerson">False for what a page asks by itself, which keeps nobody signed in.</param>
internal sealed record Guard(Right Right, AccessSubject? Subject = null, bool IsAsset = false, bool IsOfPerson = true)
{
    private static readonly Guard s_asset = new(Right.Open, IsAsset: true);
    private static readonly Guard s_look = new(Right.Look, AccessSubject.Jobs);
    private static readonly Guard s_poll = new(Right.Look, AccessSubject.Jobs, IsOfPerson: false);
    private static readonly Guard s_other = new(Right.Administer, AccessSubject.Jobs);

    public static Guard Of(IDashboardDispatcher dispatcher) => dispatcher is IGuarded ours ? ours.Guard : OfHangfire(dispatcher);

    // Its types are internal, so they are known by name: pages, the numbers that pages poll, styles and scripts. Commands, and
    // whatever a later version adds, are for administrators.
    private static Guard OfHangfire(IDashboardDispatcher dispatcher) => dispatcher.GetType().Name switch
    {
        "EmbeddedResourceDispatcher" or "CombinedResourceDispatcher" => s_asset,
        "RazorPageDispatcher" => s_look,
        "JsonStats" => s_poll,
        _ => s_other,
    };
}

/// <summary>A dispatcher of ours, which tells what stands before it.</summary>
internal interface IGuarded
{
    Guard Guard { get; }
}
