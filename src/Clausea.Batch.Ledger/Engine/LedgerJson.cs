using System.Diagnostics.CodeAnalysis;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Clausea.Batch.Ledger;

/// <summary>The one way in which the ledger writes JSON: compact, absent for null, enums by name.</summary>
internal static class LedgerJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,

        // What a record works out from its other properties is not kept.
        IgnoreReadOnlyProperties = true,

        // The text goes into a column, never into a page unencoded; the default would write every é as six characters.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter() },
    };

    [return: NotNullIfNotNull(nameof(value))]
    public static string? Write<T>(T? value)
        where T : class => value is null ? null : JsonSerializer.Serialize(value, Options);

    public static T Read<T>(string json)
        where T : class => JsonSerializer.Deserialize<T>(json, Options)
            ?? throw new JsonException($"A {typeof(T).Name} in the ledger is null");
}
