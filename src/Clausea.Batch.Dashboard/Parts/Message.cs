using Clausea.Batch.Dashboard.Web;

namespace Clausea.Batch.Dashboard.Parts;

/// <summary>What could not be done, in clear words, and the way back.</summary>
/// <param name="Written">What the person had typed, so that it is not lost.</param>
public sealed record Message(string Heading, string Text, string Back, string BackText, string? Written = null)
{
    internal static Answer Page(PageRequest request, int status, string heading, string text) =>
        Answer.Page<MessagePage>(heading, new Message(heading, text, request.Links.Worklist, "To the appeals"), status);

    internal static Answer AppealPage(PageRequest request, int status, string heading, string text, string? written = null) =>
        Answer.Page<MessagePage>(
            heading,
            new Message(heading, text, request.Links.AppealIn(request.Id, request.List), $"Back to appeal {request.Id}", written),
            status);
}
