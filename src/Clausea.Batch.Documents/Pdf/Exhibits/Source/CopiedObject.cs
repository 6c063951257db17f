using System.Text;

namespace Clausea.Batch.Documents.Pdf;

/// <summary>Whether an object is a layer, and one that is seen.</summary>
internal enum LayerState
{
    None,
    Shown,
    Hidden,
}

/// <summary>An object taken over from another PDF, with what it refers to: written once into each file that shows it.
/// </summary>
internal sealed class CopiedObject : IGraphic
{
    private readonly List<(string Before, CopiedObject Target)> _references = [];
    private string _rest = "null";
    private ReadOnlyMemory<byte>? _stream;

    public LayerState Layer { get; set; }

    /// <summary>Of a dictionary that has a stream, what stands between its brackets.</summary>
    public void Set(CopiedText text, ReadOnlyMemory<byte>? stream = null)
    {
        _references.Clear();
        _references.AddRange(text.References);
        (_rest, _stream) = (text.Rest, stream);
    }

    // Objects may refer to each other in long chains: no recursion here.
    public int Write(PdfObjects objects)
    {
        if (objects.IsKnown(this, out var number))
        {
            return number;
        }

        var open = new Stack<CopiedObject>([this]);
        while (open.TryPop(out var next))
        {
            next.WriteThis(objects, open);
        }

        return number;
    }

    private void WriteThis(PdfObjects objects, Stack<CopiedObject> open)
    {
        _ = objects.IsKnown(this, out var number);
        var body = Body(objects, open);
        if (Layer != LayerState.None)
        {
            objects.AddLayer(number, Layer == LayerState.Hidden);
        }

        if (_stream is { } stream)
        {
            objects.SetRawStream(number, body, stream.Span);
        }
        else
        {
            objects.Set(number, body);
        }
    }

    private string Body(PdfObjects objects, Stack<CopiedObject> open)
    {
        var body = new StringBuilder();
        foreach (var (before, target) in _references)
        {
            if (!objects.IsKnown(target, out var number))
            {
                open.Push(target);
            }

            body.Append(before).Append(System.Globalization.CultureInfo.InvariantCulture, $"{number} 0 R");
        }

        return body.Append(_rest).ToString();
    }
}
