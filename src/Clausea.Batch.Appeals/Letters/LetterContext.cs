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
/// <param name="members">How many it will have, about.</param>
internal sealed class Facts(int members = 8) : ScriptObject(members, autoImportStaticsFromThisType: false)
{

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
    private static readonly string[] s_families = ["array", "math", "object", "regex", "string"];
    private static readonly string[] s_withheld = ["random", "uuid", "eval", "eval_template"];
    private static readonly ScriptObject s_builtins = ReadOnlyBuiltins();

    private const int LongestOutput = 1 << 20;
    private const int LongestMilliseconds = 5_000;

    private readonly TemplateSet _templates;
    private readonly long _begun = Environment.TickCount64;

    public LetterContext(TemplateSet templates, ScriptObject facts)
        : base(s_builtins)
    {
        _templates = templates;
        StrictVariables = true;
        LoopLimit = 10_000;
        RecursiveLimit = 16;
        LimitToString = LongestOutput;
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

    // Only loops can make much text, or take long: at each turn there is a look at both.
    protected override bool OnStepLoop(ScriptLoopStatementBase loop)
    {
        if (Output is StringBuilderOutput { Builder.Length: > LongestOutput })
        {
            throw new ScriptRuntimeException(loop.Span, $"this loop writes more than {LongestOutput:N0} characters");
        }

        if (Environment.TickCount64 - _begun > LongestMilliseconds)
        {
            throw new ScriptRuntimeException(loop.Span, $"the letter takes longer than {LongestMilliseconds / 1000} seconds; this loop does not come to an end");
        }

        return base.OnStepLoop(loop);
    }

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

    // Without what reads a clock, draws lots, runs text as a template or loads a file: the same facts give the same letter.
    private static ScriptObject ReadOnlyBuiltins()
    {
        var all = GetDefaultBuiltinObject();
        var kept = new ScriptObject();
        foreach (var name in s_families)
        {
            var family = (ScriptObject)all[name]!;
            foreach (var member in s_withheld)
            {
                family.Remove(member);
            }

            family.IsReadOnly = true;
            kept.SetValue(name, family, readOnly: true);
        }

        kept.IsReadOnly = true;
        return kept;
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
