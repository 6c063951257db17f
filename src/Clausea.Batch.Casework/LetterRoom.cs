using Clausea.Batch.Appeals;

namespace Clausea.Batch.Casework;

/// <summary>Templates, codes and the press, as they are now.</summary>
public sealed record LetterRoom(TemplateSet Templates, CodeCatalogue Codes, LetterPress Press)
{
    /// <summary>The playbook of a key that has a letter.</summary>
    /// <exception cref="CaseworkException">There is none.</exception>
    public Playbook PlaybookOf(string? key) => Templates.Playbooks.Find(key) is { Letter: not null } playbook
        ? playbook
        : throw new CaseworkException("There is no playbook of that name with a letter.");
}
