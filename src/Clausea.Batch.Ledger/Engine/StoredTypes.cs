using System.Data;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Clausea.Batch.Ledger;

/// <summary>How a type is kept; the parameter tells the engine. A null keeps the declared type, so that SQL Server
/// has one plan for a statement whatever is null in it.</summary>
internal abstract class Stored<T> : SqlMapper.ITypeHandler
    where T : struct
{
    public void SetValue(IDbDataParameter parameter, object value)
    {
        if (parameter is SqliteParameter)
        {
            parameter.Value = value is T some ? ToSqlite(some) : DBNull.Value;
        }
        else
        {
            Declare(parameter);
            parameter.Value = value is T some ? ToSqlServer(some) : DBNull.Value;
        }
    }

    public object Parse(Type destinationType, object value) => Read(value);

    protected abstract object ToSqlite(T value);

    protected abstract object ToSqlServer(T value);

    protected abstract void Declare(IDbDataParameter parameter);

    protected abstract T Read(object value);
}

/// <summary>Tells Dapper how money, dates and instants are kept, and that <c>payer_id</c> is <c>PayerId</c>.</summary>
internal static class StoredTypes
{
    private static readonly Lock Gate = new();
    private static bool _registered;

    public static void Register()
    {
        lock (Gate)
        {
            if (_registered)
            {
                return;
            }

            DefaultTypeMap.MatchNamesWithUnderscores = true;
            Add(new MoneyStored());
            Add(new DateStored());
            Add(new InstantStored());
            _registered = true;
        }
    }

    public static DateTimeOffset ToMillisecond(DateTimeOffset instant) =>
        new(instant.UtcTicks - (instant.UtcTicks % TimeSpan.TicksPerMillisecond), TimeSpan.Zero);

    // Dapper asks a handler only for types that are not in its own map.
    private static void Add<T>(Stored<T> handler)
        where T : struct
    {
        SqlMapper.RemoveTypeMap(typeof(T));
        SqlMapper.RemoveTypeMap(typeof(T?));
        SqlMapper.AddTypeHandler(typeof(T), handler);
    }
}
