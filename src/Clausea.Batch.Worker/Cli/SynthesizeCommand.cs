using System.CommandLine;
using Clausea.Batch.Era;

namespace Clausea.Batch.Worker.Cli;

/// <summary>`synthesize`: a valid, balanced synthetic 835 of any size.</summary>
internal static class SynthesizeCommand
{
    private static readonly Option<int> s_claims = new("--claims") { Description = "how many claims", Required = true };
    private static readonly Option<int> s_seed = new("--seed") { Description = "another seed, another file", DefaultValueFactory = _ => 1 };
    private static readonly Option<int> s_per = new("--per-remittance") { Description = "claims in one remittance (default: all in one)", DefaultValueFactory = _ => int.MaxValue };
    private static readonly Option<string> s_out = new("--out") { Description = "file to write", Required = true };

    public static Command Create()
    {
        var command = new Command("synthesize", "Write a valid, balanced synthetic 835 of any size, for tests and load") { s_claims, s_seed, s_per, s_out };
        command.SetAction(result => Run(result.GetValue(s_claims), result.GetValue(s_seed), result.GetValue(s_per), result.GetValue(s_out)!));
        return command;
    }

    private static int Run(int claims, int seed, int perRemittance, string path)
    {
        if (claims < 0 || perRemittance < 1)
        {
            Terminal.Complain("--claims must be 0 or more, and --per-remittance 1 or more.");
            return ExitCode.Unusable;
        }

        try
        {
            var synthetic = new SyntheticEra(claims, seed, perRemittance);
            using (var stream = File.Create(path))
            {
                synthetic.Write(stream);
            }

            Terminal.Complain($"{claims} claims, {synthetic.Denied} of them denied, {new FileInfo(path).Length} bytes in {path}");
            return ExitCode.Fine;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Terminal.Complain($"{path} cannot be written: {e.Message}");
            return ExitCode.Unusable;
        }
    }
}
