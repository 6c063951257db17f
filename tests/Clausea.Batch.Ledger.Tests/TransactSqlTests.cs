using System.Reflection;
using Clausea.Batch.Appeals;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Clausea.Batch.Ledger.Tests;

/// <summary>Every statement that can reach SQL Server is T-SQL of 2017, whether or not a server is at hand.</summary>
public sealed class TransactSqlTests
{
    private static readonly string[] Forbidden = ["MERGE", "WAITFOR", "LIMIT", "RETURNING", "AUTOINCREMENT", "{", "}"];

    [Test]
    public void Every_schema_script_parses()
    {
        var scripts = SchemaScript.All(LedgerEngine.SqlServer);
        Assert.That(scripts, Is.Not.Empty);
        foreach (var script in scripts)
        {
            Assert.That(Mistakes(script.Text), Is.Empty, script.Name);
            foreach (var batch in new SqlServerDialect("").Batches(script.Text))
            {
                Assert.That(batch.Split('\n'), Has.None.EqualTo("GO"), script.Name);
                Assert.That(Mistakes(batch), Is.Empty, script.Name);
            }
        }
    }

    [TestCase("database.sql")]
    [TestCase("user.sql")]
    public void What_Compose_runs_on_the_server_parses(string script)
    {
        var text = File.ReadAllText(Path.Combine(Root(), "docs", "deploy", script));
        Assert.That(text, Does.Contain("clausea"));
        Assert.That(Mistakes(text), Is.Empty);
    }

    [Test]
    public void The_roles_parse() => Assert.That(Mistakes(LedgerScript.Roles()), Is.Empty);

    [Test]
    public void The_script_to_be_run_by_hand_holds_every_batch_and_parses()
    {
        var script = LedgerScript.SqlServer();
        Assert.That(Mistakes(script), Is.Empty);
        var executed = Parts<ExecuteStatement>(script).Select(statement => statement.ExecuteSpecification.ExecutableEntity)
            .OfType<ExecutableStringList>().Select(list => ((StringLiteral)list.Strings.Single()).Value).ToList();
        var batches = SchemaScript.All(LedgerEngine.SqlServer).SelectMany(version => new SqlServerDialect("").Batches(version.Text)).ToList();
        Assert.That(batches, Has.Count.GreaterThan(8));
        Assert.That(executed, Is.EqualTo(batches.Prepend("CREATE SCHEMA clausea")));
    }

    [Test]
    public void Each_version_of_that_script_stands_behind_the_one_before_it_in_a_transaction_of_its_own()
    {
        var versions = SchemaScript.All(LedgerEngine.SqlServer);
        var batches = Parts<TSqlBatch>(LedgerScript.SqlServer()).Where(batch => Written(batch).Contains("BEGIN TRANSACTION", StringComparison.Ordinal)).ToList();
        Assert.That(batches, Has.Count.EqualTo(versions.Count));
        Assert.That(batches.Select(batch => batch.Statements.Single()), Is.All.TypeOf<IfStatement>());
        for (var i = 0; i < versions.Count; i++)
        {
            Assert.That(Written(batches[i]), Does.StartWith($"IF (SELECT COALESCE(MAX(version), 0) FROM clausea.schema_versions) = {i}\n").And.Contain($"({i + 1}, N'{versions[i].Name}', "));
        }
    }

    [Test]
    public void Starting_with_the_tables_there_asks_for_no_right_to_make_any()
    {
        Parsed(SqlServerDialect.VersionsText).Accept(new OnlyWhenMissing());
        Assert.That(Parts<IfStatement>(SqlServerDialect.VersionsText), Has.Count.EqualTo(2));
    }

    [Test]
    public void Every_statement_parses()
    {
        var statements = Statements().ToList();
        Assert.That(statements, Has.Count.GreaterThan(35));
        foreach (var (name, sql) in statements)
        {
            var text = sql.For(LedgerEngine.SqlServer);
            Assert.That(Mistakes(text), Is.Empty, name);
            Assert.That(Forbidden.Where(word => text.Contains(word, StringComparison.Ordinal)), Is.Empty, name);
        }
    }

