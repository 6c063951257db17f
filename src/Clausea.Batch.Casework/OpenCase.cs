using Clausea.Batch.Appeals;
using Clausea.Batch.Ledger;

namespace Clausea.Batch.Casework;

/// <summary>An appeal with a draft that a person works on, and the room in which its letter is written.</summary>
internal sealed record OpenCase(AppealCase Case, AppealDraft Latest, LetterRoom Room, DateOnly Today)
{
    public Draft Draft => Latest.Draft;

    public int Revision => Latest.Revision;

    /// <summary>Why its text cannot be changed from the revision that a person has read; null when it can.</summary>
    public ChangeResult? Refusal(int fromRevision) =>
        Case.Status != AppealStatus.Drafted ? ChangeResult.WrongStatus : Revision != fromRevision ? ChangeResult.Conflict : null;

    /// <summary>As the letter stands: under its own date.</summary>
    public LetterOrder Order => Case.Order(Room.Templates.Playbooks, Draft.Dated ?? Today);

    /// <summary>Documents that the letter asks people for, each once.</summary>
    public IReadOnlyList<PlaybookEvidence> Evidence => Room.Press.EvidenceOf(Case.Denial, Order);

    /// <summary>The text as changed, read by the lint.</summary>
    public Draft Revised(string markdown) => Revised(markdown, Order);

    public Draft Revised(string markdown, LetterOrder order) => Room.Press.Revise(Draft, markdown, Case.Denial, order);

    /// <summary>The letter once its exhibits are others. Where a person has changed the list itself, the text stays, and the lint
    /// tells what it still names or does not name.</summary>
    public Draft WithExhibits(LetterOrder order)
    {
        var (before, after) = (Room.Press.ExhibitList(Case.Denial, Order), Room.Press.ExhibitList(Case.Denial, order));
        return Revised(LetterText.WithExhibitList(Draft.Markdown, before, after) ?? Draft.Markdown, order);
    }
}
