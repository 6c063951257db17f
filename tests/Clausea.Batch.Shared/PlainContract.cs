using System.Text.Json.Serialization.Metadata;

namespace Clausea.Batch.Shared;

/// <summary>Leaves out what `inspect` does not print.</summary>
internal static class PlainContract
{
    public static IJsonTypeInfoResolver Resolver { get; } = new DefaultJsonTypeInfoResolver { Modifiers = { LeaveOutDetails } };

    private static void LeaveOutDetails(JsonTypeInfo type)
    {
        foreach (var property in type.Properties.Where(property => property.Name == "details"))
        {
            property.ShouldSerialize = (_, _) => false;
        }
    }
}
