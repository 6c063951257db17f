using System.CommandLine;
using System.Security.Cryptography;
using System.Text.Json;
using Clausea.Batch.Appeals;
using Clausea.Batch.Era;
using Spectre.Console;

namespace Clausea.Batch.Worker.Cli;

/// <summary>`inspect`: reads and validates, changes nothing.</summary>
internal static class InspectCommand
{
    private static readonly Argument<string[]> s_files = new("FILE") { Description = "835 files, or folders of them", Arity = ArgumentArity.OneOrMore };
    private static readonly Option<bool> s_claims = new("--claims") { Description = "each claim and service as well" };
    private static readonly Option<bool> s_json = new("--json") { Description = "one JSON document" };

    public static Command Create()
    {
        var command = new Command("inspect", "Read and validate 835 files: payments, balances, findings") { s_files, s_claims, s_json };
        command.SetAction(result => Run(result.GetValue(s_files)!, result.GetValue(s_claims), result.GetValue(s_json)));
        return command;
    }

    private static int Run(string[] paths, bool claims, bool json)
    {
        if (InputFiles.Expand(paths) is not { } files)
        {
            return ExitCode.Unusable;
        }

        return json ? RunJson(files, claims) : files.Max(file => RunText(file, claims));
    }

    private static int RunJson(List<string> files, bool claims)
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
            using var stream = InputFiles.Open(file);
            using var hash = SHA256.Create();
            using var hashing = new CryptoStream(stream, hash, CryptoStreamMode.Read);
            using var reader = new EraReader(hashing);
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
                return Refuse(json, HashOf(file), e.Message);
            }

            json.End(HashOf(hashing, hash), reader.Findings);
            return Exit(reader.Findings);
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

    private static string HashOf(CryptoStream stream, SHA256 hash)
    {
        stream.CopyTo(Stream.Null);
        return Convert.ToHexStringLower(hash.Hash ?? []);
    }

    private static string HashOf(string file)
    {
        using var stream = InputFiles.Open(file);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    private static int RunText(string file, bool claims)
    {
        var console = Terminal.Out;
        console.Write(new Rule(Markup.Escape(file)) { Justification = Justify.Left });
        try
        {
            using var stream = InputFiles.Open(file);
            using var reader = new EraReader(stream);
            var view = new InspectView(console, CodeCatalogue.Shipped, claims);
            while (reader.Read())
            {
                view.Take(reader);
            }

            view.End(reader);
            return Exit(reader.Findings);
        }
        catch (Exception e) when (InputFiles.Explain(e) is { } message)
        {
            console.WriteLine(message);
            return ExitCode.Unusable;
        }
    }

    private static int Exit(FindingList findings) =>
        findings.Errors + findings.Warnings > 0 ? ExitCode.NeedsPerson : ExitCode.Fine;
}
