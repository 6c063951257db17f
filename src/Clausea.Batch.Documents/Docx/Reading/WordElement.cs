using System.Text;

namespace Clausea.Batch.Documents.Docx.Reading;

/// <summary>An element of a part of a Word document.</summary>
/// <param name="name">Its local name; a colon before it when it is of none of the namespaces that are read.</param>
internal sealed class WordElement(string name)
{
    private readonly List<WordElement> _children = [];
    private readonly List<(string Name, string Value)> _attributes = [];
    private StringBuilder? _text;

    public string Name { get; } = name;

    public string Text => _text?.ToString() ?? string.Empty;

    public IReadOnlyList<WordElement> Children => _children;

    /// <summary>The element that tells a setting on or off; it is on where it stands alone.</summary>
    public bool IsOn => this["val"] is not ("0" or "false" or "off" or "none");

    /// <summary>An attribute by its local name.</summary>
    public string? this[string attribute]
    {
        get
        {
            foreach (var (name, value) in _attributes)
            {
                if (name == attribute)
                {
                    return value;
                }
            }

            return null;
        }
    }

    public WordElement? Child(string child)
    {
        foreach (var element in _children)
        {
            if (element.Name == child)
            {
                return element;
            }
        }

        return null;
    }

    /// <summary>What the child of that name is set to.</summary>
    public string? Val(string child) => Child(child)?["val"];

    /// <summary>The children as a reader sees them: what was put in too, and without wrappers.</summary>
    public IEnumerable<WordElement> Visible()
    {
        foreach (var child in _children)
        {
            if (!IsWrapper(child.Name))
            {
                yield return child;
                continue;
            }

            // The alternatives stand best first.
            var wrapped = child.Name == "AlternateContent" ? child.Child("Choice") ?? child.Child("Fallback") : child;
            foreach (var inner in wrapped?.Visible() ?? [])
            {
                yield return inner;
            }
        }
    }

    public void Add(WordElement child) => _children.Add(child);

    public void Add(string attribute, string value) => _attributes.Add((attribute, value));

    // Comments within text make many pieces of it.
    public void AddText(string text) => (_text ??= new StringBuilder()).Append(text);

    private static bool IsWrapper(string name) => name
        is "sdt" or "sdtContent" or "customXml" or "smartTag" or "ins" or "moveTo" or "hyperlink" or "fldSimple"
        or "bdo" or "dir" or "ruby" or "rubyBase" or "AlternateContent";
}
