using System.Globalization;

namespace Clausea.Batch.Shared;

/// <summary>Repeatable chance, in the words of an 835.</summary>
internal sealed class Chance(int seed)
{
    private static readonly string[] s_words =
    [
        "QUARTZ", "MEADOW", "O'LEERY", "ST", "ISA", "IEA", "SE", "CLP", "DE LA NORRA", "VANTERPOOLE-HYE", "LUMEN", "BRASK", "X",
        "WICKLOWE", "TAMBERLIN", "ZEPHYRIN", "R & D (EAST)", "HOLLOWAY #2", "GE", "NORTH.END", "UNIT/4", "MERIDIANE, LLC", "U",
    ];

    private static readonly string[] s_firstNames = ["LISA", "ADALYNE", "BRAM", "J", "ORSON", "MARISA", "GS", "TEODORIC", "ZIV"];

    private readonly Random _random = new(seed);

    public bool OneIn(int times) => _random.Next(times) == 0;

    /// <summary>Both ends included.</summary>
    public int Between(int from, int to) => _random.Next(from, to + 1);

    public T Pick<T>(params ReadOnlySpan<T> choices) => choices[_random.Next(choices.Length)];

    /// <summary>Some of them, in their order; about one in so many.</summary>
    public IEnumerable<T> Some<T>(int oneIn, IEnumerable<T> choices)
    {
        var taken = new List<T>();
        foreach (var choice in choices)
        {
            if (OneIn(oneIn))
            {
                taken.Add(choice);
            }
        }

        return taken;
    }

    public string Name() => OneIn(3) ? $"{Pick(s_words)} {Pick(s_words)}" : Pick(s_words);

    public string FirstName() => Pick(s_firstNames);

    public string Digits(int count) => string.Concat(Enumerable.Range(0, count).Select(_ => (char)('0' + _random.Next(10))));

    public string Id() => Pick("", "A", "ZX-", "0", "MR ") + Digits(Between(3, 12));

    public DateOnly Date() => new DateOnly(2026, 1, 1).AddDays(_random.Next(300));

    public string Day() => Write(Date());

    public static string Write(DateOnly date) => date.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    /// <summary>A positive amount of one of the shapes that payers send.</summary>
    public decimal Amount() => _random.Next(8) switch
    {
        0 => _random.Next(1, 1000),
        1 => _random.Next(1, 10_000) / 10m,
        2 => _random.Next(1, 100) / 100m,
        3 => _random.Next(1, 1_000_000) / 10_000m,
        4 => _random.NextInt64(1, 10_000_000_000),
        5 => _random.NextInt64(1, 10_000_000_000) / 100m,
        _ => _random.Next(1, 100_000) / 100m,
    };

    /// <summary>Zero to all of an amount.</summary>
    public decimal PartOf(decimal amount) => OneIn(4)
        ? amount
        : Math.Round(amount * _random.Next(100) / 100, Pick(0, 2, 2, 4), MidpointRounding.ToZero);

    /// <summary>One of the ways in which a number may be written.</summary>
    public string Write(decimal number)
    {
        if (number == 0)
        {
            return Pick("0", "0", "0", "0.00", ".00", "-0", "-0.00");
        }

        var text = Math.Abs(number).ToString(Pick("0.####", "0.####", "0.00##", "0.0000"), CultureInfo.InvariantCulture);
        var bare = text.StartsWith("0.", StringComparison.Ordinal) && OneIn(2) ? text[1..] : text;
        return number < 0 ? $"-{bare}" : bare;
    }

    public decimal Quantity() => Pick(1m, 1m, 2m, 0.25m, 1.5m, 30m, 1000m);
}