    [Test]
    public void Every_worklist_parses([Values] WorklistSort sort)
    {
        var random = new Random(7);
        foreach (var conditions in Enumerable.Range(0, Conditions).Select(bit => 1 << bit).Append(0).Append((1 << Conditions) - 1)
            .Concat(Enumerable.Range(0, 500).Select(_ => random.Next(1 << Conditions))))
        {
            foreach (var (_, sql) in Worklists(sort, conditions))
            {
                var text = sql.For(LedgerEngine.SqlServer);
                Assert.That(Mistakes(text), Is.Empty, text);
                Assert.That(Forbidden.Where(word => text.Contains(word, StringComparison.Ordinal)), Is.Empty, text);
            }
        }
    }

    [Test]
    public void The_tables_have_their_schema_in_SQL_Server_and_none_in_SQLite()
    {
        foreach (var (name, sql) in Statements())
        {
            Assert.That(sql.For(LedgerEngine.Sqlite), Does.Not.Contain(Sql.Schema).And.Not.Contain("{"), name);
        }

        Assert.That(new Sql("SELECT 1 FROM clausea.x {lock}").For(LedgerEngine.SqlServer),
            Is.EqualTo("SELECT 1 FROM clausea.x WITH (UPDLOCK, ROWLOCK)"));
    }

    [Test]
    public void Both_schemas_have_the_same_tables_and_columns()
    {
        Assert.That(Tables(LedgerEngine.Sqlite), Is.Not.Empty.And.EquivalentTo(Tables(LedgerEngine.SqlServer)));
    }

    // Statements of a SQLite dialect never reach SQL Server.
    internal static IEnumerable<(string Name, Sql Sql)> Statements() =>
        from type in typeof(Sql).Assembly.GetTypes()
        where !type.Name.StartsWith("Sqlite", StringComparison.Ordinal)
        from field in type.GetFields(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public)
        where field.FieldType == typeof(Sql) || field.FieldType == typeof(IReadOnlyList<Sql>)
        from sql in field.GetValue(null) is IReadOnlyList<Sql> many ? many : [(Sql)field.GetValue(null)!]
        select ($"{type.Name}.{field.Name}", sql);

    /// <summary>Things that a worklist can be narrowed to, and places in it.</summary>
    internal const int Conditions = 19;

    internal static WorklistFilter Filter(WorklistSort sort, int bits) => new()
    {
        Sort = sort,
        Status = IsSet(bits, 0) ? AppealStatus.Drafted : null,
        Disposition = IsSet(bits, 1) ? Disposition.Appeal : null,
        Kind = IsSet(bits, 2) ? LetterKind.Appeal : null,
        Payer = IsSet(bits, 3) ? "ACME" : null,
        Playbook = IsSet(bits, 4) ? "x" : null,
        DueBefore = IsSet(bits, 5) ? Example.Today : null,
        MinAmount = IsSet(bits, 6) ? 1m : null,
        ClaimNumber = IsSet(bits, 7) ? "1" : null,
        FileId = IsSet(bits, 8) ? 1 : null,
        After = IsSet(bits, 9) ? Cursor(sort) : null,
        Group = IsSet(bits, 10) ? WorklistGroup.Unsent : null,
        Practice = IsSet(bits, 11) ? "Calm" : null,
        Code = IsSet(bits, 12) ? "CO-50" : null,
        DueFrom = IsSet(bits, 13) ? Example.Today : null,
        MaxAmount = IsSet(bits, 14) ? 9m : null,
        Assignee = IsSet(bits, 15) ? "pat" : null,
        Needs = IsSet(bits, 16) ? WorklistNeeds.None : null,
        CreatedSince = IsSet(bits, 17) ? Example.Start : null,
        Before = IsSet(bits, 18) && !IsSet(bits, 9) ? Cursor(sort) : null,
    };

