using System.Globalization;

namespace Clausea.Batch.Documents.Pdf;

/// <summary>How a PDF moves, turns and scales: x' = ax + cy + e, y' = bx + dy + f.</summary>
internal readonly record struct Matrix(double A, double B, double C, double D, double E, double F)
{
    public static readonly Matrix None = new(1, 0, 0, 1, 0, 0);

    public static Matrix Scale(double x, double y) => new(x, 0, 0, y, 0, 0);

    public static Matrix Move(double x, double y) => new(1, 0, 0, 1, x, y);

    /// <summary>First this one, then the other.</summary>
    public Matrix Then(Matrix next) => new(
        (A * next.A) + (B * next.C), (A * next.B) + (B * next.D),
        (C * next.A) + (D * next.C), (C * next.B) + (D * next.D),
        (E * next.A) + (F * next.C) + next.E, (E * next.B) + (F * next.D) + next.F);

    public (double X, double Y) Of(double x, double y) => ((A * x) + (C * y) + E, (B * x) + (D * y) + F);

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{A:0.######} {B:0.######} {C:0.######} {D:0.######} {E:0.###} {F:0.###}");
}
