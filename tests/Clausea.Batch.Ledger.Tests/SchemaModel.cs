using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Clausea.Batch.Ledger.Tests;

/// <summary>The tables of SQL Server as scripts leave them, one after the other, and what is wrong with a statement that is
/// run against them: a table or column that is not there, a column that must be given and is not, a wrong number of values.
/// What a server would say, without one.</summary>
internal sealed class SchemaModel
{
    private readonly Dictionary<string, Dictionary<string, ModelColumn>> _tables = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Tables by name, temporary ones with their #.</summary>
    public IReadOnlyDictionary<string, Dictionary<string, ModelColumn>> Tables => _tables;

    /// <summary>Takes over what a script changes; each of its statements is checked against the tables as they are before it.</summary>
    public List<string> Run(string text)
    {
        List<string> mistakes = [];
        foreach (var statement in Parse(text).Batches.SelectMany(batch => batch.Statements))
        {
            mistakes.AddRange(Check(statement));
            Apply(statement);
        }

        return mistakes;
    }

    public static TSqlScript Parse(string text)
    {
        using var reader = new StringReader(text);
        var script = (TSqlScript)new TSql140Parser(initialQuotedIdentifiers: true).Parse(reader, out var errors);
        return errors.Count == 0 ? script : throw new FormatException(errors[0].Message);
    }

    private List<string> Check(TSqlStatement statement)
    {
        if (statement is CreateTableStatement or CreateTriggerStatement or AlterTableStatement or DropTableStatement or DropObjectsStatement)
        {
            return [];
        }

        var check = new StatementCheck(_tables);
        statement.Accept(check);
        return check.Mistakes;
    }

    private void Apply(TSqlStatement statement)
    {
        switch (statement)
        {
            case CreateTableStatement create:
                _tables[NameOf(create.SchemaObjectName)] = create.Definition.ColumnDefinitions.Select(ModelColumn.Of)
                    .ToDictionary(column => column.Name, StringComparer.OrdinalIgnoreCase);
                SetKeys(_tables[NameOf(create.SchemaObjectName)], create.Definition.TableConstraints);
                break;
            case AlterTableAddTableElementStatement add:
                foreach (var column in add.Definition.ColumnDefinitions.Select(ModelColumn.Of))
                {
                    _tables[NameOf(add.SchemaObjectName)].Add(column.Name, column);
                }

                break;
            case AlterTableDropTableElementStatement drop:
                foreach (var element in drop.AlterTableDropTableElements.Where(element => element.TableElementType != TableElementType.Constraint))
                {
                    _tables[NameOf(drop.SchemaObjectName)].Remove(element.Name.Value);
                }

                break;
        }
    }

    private static void SetKeys(Dictionary<string, ModelColumn> table, IList<ConstraintDefinition> constraints)
    {
        foreach (var name in constraints.OfType<UniqueConstraintDefinition>().Where(constraint => constraint.IsPrimaryKey)
            .SelectMany(constraint => constraint.Columns).Select(column => column.Column.MultiPartIdentifier.Identifiers[^1].Value))
        {
            table[name] = table[name] with { IsRequired = !table[name].IsGiven, IsNotNull = true };
        }
    }

    internal static string NameOf(SchemaObjectName name) =>
        name.SchemaIdentifier is { } schema ? $"{schema.Value}.{name.BaseIdentifier.Value}" : name.BaseIdentifier.Value;
}

/// <summary>A column of a table.</summary>
/// <param name="IsNotNull">It takes no null.</param>
/// <param name="IsGiven">It has a default, or counts by itself.</param>
/// <param name="IsRequired">An insert must name it.</param>
internal sealed record ModelColumn(string Name, bool IsNotNull, bool IsGiven, bool IsRequired)
{
    public static ModelColumn Of(ColumnDefinition column)
    {
        var notNull = column.Constraints.OfType<NullableConstraintDefinition>().Any(constraint => !constraint.Nullable)
            || column.Constraints.OfType<UniqueConstraintDefinition>().Any(constraint => constraint.IsPrimaryKey);
        var given = column.DefaultConstraint is not null || column.IdentityOptions is not null;
        return new(column.ColumnIdentifier.Value, notNull, given, notNull && !given);
    }
}