    /// <summary>Every statement that a filter may lead to: through the order, or beginning with each of its conditions.</summary>
    internal static IEnumerable<(WorklistCondition? Start, Sql Sql)> Worklists(WorklistSort sort, int conditions)
    {
        var filter = Filter(sort, conditions);
        var facts = new WorklistLookup(filter.Payer is null ? null : [1, 2], filter.Practice is null ? null : [3], (conditions & 1) == 0);
        var query = new WorklistQuery(filter, facts);
        List<WorklistCondition> starts = [.. query.Conditions.Where(condition => condition.Index is not null)];
        yield return (null, query.Page);
        foreach (var start in starts)
        {
            yield return (start, new WorklistQuery(filter, facts, start).Page);
        }

        if (starts.Count > 0 && filter.ClaimNumber is null)
        {
            yield return (null, WorklistStart.Statement(starts, alone: false));
        }

        var after = new WorklistQuery(filter with { After = Cursor(sort), Before = null }, facts);
        yield return (null, WorklistQuery.Neighbors(after, new WorklistQuery(filter with { After = null, Before = Cursor(sort) }, facts)));
        yield return (null, LedgerWorklist.Numbers([filter with { ClaimNumber = null }, new() { Status = AppealStatus.Drafted }], new()));
        yield return (null, LedgerWorklist.Rows([1, 2, 3]));
    }

    internal static string Cursor(WorklistSort sort) => WorklistCursor.Of(new() { Id = 1 }, sort).ToString();

    private static bool IsSet(int bits, int bit) => (bits & (1 << bit)) != 0;

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Clausea.Batch.sln")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        return folder;
    }

    private static TSqlFragment Parsed(string text)
    {
        using var reader = new StringReader(text);
        return new TSql140Parser(initialQuotedIdentifiers: true).Parse(reader, out _);
    }

    private static List<TPart> Parts<TPart>(string text)
        where TPart : TSqlFragment
    {
        var found = new Gathering<TPart>();
        Parsed(text).Accept(found);
        return found.Parts;
    }

    private static string Written(TSqlFragment part) =>
        string.Concat(part.ScriptTokenStream.Skip(part.FirstTokenIndex).Take(part.LastTokenIndex - part.FirstTokenIndex + 1).Select(token => token.Text));

    private static List<string> Mistakes(string text)
    {
        using var reader = new StringReader(text);
        new TSql140Parser(initialQuotedIdentifiers: true).Parse(reader, out var errors);
        return [.. errors.Select(error => $"line {error.Line}: {error.Message}")];
    }

    private static List<string> Tables(LedgerEngine engine)
    {
        List<string> columns = [];
        var table = "";
        foreach (var line in SchemaScript.All(engine).SelectMany(script => script.Text.Split('\n')))
        {
            var words = line.Replace(Sql.Schema, "", StringComparison.Ordinal)
                .Split(' ', StringSplitOptions.RemoveEmptyEntries);
            table = words is ["CREATE", "TABLE", var name, ..] ? name : line.StartsWith(')') ? "" : table;
            if (table.Length > 0 && line.StartsWith("    ", StringComparison.Ordinal) && char.IsLower(line[4]))
            {
                columns.Add($"{table}.{words[0]}");
            }
        }

        return columns;
    }

    private sealed class Gathering<TPart> : TSqlFragmentVisitor
        where TPart : TSqlFragment
    {
        public List<TPart> Parts { get; } = [];

        public override void Visit(TSqlFragment node)
        {
            if (node is TPart part)
            {
                Parts.Add(part);
            }
        }
    }

    // What makes something stands under IF ... IS NULL.
    private sealed class OnlyWhenMissing : TSqlFragmentVisitor
    {
        public override void ExplicitVisit(IfStatement node) =>
            Assert.That(node.Predicate, Is.TypeOf<BooleanIsNullExpression>());

        public override void Visit(CreateTableStatement node) => Assert.Fail("a table is made whether it is there or not");

        public override void Visit(ExecuteStatement node) => Assert.Fail("something is executed whether it is needed or not");
    }
}
