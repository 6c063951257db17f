using System.Security.Cryptography;
using System.Text.Json;
using Clausea.Batch.Era;

namespace Clausea.Batch.Worker.Cli;

/// <summary>`inspect --json`: one document for all files.</summary>
internal static class InspectJsonRun
{
    public static int Run(List<string> files, bool claims)
    {
        using var output = Console.OpenStandardOutput();
        using var writer = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true, Encoder = Terminal.Json.Encoder });
        var exit = ExitCode.Fine;
        writer.WriteStartArray();
        foreach (var file in files)
        {
            exit = Math.Max(exit, WriteFile(new InspectJson(writer, claims), file, writer));
        }

        writer.WriteEndArray();
        writer.Flush();
        output.Write("\n"u8);
        return exit;
    }

    private static int WriteFile(InspectJson json, string file, Utf8JsonWriter writer)
    {
        json.Start(file);
        try
        {
            var sha256 = HashOf(file);
            using var stream = InputFiles.Open(file);
            using var reader = new EraReader(stream);
            try
            {
                while (reader.Read())
                {
                    json.Take(reader);
                    FlushNowAndThen(writer);
                }
            }
            catch (NotAnEraException e)
            {
                return Refuse(json, sha256, e.Message);
            }

            json.End(sha256, reader.Findings);
            return InspectCommand.Exit(reader.Findings);
        }
        catch (Exception e) when (InputFiles.Explain(e) is { } message)
        {
            return Refuse(json, string.Empty, message);
        }
    }

    private static int Refuse(InspectJson json, string sha256, string message)
    {
        json.End(sha256, [new Finding(FindingKinds.NotAnEra.Code, Severity.Error, new Position(1, 0), message)]);
        return ExitCode.Unusable;
    }

    private static void FlushNowAndThen(Utf8JsonWriter writer)
    {
        if (writer.BytesPending > 64 * 1024)
        {
            writer.Flush();
        }
    }

    private static string HashOf(string file)
    {
        using var stream = InputFiles.Open(file);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
