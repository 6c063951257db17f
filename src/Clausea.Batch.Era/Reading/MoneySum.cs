using System.Runtime.CompilerServices;

namespace Clausea.Batch.Era.Reading;

/// <summary>An exact sum of amounts: ten-thousandths of a dollar, in which nearly every amount is whole, and a decimal
/// for the others.</summary>
internal struct MoneySum
{
    private const long Carry = 1L << 60;

    private long _units;
    private bool _hasRest;
    private decimal _rest;

    public readonly decimal Value => _hasRest ? _rest + Numbers.FromUnits(_units) : Numbers.FromUnits(_units);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Set(long units)
    {
        _units = units;
        _hasRest = false;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(long units) => _units += units;

    public void Add(decimal amount)
    {
        _rest = _hasRest ? _rest + amount : amount;
        _hasRest = true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(in MoneySum other)
    {
        _units += other._units;
        if (other._hasRest | ((ulong)(_units + Carry) > 2 * (ulong)Carry))
        {
            AddRest(other);
        }
    }

    /// <summary>Whether the two parts are the whole.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Meet(in MoneySum whole, in MoneySum part, in MoneySum otherPart) =>
        whole._hasRest | part._hasRest | otherPart._hasRest
            ? MeetExactly(whole, part, otherPart)
            : whole._units == part._units + otherPart._units;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool MeetExactly(in MoneySum whole, in MoneySum part, in MoneySum otherPart) =>
        whole.Value == part.Value + otherPart.Value;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void AddRest(in MoneySum other)
    {
        Add(Numbers.FromUnits(_units) + (other._hasRest ? other._rest : 0));
        _units = 0;
    }
}
