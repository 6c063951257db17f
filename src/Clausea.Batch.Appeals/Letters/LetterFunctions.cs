using System.Globalization;
using Scriban;
using Scriban.Runtime;
using Scriban.Syntax;

namespace Clausea.Batch.Appeals;

/// <summary>The functions that templates have besides Scriban's own (templates/README.md lists them).</summary>
internal static class LetterFunctions
{
    private static readonly CultureInfo s_us = CultureInfo.InvariantCulture;

    /// <summary>Made once: nothing in a template can change them.</summary>
    public static ScriptObject All { get; } = Create();

    private static ScriptObject Create()
    {
        var functions = new ScriptObject();
        functions.Import("money", new Func<object?, string>(Money));
        functions.Import("long_date", new Func<object?, string>(date => Date(date, "MMMM d, yyyy")));
        functions.Import("short_date", new Func<object?, string>(date => Date(date, "MM/dd/yyyy")));
        functions.Import("date_range", new Func<object?, object?, string>(DateRange));
        functions.Import("and_list", new Func<System.Collections.IEnumerable?, string>(AndList));
        functions.Import("count", new Func<int, string, string, string>((n, one, many) => $"{n} {Noun(n, one, many)}"));
        functions.Import("noun", new Func<int, string, string, string>(Noun));
        functions.Import("need", new Func<string, string, Markup>(LetterContext.Need));
        functions.SetValue("part", new PartFunction(), readOnly: true);
        functions.IsReadOnly = true;
        return functions;
    }

    internal static string Money(object? amount) => amount is null
        ? string.Empty
        : Convert.ToDecimal(amount, s_us) is var value && value < 0
            ? string.Create(s_us, $"-${-value:N2}")
            : string.Create(s_us, $"${value:N2}");

    private static string Date(object? date, string format) => date is DateOnly day ? day.ToString(format, s_us) : string.Empty;

    internal static string DateRange(object? from, object? to)
    {
        var first = Date(from, "MMMM d, yyyy");
        var last = Date(to, "MMMM d, yyyy");
        return last.Length == 0 || first == last ? first : $"{first} to {last}";
    }

    private static string AndList(System.Collections.IEnumerable? items)
    {
        var texts = items?.Cast<object?>().Select(item => Convert.ToString(item, s_us)).ToList() ?? [];
        return texts.Count switch
        {
            0 => string.Empty,
            1 => texts[0]!,
            _ => $"{string.Join(", ", texts[..^1])} and {texts[^1]}",
        };
    }

    private static string Noun(int n, string one, string many) => n == 1 ? one : many;

    private sealed class PartFunction : IScriptCustomFunction
    {
        public int RequiredParameterCount => 1;

        public int ParameterCount => 1;

        public ScriptVarParamKind VarParamKind => ScriptVarParamKind.None;

        public Type ReturnType => typeof(object);

        public ScriptParameterInfo GetParameterInfo(int index) => new(typeof(string), "name");

        public object? Invoke(TemplateContext context, ScriptNode? callerContext, ScriptArray arguments, ScriptBlockStatement? blockStatement) =>
            ((LetterContext)context).Part(context.ObjectToString(arguments[0]) ?? string.Empty, callerContext);

        public ValueTask<object?> InvokeAsync(TemplateContext context, ScriptNode? callerContext, ScriptArray arguments, ScriptBlockStatement? blockStatement) =>
            new(Invoke(context, callerContext, arguments, blockStatement));
    }
}
