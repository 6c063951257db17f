using System.Text;
using Clausea.Batch.Era.Reading;

namespace Clausea.Batch.Era.Tests;

internal sealed class NumberTests
{
    [TestCase("782", 782)]
    [TestCase("782.5", 782.5)]
    [TestCase("782.50", 782.5)]
    [TestCase(".5", .5)]
    [TestCase("5.", 5)]
    [TestCase("-0", 0)]
    [TestCase("-12.34", -12.34)]
    [TestCase("+12.34", 12.34)]
    [TestCase("1,234.56", 1234.56)]
    [TestCase("12,345,678", 12345678)]
    [TestCase("0.01", .01)]
    [TestCase("999999999999.99", 999999999999.99)]
    public void Decimals_are_exact(string text, decimal value)
    {
        Assert.That(Numbers.TryDecimal(Encoding.ASCII.GetBytes(text), out var read), Is.True);
        Assert.That(read, Is.EqualTo(value));
    }

    [TestCase("")]
    [TestCase("-")]
    [TestCase(".")]
    [TestCase("1.2.3")]
    [TestCase("12A.50")]
    [TestCase("1e5")]
    [TestCase(",5")]
    [TestCase("12,50")]
    [TestCase("1,23,456")]
    [TestCase("1234,567")]
    [TestCase("1,2345")]
    [TestCase("1,")]
    [TestCase("1234567890123456789")]
    public void What_is_no_number_is_not_read(string text) =>
        Assert.That(Numbers.TryDecimal(Encoding.ASCII.GetBytes(text), out _), Is.False);

    [TestCase("20260228", 2026, 2, 28)]
    [TestCase("260228", 2026, 2, 28)]
    [TestCase("991231", 1999, 12, 31)]
    [TestCase("20240229", 2024, 2, 29)]
    public void Dates_are_read(string text, int year, int month, int day)
    {
        Assert.That(Numbers.TryDate(Encoding.ASCII.GetBytes(text), out var date), Is.True);
        Assert.That(date, Is.EqualTo(new DateOnly(year, month, day)));
    }

    [TestCase("20251345")]
    [TestCase("20260230")]
    [TestCase("00000000")]
    [TestCase("2026022")]
    [TestCase("2026-2-8")]
    [TestCase("")]
    public void What_is_no_date_is_not_read(string text) =>
        Assert.That(Numbers.TryDate(Encoding.ASCII.GetBytes(text), out _), Is.False);
}
