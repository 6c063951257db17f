using System.Globalization;
using System.Text;

namespace Clausea.Batch.Documents.Pdf;

/// <summary>The text of an object in Latin-1, with places open for the numbers of those it refers to.</summary>
internal sealed class CopiedText
{
    private readonly StringBuilder _text = new();
    private readonly List<(string Before, CopiedObject Target)> _references = [];

    public IReadOnlyList<(string Before, CopiedObject Target)> References => _references;

    public string Rest => _text.ToString();

    public CopiedText Raw(string text)
    {
        _text.Append(text);
        return this;
    }

    public CopiedText Reference(CopiedObject target)
    {
        _references.Add((_text.ToString(), target));
        _text.Clear();
        return this;
    }

    public CopiedText Name(string name)
    {
        _text.Append('/');
        foreach (var c in Encoding.UTF8.GetBytes(name))
        {
            _ = IsRegular(c) ? _text.Append((char)c) : _text.Append(CultureInfo.InvariantCulture, $"#{c:X2}");
        }

        return this;
    }

    public CopiedText Hex(ReadOnlySpan<byte> bytes)
    {
        _text.Append('<').Append(Convert.ToHexString(bytes)).Append('>');
        return this;
    }

    public CopiedText Number(double number)
    {
        _text.Append(number.ToString("0.##########", CultureInfo.InvariantCulture));
        return this;
    }

    public CopiedText Box(ReadOnlySpan<double> numbers)
    {
        _text.Append('[');
        foreach (var number in numbers)
        {
            Number(number).Raw(" ");
        }

        _text.Append(']');
        return this;
    }

    private static bool IsRegular(byte c) => c is > (byte)' ' and < 0x7F && "()<>[]{}/%#".IndexOf((char)c, StringComparison.Ordinal) < 0;
}
