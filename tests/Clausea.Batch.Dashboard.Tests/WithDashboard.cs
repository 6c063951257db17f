namespace Clausea.Batch.Dashboard.Tests;

/// <summary>For each test, a dashboard over two drafted appeals: 90837 denied with CO-50 and N382.</summary>
internal abstract class WithDashboard
{
    protected DashboardHost Host { get; private set; } = null!;

    protected IReadOnlyList<long> Ids { get; private set; } = [];

    [SetUp]
    public async Task StartAsync()
    {
        Host = await DashboardHost.StartAsync();
        Ids = await Host.TakeAsync("denied/bh-n382-with-co50.835");
        Assert.That(Ids, Has.Count.EqualTo(2));
    }

    [TearDown]
    public ValueTask StopAsync() => Host.DisposeAsync();
}
