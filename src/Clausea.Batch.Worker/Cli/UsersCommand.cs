using System.CommandLine;
using Clausea.Batch.Dashboard.Access;
using Clausea.Batch.Ledger;
using Clausea.Batch.Worker.Hosting;

namespace Clausea.Batch.Worker.Cli;

/// <summary>`users`: who may open the dashboard. Whoever may run this on the worker's machine may do everything anyway.</summary>
internal static class UsersCommand
{
    private static readonly Argument<string> s_name = new("NAME") { Description = "what the user types to sign in; it stands in the history" };
    private static readonly Argument<UserRole> s_newRole = new("ROLE") { Description = "reader, biller, approver or administrator" };
    private static readonly Option<UserRole> s_role = new("--role") { Description = "reader, biller, approver or administrator", Required = true };
    private static readonly Option<string?> s_display = new("--display") { Description = "the name as pages show it" };
    private static readonly Option<FileInfo?> s_passwordFile = new("--password-file") { Description = "file whose first line is the password; otherwise it is asked for, or read from standard input" };
    private static readonly Option<bool> s_json = new("--json") { Description = "one JSON document", Recursive = true };

    public static Command Create()
    {
        var command = new Command("users", "Who may open the dashboard. From the first user on everybody signs in")
        {
            s_json,
            Verb("list", "The users", [], [], ListAsync),
            Verb("add", "Make a user", [s_name], [s_role, s_display, s_passwordFile], AddAsync),
            Verb("password", "Give another password, and lift a lock", [s_name], [s_passwordFile], PasswordAsync),
            Verb("role", "Give another role", [s_name, s_newRole], [], RoleAsync),
            Verb("disable", "Keep a user out, at once; the name stays theirs", [s_name], [], (result, users, cancel) => DisableAsync(result, users, disabled: true, cancel)),
            Verb("enable", "Let a disabled user in again", [s_name], [], (result, users, cancel) => DisableAsync(result, users, disabled: false, cancel)),
        };
        command.SetAction((result, cancel) => RunAsync(result, ListAsync, cancel));
        return command;
    }

    private static Command Verb(
        string name, string description, Argument[] arguments, Option[] options, Func<ParseResult, LedgerUsers, CancellationToken, Task<int>> run)
    {
        var command = new Command(name, description);
        Array.ForEach(arguments, command.Add);
        Array.ForEach(options, command.Add);
        command.SetAction((result, cancel) => RunAsync(result, run, cancel));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult result, Func<ParseResult, LedgerUsers, CancellationToken, Task<int>> run, CancellationToken cancellationToken)
    {
        using var host = await CommandHost.CreateAsync(result, withJobs: false, cancellationToken);
        return await run(result, host.Services.GetRequiredService<LedgerUsers>(), cancellationToken);
    }

    private static async Task<int> ListAsync(ParseResult result, LedgerUsers users, CancellationToken cancellationToken)
    {
        var rows = await users.ListAsync(cancellationToken);
        if (result.GetValue(s_json))
        {
            Terminal.PrintJson(rows.Select(Json));
            return ExitCode.Fine;
        }

        if (rows.Count == 0)
        {
            Terminal.Complain("No users have been made: the dashboard answers this machine only, and lets everybody on it do everything.");
            return ExitCode.Fine;
        }

        var table = Terminal.Table("Name", "Display name", "Role", "Signs in by", "State", "Last signed in");
        foreach (var row in rows)
        {
            var state = row.DisabledAt is not null ? "disabled" : IsLocked(row) ? "locked for a while" : "may sign in";
            table.AddPlainRow(row.Name, PlainText.Harmless(row.DisplayName ?? string.Empty), $"{row.Role}", row.Subject is null ? "password" : "identity provider", state, row.SignedInAt is { } at ? $"{at.ToLocalTime():yyyy-MM-dd HH:mm}" : "never");
        }

        Terminal.Out.Write(table);
        return ExitCode.Fine;
    }

