using System.Security.Cryptography;

namespace Clausea.Batch.Era.Reading;

/// <summary>SHA-256 of a remittance's content: the same whatever the separators, line breaks, envelopes and control
/// numbers, which clearinghouses change when they wrap a file anew.</summary>
internal sealed class RemittanceFingerprint : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _pending = new byte[8192];
    private int _length;

    public void Add(in Segment segment)
    {
        var component = segment.Separators.Component;
        for (var i = 0; i < segment.Count; i++)
        {
            var element = segment[i];
            if (element.Length < _pending.Length - _length)
            {
                Take(element, component);
            }
            else
            {
                Append(element, component);
            }

            End((byte)'*');
        }

        End((byte)'~');
    }

    public string Finish()
    {
        _hash.AppendData(_pending, 0, _length);
        _length = 0;
        return Convert.ToHexStringLower(_hash.GetHashAndReset());
    }

    public void Dispose() => _hash.Dispose();

    // Of most elements there is room for the whole.
    private void Take(ReadOnlySpan<byte> element, byte component)
    {
        var target = _pending.AsSpan(_length, element.Length);
        element.CopyTo(target);
        if (target.Contains(component))
        {
            target.Replace(component, (byte)':');
        }

        _length += element.Length;
    }

    private void End(byte mark)
    {
        if (_length == _pending.Length)
        {
            _hash.AppendData(_pending);
            _length = 0;
        }

        _pending[_length++] = mark;
    }

    private void Append(ReadOnlySpan<byte> bytes, byte component)
    {
        while (!bytes.IsEmpty)
        {
            if (_length == _pending.Length)
            {
                _hash.AppendData(_pending);
                _length = 0;
            }

            var part = bytes[..Math.Min(bytes.Length, _pending.Length - _length)];
            var target = _pending.AsSpan(_length, part.Length);
            part.CopyTo(target);
            target.Replace(component, (byte)':');
            _length += part.Length;
            bytes = bytes[part.Length..];
        }
    }
}
