using System.Data;
using System.Globalization;
using Dapper;

namespace Clausea.Batch.Ledger;

/// <summary>Dollars as the ledger keeps them: to the cent.</summary>
internal readonly record struct Money(decimal Amount)
{
    public static implicit operator Money(decimal amount) => new(amount);

    public decimal Rounded => Math.Round(Amount, 2, MidpointRounding.AwayFromZero);
}

/// <summary>SQLite has no decimal type and would make a binary fraction of it, so it keeps whole cents.</summary>
internal sealed class MoneyStored : Stored<Money>
{
    public static long Cents(Money value) => decimal.ToInt64(value.Rounded * 100m);

    protected override object ToSqlite(Money value) => Cents(value);

    protected override object ToSqlServer(Money value) => value.Rounded;

    protected override void Declare(IDbDataParameter parameter)
    {
        parameter.DbType = DbType.Decimal;
        parameter.Precision = 18;
        parameter.Scale = 2;
    }

    protected override Money Read(object value) => value switch
    {
        long cents => new(cents / 100m),
        decimal dollars => new(dollars),
        _ => throw new DataException($"Money is not kept as {value.GetType().Name}"),
    };
}

/// <summary>A date; text in SQLite, which has no type for it.</summary>
internal sealed class DateStored : Stored<DateOnly>
{
    public const string Format = "yyyy-MM-dd";

    protected override object ToSqlite(DateOnly value) => value.ToString(Format, CultureInfo.InvariantCulture);

    protected override object ToSqlServer(DateOnly value) => value.ToDateTime(TimeOnly.MinValue);

    protected override void Declare(IDbDataParameter parameter) => parameter.DbType = DbType.Date;

    protected override DateOnly Read(object value) => value switch
    {
        string text => DateOnly.ParseExact(text, Format, CultureInfo.InvariantCulture),
        DateTime date => DateOnly.FromDateTime(date),
        DateOnly date => date,
        _ => throw new DataException($"A date is not kept as {value.GetType().Name}"),
    };
}

/// <summary>An instant in UTC; in SQLite text whose order is the order of time.</summary>
internal sealed class InstantStored : Stored<DateTimeOffset>
{
    private const string Format = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    public static string Text(DateTimeOffset value) => value.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture);

    protected override object ToSqlite(DateTimeOffset value) => Text(value);

    protected override object ToSqlServer(DateTimeOffset value) => StoredTypes.ToMillisecond(value);

    protected override void Declare(IDbDataParameter parameter) => parameter.DbType = DbType.DateTimeOffset;

    protected override DateTimeOffset Read(object value) => value switch
    {
        string text => DateTimeOffset.ParseExact(
            text, Format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
        DateTimeOffset instant => instant.ToUniversalTime(),
        _ => throw new DataException($"An instant is not kept as {value.GetType().Name}"),
    };
}
