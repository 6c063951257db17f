using Scriban;
using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Syntax;

namespace Clausea.Batch.Appeals;

/// <summary>Text that is Markdown already; everything else a template prints is escaped.</summary>
internal sealed record Markup(string Text)
{
    public override string ToString() => Text;
}

/// <summary>A fact with a fixed set of members: a misspelled one is an error, not a blank in a letter.</summary>
internal sealed class Facts() : ScriptObject(Members, autoImportStaticsFromThisType: false)
{
    private const int Members = 24;

    public override bool TryGetValue(TemplateContext? context, SourceSpan span, string member, out object? value)
    {
        if (base.TryGetValue(context, span, member, out value))
        {
            return true;
        }

        throw new ScriptRuntimeException(span, $"there is no fact \"{member}\" here; there are {string.Join(", ", Keys.Order(StringComparer.Ordinal))}");
    }
}

/// <summary>Renders one letter: no files, no reflection, bounded loops, recursion and output; values are escaped so
/// that text of a remittance can neither format nor inject.</summary>
internal sealed class LetterContext : TemplateContext
{
    // Scriban's own functions, made once: nothing in a template can change them.
    private static readonly ScriptObject s_builtins = ReadOnlyBuiltins();

    private readonly TemplateSet _templates;

    public LetterContext(TemplateSet templates, ScriptObject facts)
        : base(s_builtins)
    {
        _templates = templates;
        StrictVariables = true;
        LoopLimit = 10_000;
        RecursiveLimit = 16;
        LimitToString = 1 << 20;
        ObjectRecursionLimit = 8;
        RegexTimeOut = TimeSpan.FromSeconds(1);
        EnableRelaxedMemberAccess = false;
        PushGlobal(LetterFunctions.All);
        PushGlobal(facts);
    }

    public override TemplateContext Write(SourceSpan span, object? textAsObject) => textAsObject switch
    {
        null => this,
        Markup markup => Write(markup.Text),
        _ => Write(MarkdownText.Given(ObjectToString(textAsObject, false))),
    };

    public static Markup Need(string what, string who) => new(MarkdownText.Escape(new Need(what, who).ToString()));

    public Markup Part(string name, ScriptNode? caller)
    {
        var template = _templates.Partial(name) ??
            throw new ScriptRuntimeException(caller?.Span ?? default, $"there is no part \"{name}\" in letters/_partials");
        EnterRecursive(caller!);
        PushLocal();
        try
        {
            return new Markup(RenderTemplate(template, [], caller!));
        }
        finally
        {
            PopLocal();
            ExitRecursive(caller!);
        }
    }

    private static ScriptObject ReadOnlyBuiltins()
    {
        var builtins = GetDefaultBuiltinObject();
        builtins.IsReadOnly = true;
        return builtins;
    }

    public string Render(Template template)
    {
        PushOutput(new StringBuilderOutput());
        try
        {
            return template.Render(this);
        }
        finally
        {
            PopOutput();
        }
    }
}
