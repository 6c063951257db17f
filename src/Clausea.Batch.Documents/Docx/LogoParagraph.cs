using DocumentFormat.OpenXml.Drawing;
using DocumentFormat.OpenXml.Drawing.Pictures;
using DocumentFormat.OpenXml.Drawing.Wordprocessing;
using DocumentFormat.OpenXml.Wordprocessing;
using BlipFill = DocumentFormat.OpenXml.Drawing.Pictures.BlipFill;
using NonVisualDrawingProperties = DocumentFormat.OpenXml.Drawing.Pictures.NonVisualDrawingProperties;
using NonVisualPictureDrawingProperties = DocumentFormat.OpenXml.Drawing.Pictures.NonVisualPictureDrawingProperties;
using NonVisualPictureProperties = DocumentFormat.OpenXml.Drawing.Pictures.NonVisualPictureProperties;
using Paragraph = DocumentFormat.OpenXml.Wordprocessing.Paragraph;
using ParagraphProperties = DocumentFormat.OpenXml.Wordprocessing.ParagraphProperties;
using Picture = DocumentFormat.OpenXml.Drawing.Pictures.Picture;
using Run = DocumentFormat.OpenXml.Wordprocessing.Run;
using ShapeProperties = DocumentFormat.OpenXml.Drawing.Pictures.ShapeProperties;

namespace Clausea.Batch.Documents.Docx;

/// <summary>The letterhead's picture as a paragraph of the first page's header.</summary>
internal static class LogoParagraph
{
    /// <summary>Of the picture among the header's parts.</summary>
    public const string Relationship = "rId1";

    private const string PictureUri = "http://schemas.openxmlformats.org/drawingml/2006/picture";
    private const string Name = "Letterhead";
    private const string Gap = "120";
    private const double EmusPerPoint = 12_700;

    public static Paragraph Of(LetterLogo logo)
    {
        var (width, height) = ((long)(logo.Width * EmusPerPoint), (long)(logo.Height * EmusPerPoint));
        var picture = new Picture(
            new NonVisualPictureProperties(new NonVisualDrawingProperties { Id = 1, Name = Name }, new NonVisualPictureDrawingProperties()),
            new BlipFill(new Blip { Embed = Relationship }, new Stretch(new FillRectangle())),
            new ShapeProperties(
                new Transform2D(new Offset { X = 0, Y = 0 }, new Extents { Cx = width, Cy = height }),
                new PresetGeometry(new AdjustValueList()) { Preset = ShapeTypeValues.Rectangle }));
        var inline = new Inline(
            new Extent { Cx = width, Cy = height },
            new DocProperties { Id = 1, Name = Name, Description = Name },
            new Graphic(new GraphicData(picture) { Uri = PictureUri }))
        {
            DistanceFromTop = 0,
            DistanceFromBottom = 0,
            DistanceFromLeft = 0,
            DistanceFromRight = 0,
        };
        return new Paragraph(
            new ParagraphProperties { SpacingBetweenLines = new SpacingBetweenLines { Before = Gap, After = Gap } },
            new Run(new Drawing(inline)));
    }
}
