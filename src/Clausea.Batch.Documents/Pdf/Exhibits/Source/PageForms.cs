using UglyToad.PdfPig.Filters;
using UglyToad.PdfPig.Tokens;

namespace Clausea.Batch.Documents.Pdf;

/// <summary>Makes a form of a page: what it draws, with its annotations on it.</summary>
internal sealed class PageForms(PdfTokens tokens, PdfCopy copy, IFilterProvider filters, Appearances appearances)
{
    private static readonly string[] s_packing = ["Filter", "DecodeParms"];

    public ExhibitPage Page(DictionaryToken page)
    {
        var box = PageBox.Of(tokens, page);
        var drawn = Content(page, box);
        var onIt = appearances.Of(page);
        return new GraphicPage(box.Width, box.Height, onIt.Count == 0 ? drawn : Together(drawn, onIt, box), box.Upright);
    }

    private CopiedObject Content(DictionaryToken page, PageBox box)
    {
        var text = Form(box);
        AppendResources(text, page);
        if (tokens.Find<DictionaryToken>(page, "Group") is { } group)
        {
            text.Raw(" /Group ");
            copy.Append(text, group);
        }

        var form = new CopiedObject();
        form.Set(text, Stream(text, page));
        return form;
    }

    private void AppendResources(CopiedText text, DictionaryToken page)
    {
        text.Raw(" /Resources ");
        if (tokens.Find<DictionaryToken>(page, "Resources") is null)
        {
            text.Raw("<<>>");
            return;
        }

        copy.Append(text, page.Data["Resources"]);
    }

    // One stream stays as it is packed; several are one text, which may be cut anywhere.
    private ReadOnlyMemory<byte> Stream(CopiedText text, DictionaryToken page)
    {
        var streams = Streams(page);
        if (streams.Count == 1)
        {
            foreach (var (key, value) in streams[0].StreamDictionary.Data.Where(entry => s_packing.Contains(entry.Key)))
            {
                text.Raw(" ").Name(key).Raw(" ");
                copy.Append(text, value);
            }

            return streams[0].Data;
        }

        using var all = new MemoryStream();
        foreach (var stream in streams)
        {
            all.Write(tokens.Unpack(stream, filters).Span);
            all.Write("\n"u8);
        }

        text.Raw(" /Filter /FlateDecode");
        return PdfObjects.Deflate(all.ToArray());
    }

    private List<StreamToken> Streams(DictionaryToken page) => tokens.Resolve(page.Data.GetValueOrDefault("Contents")) switch
    {
        StreamToken one => [one],
        ArrayToken array => [.. array.Data.Select(token => tokens.Resolve(token) as StreamToken ?? throw PageTree.Lacking())],
        _ when page.Data.ContainsKey("Contents") => throw PageTree.Lacking(),
        _ => [],
    };

    private static CopiedObject Together(CopiedObject page, IReadOnlyList<Appearance> onIt, PageBox box)
    {
        var (text, content) = (Form(box).Raw(" /Resources <</XObject <</P ").Reference(page), new System.Text.StringBuilder("/P Do\n"));
        for (var at = 0; at < onIt.Count; at++)
        {
            text.Raw($" /A{at} ").Reference(onIt[at].Form);
            content.Append(System.Globalization.CultureInfo.InvariantCulture, $"q {onIt[at].Matrix} cm /A{at} Do Q\n");
        }

        var form = new CopiedObject();
        form.Set(text.Raw(">>>>"), System.Text.Encoding.ASCII.GetBytes(content.ToString()));
        return form;
    }

    private static CopiedText Form(PageBox box) =>
        new CopiedText().Raw("/Type /XObject /Subtype /Form /BBox ").Box([box.Left, box.Bottom, box.Right, box.Top]);
}