    private static async Task<int> AddAsync(ParseResult result, LedgerUsers users, CancellationToken cancellationToken)
    {
        var (name, role, isFirst) = (result.GetValue(s_name)!, result.GetValue(s_role), !await users.AnyAsync(cancellationToken));
        if (UserNames.Problem(name) is { } problem)
        {
            return Unusable(problem);
        }

        if (result.GetValue(s_display) is { Length: > 100 })
        {
            return Unusable("--display takes 100 characters at most.");
        }

        if (await users.FindAsync(name, cancellationToken) is not null)
        {
            return Unusable(NameTaken(name));
        }

        if (PasswordEntry.Read(result.GetValue(s_passwordFile), name) is not { } password)
        {
            return ExitCode.Unusable;
        }

        var made = await users.AddAsync(new(name, role, result.GetValue(s_display), new Passwords().Hash(password)), Environment.UserName, cancellationToken);
        if (made != UserChange.Done)
        {
            return Unusable(NameTaken(name));
        }

        Terminal.Complain($"{name} may sign in as {Role(role)}.");
        if (isFirst)
        {
            Terminal.Complain("From now on the dashboard asks everybody to sign in, on this machine too.");
        }

        return await WarnAsync(users, cancellationToken);
    }

    private static async Task<int> PasswordAsync(ParseResult result, LedgerUsers users, CancellationToken cancellationToken)
    {
        var name = result.GetValue(s_name)!;
        if (await users.FindAsync(name, cancellationToken) is not { } user)
        {
            return NotFound(name);
        }

        if (user.Subject is not null)
        {
            return Unusable($"{user.Name} signs in by the identity provider and has no password here.");
        }

        return PasswordEntry.Read(result.GetValue(s_passwordFile), user.Name) is { } password
            ? Told(await users.SetPasswordAsync(name, new Passwords().Hash(password), Environment.UserName, cancellationToken), name, "has another password")
            : ExitCode.Unusable;
    }

    private static async Task<int> RoleAsync(ParseResult result, LedgerUsers users, CancellationToken cancellationToken)
    {
        var (name, role) = (result.GetValue(s_name)!, result.GetValue(s_newRole));
        if (await users.FindAsync(name, cancellationToken) is { Subject: not null } user)
        {
            return Unusable($"{user.Name} has the role that the identity provider tells; change it there.");
        }

        var told = Told(await users.SetRoleAsync(name, role, Environment.UserName, cancellationToken), name, $"is {Role(role)} now");
        return told == ExitCode.Fine ? await WarnAsync(users, cancellationToken) : told;
    }

    private static async Task<int> DisableAsync(ParseResult result, LedgerUsers users, bool disabled, CancellationToken cancellationToken)
    {
        var name = result.GetValue(s_name)!;
        var told = Told(await users.SetDisabledAsync(name, disabled, Environment.UserName, cancellationToken), name, disabled ? "is kept out from now on" : "may sign in again");
        return told == ExitCode.Fine ? await WarnAsync(users, cancellationToken) : told;
    }

    private static async Task<int> WarnAsync(LedgerUsers users, CancellationToken cancellationToken)
    {
        if (!(await users.ListAsync(cancellationToken)).Any(user => user is { Role: UserRole.Administrator, DisabledAt: null }))
        {
            Terminal.Complain("Nobody is an administrator: settings, the access log and Hangfire's buttons are closed to all. Give somebody that role.");
        }

        return ExitCode.Fine;
    }

    private static int Told(UserChange change, string name, string done)
    {
        switch (change)
        {
            case UserChange.Done:
                Terminal.Complain($"{name} {done}. Wherever they were signed in, they are not any more.");
                return ExitCode.Fine;
            case UserChange.Unchanged:
                Terminal.Complain("It is so already; nothing was changed.");
                return ExitCode.Fine;
            default:
                return NotFound(name);
        }
    }

    private static int NotFound(string name) => Unusable($"There is no user {PlainText.Harmless(name)}; `clausea users` lists them.");

    private static string NameTaken(string name) =>
        $"The name {name} is somebody's, or was. It stands in the history, so nobody else gets it; `clausea users enable` lets a disabled user in again.";

    private static int Unusable(string problem)
    {
        Terminal.Complain(problem);
        return ExitCode.Unusable;
    }

    private static string Role(UserRole role) => role is UserRole.Approver or UserRole.Administrator ? $"an {$"{role}".ToLowerInvariant()}" : $"a {$"{role}".ToLowerInvariant()}";

    private static bool IsLocked(UserRow row) => row.LockedUntil > DateTimeOffset.UtcNow;

    private static object Json(UserRow row) => new
    {
        row.Name,
        row.DisplayName,
        row.Role,
        signsInBy = row.Subject is null ? "password" : "provider",
        disabled = row.DisabledAt is not null,
        lockedUntil = IsLocked(row) ? row.LockedUntil : null,
        row.CreatedAt,
        row.ChangedAt,
        lastSignedInAt = row.SignedInAt,
    };
}
