namespace Clausea.Batch.Documents.Pdf;

/// <summary>A page of an exhibit as it is viewed: turned upright, in points.</summary>
internal abstract class ExhibitPage(double width, double height)
{
    public double Width => width;

    public double Height => height;

    /// <summary>Draws it with its upper left corner at x and y, scaled.</summary>
    public abstract void Draw(PageCanvas canvas, double x, double y, double scale);
}

/// <summary>A page that is one graphic.</summary>
/// <param name="graphic">The image or the form.</param>
/// <param name="matrix">From the graphic's own space to a page of this size whose origin is at the lower left.</param>
internal sealed class GraphicPage(double width, double height, IGraphic graphic, Matrix matrix) : ExhibitPage(width, height)
{
    public override void Draw(PageCanvas canvas, double x, double y, double scale) =>
        canvas.Place(graphic, matrix.Then(Matrix.Scale(scale, scale)).Then(Matrix.Move(x, canvas.Height - y - (Height * scale))));
}
