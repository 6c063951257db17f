using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Clausea.Batch.Ledger.Tests;

/// <summary>Resolves every table and column that a statement names.</summary>
internal sealed class StatementCheck(IReadOnlyDictionary<string, Dictionary<string, ModelColumn>> tables) : TSqlConcreteFragmentVisitor
{
    private readonly Stack<Dictionary<string, HashSet<string>>> _scopes = new();
    private readonly Stack<HashSet<string>> _aliases = new();
    private HashSet<string>? _target;
    private Dictionary<string, ModelColumn>? _triggers;

    public List<string> Mistakes { get; } = [];

    public override void ExplicitVisit(QuerySpecification node)
    {
        _aliases.Push([.. node.SelectElements.OfType<SelectScalarExpression>().Select(element => element.ColumnName?.Value).OfType<string>()]);
        Within(node.FromClause, null, () => base.ExplicitVisit(node));
        _aliases.Pop();
    }

    // What orders a union is of its result.
    public override void ExplicitVisit(BinaryQueryExpression node)
    {
        node.FirstQueryExpression.Accept(this);
        node.SecondQueryExpression.Accept(this);
        var columns = ColumnsOf(node).ToHashSet(StringComparer.OrdinalIgnoreCase);
        Mistakes.AddRange((node.OrderByClause?.OrderByElements ?? []).Select(element => element.Expression).OfType<ColumnReferenceExpression>()
            .Select(column => column.MultiPartIdentifier.Identifiers[^1].Value)
            .Where(column => !columns.Contains(column)).Select(column => $"the union has no column {column}"));
    }

    public override void ExplicitVisit(CreateTriggerStatement node) => WithinTrigger(node.TriggerObject, () => base.ExplicitVisit(node));

    public override void ExplicitVisit(AlterTriggerStatement node) => WithinTrigger(node.TriggerObject, () => base.ExplicitVisit(node));

    public override void ExplicitVisit(UpdateSpecification node) => Within(node.FromClause, node.Target, () => base.ExplicitVisit(node));

    public override void ExplicitVisit(DeleteSpecification node) => Within(node.FromClause, node.Target, () => base.ExplicitVisit(node));

    // What is set is of the target, whoever else has a column of that name.
    public override void ExplicitVisit(AssignmentSetClause node)
    {
        var column = node.Column.MultiPartIdentifier.Identifiers[^1].Value;
        if (_target?.Contains(column) == false)
        {
            Mistakes.Add($"no column {column} is there to be set");
        }

        node.NewValue.Accept(this);
    }

    public override void ExplicitVisit(CreateIndexStatement node)
    {
        var columns = node.Columns.Select(column => column.Column).Concat(node.IncludeColumns).Select(column => column.MultiPartIdentifier.Identifiers[^1].Value);
        if (Find(node.OnName) is { } table)
        {
            Mistakes.AddRange(columns.Where(column => !table.ContainsKey(column)).Select(column => $"{SchemaModel.NameOf(node.OnName)} has no column {column}"));
        }
    }

    public override void ExplicitVisit(InsertSpecification node)
    {
        if (node.Target is NamedTableReference target && Find(target.SchemaObject) is { } table)
        {
            CheckInsert(SchemaModel.NameOf(target.SchemaObject), table, node);
        }

        node.InsertSource.Accept(this);
    }

    public override void ExplicitVisit(ColumnReferenceExpression node)
    {
        if (node.MultiPartIdentifier is not { Identifiers: var parts })
        {
            return;
        }

        var column = parts[^1].Value;
        if (parts.Count == 1)
        {
            CheckPlain(column);
        }
        else if (_scopes.Select(scope => scope.GetValueOrDefault(parts[^2].Value)).FirstOrDefault(columns => columns is not null) is not { } found)
        {
            Mistakes.Add($"nothing is called {parts[^2].Value}");
        }
        else if (!found.Contains(column))
        {
            Mistakes.Add($"{parts[^2].Value} has no column {column}");
        }
    }

    private void CheckPlain(string column)
    {
        var holders = _scopes.Select(scope => scope.Values.Count(columns => columns.Contains(column))).FirstOrDefault(count => count > 0);
        if (holders > 1)
        {
            Mistakes.Add($"{column} may be of several tables");
        }
        else if (holders == 0 && !(_aliases.TryPeek(out var aliases) && aliases.Contains(column)))
        {
            Mistakes.Add($"no table has a column {column}");
        }
    }

