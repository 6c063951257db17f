using System.Data;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;

namespace Clausea.Batch.Ledger.Tests;

public sealed class StoredTypeTests
{
    [TestCase("0.01", 1L)]
    [TestCase("-0.01", -1L)]
    [TestCase("0.005", 1L)]
    [TestCase("999999999.99", 99999999999L)]
    [TestCase("9999999999999999.99", 999999999999999999L)]
    public void Money_is_cents_in_SQLite_and_a_decimal_in_SQL_Server(string text, long cents)
    {
        var amount = decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
        var sqlite = new SqliteParameter();
        var sqlServer = new SqlParameter();
        new MoneyStored().SetValue(sqlite, new Money(amount));
        new MoneyStored().SetValue(sqlServer, new Money(amount));
        Assert.That(sqlite.Value, Is.EqualTo(cents));
        Assert.That(sqlServer.Value, Is.EqualTo(cents / 100m));
        Assert.That(
            (sqlServer.SqlDbType, sqlServer.Precision, sqlServer.Scale),
            Is.EqualTo((SqlDbType.Decimal, (byte)18, (byte)2)));
        Assert.That(new MoneyStored().Parse(typeof(Money), cents), Is.EqualTo(new Money(cents / 100m)));
        Assert.That(new MoneyStored().Parse(typeof(Money), cents / 100m), Is.EqualTo(new Money(cents / 100m)));
    }

    [Test]
    public void An_amount_beyond_all_reason_is_refused_and_not_wrapped() =>
        Assert.Throws<OverflowException>(() => new MoneyStored().SetValue(new SqliteParameter(), new Money(1e17m)));

    [Test]
    public void A_date_is_text_in_SQLite_and_a_date_in_SQL_Server()
    {
        var sqlite = new SqliteParameter();
        var sqlServer = new SqlParameter();
        new DateStored().SetValue(sqlite, Example.Today);
        new DateStored().SetValue(sqlServer, Example.Today);
        Assert.That(sqlite.Value, Is.EqualTo("2026-03-02"));
        Assert.That(sqlServer.SqlDbType, Is.EqualTo(SqlDbType.Date));
        Assert.That(new DateStored().Parse(typeof(DateOnly), sqlite.Value!), Is.EqualTo(Example.Today));
        Assert.That(new DateStored().Parse(typeof(DateOnly), sqlServer.Value!), Is.EqualTo(Example.Today));
    }

    [Test]
    public void An_instant_is_UTC_to_the_millisecond_in_both()
    {
        var instant = new DateTimeOffset(2026, 3, 2, 4, 30, 15, 250, TimeSpan.FromHours(-5)).AddTicks(9999);
        var sqlite = new SqliteParameter();
        var sqlServer = new SqlParameter();
        new InstantStored().SetValue(sqlite, instant);
        new InstantStored().SetValue(sqlServer, instant);
        Assert.That(sqlite.Value, Is.EqualTo("2026-03-02T09:30:15.250Z"));
        Assert.That(sqlServer.SqlDbType, Is.EqualTo(SqlDbType.DateTimeOffset));
        Assert.That(new InstantStored().Parse(typeof(DateTimeOffset), sqlite.Value!), Is.EqualTo(Example.Start));
        Assert.That(new InstantStored().Parse(typeof(DateTimeOffset), sqlServer.Value!), Is.EqualTo(Example.Start));
    }

    [Test]
    public void A_hash_of_a_stream_is_lower_case_SHA_256()
    {
        using var content = new MemoryStream("abc"u8.ToArray());
        Assert.That(FileHash.Of(content).Value, Does.StartWith("ba7816bf8f01cfea"));
    }

    [Test]
    public void Null_keeps_its_type_for_SQL_Server()
    {
        var date = new SqlParameter();
        var money = new SqlParameter();
        new DateStored().SetValue(date, DBNull.Value);
        new MoneyStored().SetValue(money, DBNull.Value);
        Assert.That((date.Value, date.SqlDbType), Is.EqualTo((DBNull.Value, SqlDbType.Date)));
        Assert.That((money.Value, money.SqlDbType), Is.EqualTo((DBNull.Value, SqlDbType.Decimal)));
    }
}
