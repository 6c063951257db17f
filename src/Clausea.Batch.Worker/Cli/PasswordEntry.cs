using System.Text;
using Clausea.Batch.Dashboard.Access;

namespace Clausea.Batch.Worker.Cli;

/// <summary>Takes a password from a file, from standard input, or from whoever sits at the terminal, who does not see it; never
/// from the command line, which others can read.</summary>
internal static class PasswordEntry
{
    /// <summary>Null, with a message, when there is none that may be used.</summary>
    public static string? Read(FileInfo? file, string name)
    {
        if (file is { Exists: false })
        {
            Terminal.Complain($"There is no file {file.FullName}.");
            return null;
        }

        var password = file is not null ? FirstLine(file) : Console.IsInputRedirected ? Console.In.ReadLine() ?? string.Empty : Ask($"Password for {name}: ");
        if (Passwords.Problem(name, password) is { } problem)
        {
            Terminal.Complain(problem);
            return null;
        }

        if (file is null && !Console.IsInputRedirected && Ask("The same once more: ") != password)
        {
            Terminal.Complain("These two were not the same.");
            return null;
        }

        return password;
    }

    private static string FirstLine(FileInfo file)
    {
        using var reader = file.OpenText();
        return reader.ReadLine() ?? string.Empty;
    }

    private static string Ask(string question)
    {
        Console.Error.Write(question);
        var typed = new StringBuilder();
        while (Console.ReadKey(intercept: true) is { Key: not ConsoleKey.Enter } key)
        {
            if (key.Key != ConsoleKey.Backspace)
            {
                typed.Append(key.KeyChar is '\0' ? string.Empty : key.KeyChar);
            }
            else if (typed.Length > 0)
            {
                typed.Length--;
            }
        }

        Console.Error.WriteLine();
        return typed.ToString();
    }
}