    private void CheckInsert(string name, Dictionary<string, ModelColumn> table, InsertSpecification insert)
    {
        List<string> columns = [.. insert.Columns.Select(column => column.MultiPartIdentifier.Identifiers[^1].Value)];
        Mistakes.AddRange(columns.Where(column => !table.ContainsKey(column)).Select(column => $"{name} has no column {column}"));
        Mistakes.AddRange(columns.GroupBy(column => column).Where(same => same.Count() > 1).Select(same => $"{name}.{same.Key} is given twice"));
        Mistakes.AddRange(table.Values.Where(column => column.IsRequired && !columns.Contains(column.Name)).Select(column => $"{name}.{column.Name} must be given"));
        foreach (var row in Rows(insert.InsertSource).Where(row => row is not null))
        {
            CheckRow(name, table, columns, row!);
        }
    }

    private void CheckRow(string name, Dictionary<string, ModelColumn> table, List<string> columns, IReadOnlyList<ScalarExpression?> row)
    {
        if (row.Count != columns.Count)
        {
            Mistakes.Add($"{name}: {columns.Count} columns, {row.Count} values");
            return;
        }

        Mistakes.AddRange(columns.Where((column, i) => row[i] is NullLiteral && table.TryGetValue(column, out var found) && found.IsNotNull)
            .Select(column => $"{name}.{column} takes no null"));
    }

    private static IEnumerable<IReadOnlyList<ScalarExpression?>?> Rows(InsertSource source) => source switch
    {
        ValuesInsertSource values => values.RowValues.Select(row => row.ColumnValues.ToList()),
        SelectInsertSource { Select: QuerySpecification select } => [Values(select)],
        _ => [],
    };

    private static IReadOnlyList<ScalarExpression?>? Values(QuerySpecification select) =>
        select.SelectElements.All(element => element is SelectScalarExpression)
            ? [.. select.SelectElements.Cast<SelectScalarExpression>().Select(element => element.Expression)]
            : null;

    private void Within(FromClause? from, TableReference? target, Action visit)
    {
        var scope = new Dictionary<string, HashSet<string>>(StringComparer.OrdinalIgnoreCase);
        foreach (var source in from?.TableReferences.SelectMany(Flat) ?? (target is null ? [] : [target]))
        {
            Add(scope, source);
        }

        if (from is not null && target is NamedTableReference { SchemaObject: var name } && !scope.ContainsKey(name.BaseIdentifier.Value))
        {
            Mistakes.Add($"nothing is called {name.BaseIdentifier.Value}");
        }

        _target = target is NamedTableReference { SchemaObject.BaseIdentifier.Value: var changed } ? scope.GetValueOrDefault(changed) : _target;
        _scopes.Push(scope);
        visit();
        _scopes.Pop();
    }

    private static IEnumerable<TableReference> Flat(TableReference table) => table switch
    {
        JoinTableReference join => Flat(join.FirstTableReference).Concat(Flat(join.SecondTableReference)),
        JoinParenthesisTableReference inner => Flat(inner.Join),
        _ => [table],
    };

    private void Add(Dictionary<string, HashSet<string>> scope, TableReference source)
    {
        var (name, columns) = source switch
        {
            NamedTableReference named => (named.Alias?.Value ?? named.SchemaObject.BaseIdentifier.Value, Find(named.SchemaObject)?.Keys),
            QueryDerivedTable derived => (derived.Alias.Value, ColumnsOf(derived.QueryExpression)),
            OpenJsonTableReference json => (json.Alias.Value, json.SchemaDeclarationItems.Select(item => item.ColumnDefinition.ColumnIdentifier.Value)),
            GlobalFunctionTableReference { Name.Value: "STRING_SPLIT" } split => (split.Alias.Value, ["value"]),
            _ => ("", null),
        };
        if (name.Length == 0 || !scope.TryAdd(name, new(columns ?? [], StringComparer.OrdinalIgnoreCase)))
        {
            Mistakes.Add(name.Length == 0 ? $"a {source.GetType().Name} is not known here" : $"{name} stands twice");
        }
    }

    // A trigger knows the rows before and behind the change as "deleted" and "inserted".
    private void WithinTrigger(TriggerObject trigger, Action visit)
    {
        _triggers = Find(trigger.Name);
        visit();
        _triggers = null;
    }

    private static IEnumerable<string> ColumnsOf(QueryExpression query)
    {
        while (query is BinaryQueryExpression binary)
        {
            query = binary.FirstQueryExpression;
        }

        return ((QuerySpecification)query).SelectElements.OfType<SelectScalarExpression>().Select(element =>
            element.ColumnName?.Value ?? (element.Expression as ColumnReferenceExpression)?.MultiPartIdentifier.Identifiers[^1].Value ?? "");
    }

    private Dictionary<string, ModelColumn>? Find(SchemaObjectName name)
    {
        if (tables.TryGetValue(SchemaModel.NameOf(name), out var table))
        {
            return table;
        }

        if (_triggers is not null && SchemaModel.NameOf(name) is "inserted" or "deleted")
        {
            return _triggers;
        }

        Mistakes.Add($"there is no table {SchemaModel.NameOf(name)}");
        return null;
    }
}
