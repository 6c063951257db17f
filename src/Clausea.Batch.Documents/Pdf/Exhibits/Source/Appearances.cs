using UglyToad.PdfPig.Tokens;

namespace Clausea.Batch.Documents.Pdf;

/// <summary>How an annotation looks, and by which matrix its form comes to its place.</summary>
internal sealed record Appearance(CopiedObject Form, Matrix Matrix);

/// <summary>Turns what lies on a page, such as fields, stamps and notes, into pictures of themselves.</summary>
internal sealed class Appearances(PdfTokens tokens, PdfCopy copy, UnseenMarks unseen, DictionaryToken? fields)
{
    private const int Hidden = 2;
    private const int NotViewed = 32;

    public IReadOnlyList<Appearance> Of(DictionaryToken page) =>
        tokens.Find<ArrayToken>(page, "Annots") is not { } annotations ? []
            : [.. annotations.Data.Select(tokens.Resolve).OfType<DictionaryToken>().Where(IsVisible).Select(Look).OfType<Appearance>()];

    private bool IsVisible(DictionaryToken annotation) =>
        tokens.Name(annotation, "Subtype") is not "Popup" && (tokens.Integer(annotation, "F") & (Hidden | NotViewed)) == 0;

    private Appearance? Look(DictionaryToken annotation)
    {
        var stream = Normal(annotation);
        unseen.Check(annotation, stream);
        return stream is not null && PageBox.Box(tokens.Numbers(annotation, "Rect", 4)) is { } place
            && PageBox.Box(tokens.Numbers(stream.StreamDictionary, "BBox", 4)) is { } box
            ? new Appearance(Form(annotation, stream), Placed(box, MatrixOf(stream.StreamDictionary), place)) : null;
    }

    private StreamToken? Normal(DictionaryToken annotation)
    {
        var normal = tokens.Find<DictionaryToken>(annotation, "AP") is { } looks && looks.Data.TryGetValue("N", out var token)
            ? tokens.Resolve(token) : null;
        return normal is DictionaryToken states && tokens.Name(annotation, "AS") is { } state
            ? tokens.Find<StreamToken>(states, state) : normal as StreamToken;
    }

    private CopiedObject Form(DictionaryToken annotation, StreamToken stream)
    {
        var text = new CopiedText().Raw("/Type /XObject /Subtype /Form ");
        copy.AppendStreamEntries(text, stream.StreamDictionary, "Type", "Subtype");
        if (!stream.StreamDictionary.Data.ContainsKey("Resources") && fields?.Data.TryGetValue("DR", out var resources) == true)
        {
            text.Raw(" /Resources ");
            copy.Append(text, resources);
        }

        if (annotation.Data.TryGetValue("OC", out var layer) && !stream.StreamDictionary.Data.ContainsKey("OC"))
        {
            text.Raw(" /OC ");
            copy.Append(text, layer);
        }

        var form = new CopiedObject();
        form.Set(text, stream.Data);
        return form;
    }

    private Matrix MatrixOf(DictionaryToken form) =>
        tokens.Numbers(form, "Matrix", 6) is [var a, var b, var c, var d, var e, var f] ? new Matrix(a, b, c, d, e, f) : Matrix.None;

    // ISO 32000, "Appearance streams": the box, once turned by its own matrix, comes to fill the rectangle.
    private static Matrix Placed(PageBox box, Matrix own, PageBox place)
    {
        (double X, double Y)[] corners =
            [own.Of(box.Left, box.Bottom), own.Of(box.Right, box.Bottom), own.Of(box.Left, box.Top), own.Of(box.Right, box.Top)];
        var (left, bottom) = (corners.Min(corner => corner.X), corners.Min(corner => corner.Y));
        var (width, height) = (corners.Max(corner => corner.X) - left, corners.Max(corner => corner.Y) - bottom);
        var (x, y) = (width > 0 ? (place.Right - place.Left) / width : 1, height > 0 ? (place.Top - place.Bottom) / height : 1);
        return Matrix.Move(-left, -bottom).Then(Matrix.Scale(x, y)).Then(Matrix.Move(place.Left, place.Bottom));
    }
}
