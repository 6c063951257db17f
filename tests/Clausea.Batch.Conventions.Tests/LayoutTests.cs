using System.Reflection;
using Clausea.Batch.Appeals;
using Clausea.Batch.Documents;
using Clausea.Batch.Era;
using Clausea.Batch.Ledger;
using Clausea.Batch.Worker.Hosting;

namespace Clausea.Batch.Conventions.Tests;

/// <summary>The house rules that a compiler does not know. Each first proves that it looked at something.</summary>
internal sealed class LayoutTests
{
    private static readonly Assembly s_era = typeof(EraReader).Assembly;
    private static readonly Assembly s_appeals = typeof(ClaimTriage).Assembly;
    private static readonly Assembly s_documents = typeof(DocumentHeader).Assembly;
    private static readonly Assembly s_ledger = typeof(LedgerDatabase).Assembly;
    private static readonly Assembly s_dashboard = Assembly.Load("Clausea.Batch.Dashboard");
    private static readonly Assembly s_worker = typeof(InboxOptions).Assembly;
    private static readonly Assembly[] s_all = [s_era, s_appeals, s_documents, s_ledger, s_dashboard, s_worker];

    private static readonly string[] s_emptyWords =
        ["Manager", "Helper", "Helpers", "Util", "Utils", "Info", "Data", "Service", "Processor", "Common", "Base", "Impl", "Dto"];

    [Test]
    public void Era_depends_on_nothing_but_the_runtime()
    {
        var references = References(s_era);
        Assert.That(references, Is.Not.Empty);
        Assert.That(references.Where(name => !name.StartsWith("System.", StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public void Appeals_knows_neither_SQL_nor_Hangfire() =>
        Assert.That(References(s_appeals), Has.Some.EqualTo("Clausea.Batch.Era").And.None.Match("Data.Sql|Dapper|Hangfire|Microsoft.Data|Clausea.Batch.(Ledger|Dashboard)"));

    [Test]
    public void Documents_know_appeals_and_nothing_of_where_they_are_kept() =>
        Assert.That(References(s_documents), Has.Some.EqualTo("Clausea.Batch.Appeals").And.None.Match("Data.Sql|Dapper|Hangfire|AspNetCore|Clausea.Batch.(Ledger|Dashboard)"));

    [Test]
    public void Only_the_ledger_speaks_to_databases()
    {
        Assert.That(References(s_ledger), Has.Some.EqualTo("Dapper").And.Some.EqualTo("Microsoft.Data.Sqlite").And.Some.EqualTo("Microsoft.Data.SqlClient"));
        Assert.That(new[] { s_era, s_appeals, s_documents, s_dashboard, s_worker }.SelectMany(References), Has.None.Match("^Dapper$|^Microsoft.Data"));
    }

    [Test]
    public void Dependencies_run_one_way()
    {
        Assert.That(References(s_ledger), Has.None.Match("Hangfire|Dashboard|AspNetCore"));
        Assert.That(References(s_dashboard), Has.None.EqualTo("clausea"));
    }

    [Test]
    public void Types_are_named_by_what_they_are()
    {
        var types = s_all.SelectMany(assembly => assembly.GetTypes())
            .Where(type => type.Namespace?.StartsWith("Clausea.", StringComparison.Ordinal) == true && !type.Name.Contains('<', StringComparison.Ordinal)).ToList();
        Assert.That(types, Has.Count.GreaterThan(150));
        Assert.That(types.Where(type => s_emptyWords.Any(word => Name(type).EndsWith(word, StringComparison.Ordinal))).Select(type => type.FullName), Is.Empty);
    }

    [Test]
    public void Types_are_sealed_unless_they_are_made_to_be_derived_from()
    {
        var open = s_all.SelectMany(assembly => assembly.GetTypes())
            .Where(type => type is { IsClass: true, IsSealed: false, IsAbstract: false } && type.Namespace?.StartsWith("Clausea.", StringComparison.Ordinal) == true)
            .Where(type => !typeof(Microsoft.AspNetCore.Components.IComponent).IsAssignableFrom(type) && type.Name != "_Imports")
            .Where(type => !type.Name.Contains('<', StringComparison.Ordinal) && !type.FullName!.Contains("RegularExpressions", StringComparison.Ordinal));
        Assert.That(open.Select(type => type.FullName), Is.Empty);
    }

    private static List<string> References(Assembly assembly) => [.. assembly.GetReferencedAssemblies().Select(name => name.Name!)];

    private static string Name(Type type) => type.Name.Split('`')[0];
}
