using System.Text;

namespace Clausea.Batch.Era.Synthetic;

/// <summary>What synthetic practices and facilities bill.</summary>
internal static class Offers
{
    public static readonly Offer[] All =
    [
        new("HC:90837", 19500),
        new("HC:90834", 15000),
        new("HC:90832", 11000),
        new("HC:90791", 24000),
        new("HC:90792", 28000),
        new("HC:90847", 17500),
        new("HC:90853", 6500),
        new("HC:99213", 12500),
        new("HC:99214", 18500),
        new("HC:90833", 9000),
        new("HC:90785", 2500),
        new("HC:96127", 1200) { MostUnits = 3 },
        new("HC:H0004", 3200) { MostUnits = 8 },
        new("HC:97153", 1850) { MostUnits = 16 },
        new("HC:H0015", 31000, "0906"),
        new("HC:H0035", 42000, "0912"),
        new("HC:90853", 8800, "0915"),
        new("HC:90837", 21000, "0914"),
        new("HC:H2012", 9500, "0913") { MostUnits = 6 },
        new("NU:0124", 118000),
        new("NU:0126", 96000),
        new("NU:0250", 8400),
        new("NU:0300", 6100),
    ];

    public const int Professional = 14;
    public const int Outpatient = 5;
    public const int Beds = 2;
    public const int Extras = 2;

    public static ReadOnlySpan<byte> Modifiers(int choice) => choice switch
    {
        0 => ":95"u8,
        1 => ":GT"u8,
        2 => ":HO"u8,
        3 => ":HO:95"u8,
        4 => ":25"u8,
        5 => ":59:HN:95"u8,
        _ => default,
    };
}

/// <summary>A procedure (SVC01, without modifiers), its price in cents, and the revenue code it is billed under.</summary>
internal sealed class Offer(string procedure, int cents, string revenue = "")
{
    public byte[] Procedure { get; } = Encoding.ASCII.GetBytes(procedure);

    public int Cents { get; } = cents;

    public byte[] Revenue { get; } = Encoding.ASCII.GetBytes(revenue);

    public int MostUnits { get; init; } = 1;
}
