using System.Globalization;
using System.Text;

namespace Clausea.Batch.Era.Synthetic;

/// <summary>The days of a synthetic file, as CCYYMMDD.</summary>
internal static class Days
{
    /// <summary>Days from <see cref="First"/> to the payment.</summary>
    public const int Payment = 152;

    public static readonly DateOnly First = new(2025, 10, 1);

    private static readonly byte[] s_text = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, Payment + 1)
        .Select(day => First.AddDays(day).ToString("yyyyMMdd", CultureInfo.InvariantCulture))));

    public static ReadOnlySpan<byte> Text(int day) => s_text.AsSpan(day * 8, 8);
}
