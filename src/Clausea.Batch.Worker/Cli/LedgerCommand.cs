using System.CommandLine;
using Clausea.Batch.Casework;
using Clausea.Batch.Ledger;
using Clausea.Batch.Worker.Hosting;
using Hangfire.SqlServer;

namespace Clausea.Batch.Worker.Cli;

/// <summary>`ledger`: back it up, look whether it is sound, print what a database administrator runs.</summary>
internal static class LedgerCommand
{
    private static readonly Option<string> s_out = new("--out") { Description = "file to write; it must not be there yet", Required = true };
    private static readonly Option<bool> s_documents = new("--documents") { Description = "read every exhibit and packet too, and compare it with its hash" };
    private static readonly Option<bool> s_roles = new("--roles") { Description = "the roles clausea_worker and clausea_reader instead of the tables" };

    public static Command Create()
    {
        var backup = new Command("backup", "Copy the SQLite ledger while it is worked with, and check the copy; for SQL Server, print the statement") { s_out };
        var check = new Command("check", "Whether the ledger is sound; changes nothing") { s_documents };
        var script = new Command("script", "Print the SQL Server schema, to be run by hand") { s_roles };
        backup.SetAction(BackupAsync);
        check.SetAction(CheckAsync);
        script.SetAction(result => Script(result.GetValue(s_roles)));
        return new Command("ledger", "Backup, check and schema of the ledger") { backup, check, script };
    }

    private static async Task<int> BackupAsync(ParseResult result, CancellationToken cancellationToken)
    {
        if (LookedAt.Find(result) is not { } database)
        {
            return Nothing(result);
        }

        var (backup, target) = (new LedgerBackup(database), Path.GetFullPath(result.GetValue(s_out)!));
        if (backup.StatementFor(target) is { } statement)
        {
            Terminal.Complain("SQL Server makes its own backups; run this there, under a path of that machine:");
            Terminal.Print(statement);
            return ExitCode.Fine;
        }

        try
        {
            var made = await backup.CopyAsync(target, cancellationToken);
            Terminal.Print($"{target}: schema {made.SchemaVersion}, {Terminal.Count(made.Files, "file")}, {Terminal.Count(made.Remittances, "remittance")}, {Terminal.Count(made.Appeals, "appeal")}, {Terminal.Count(made.Drafts, "draft")}, {Terminal.Count(made.History, "line")} of history, {Terminal.Count(made.Bytes, "byte")}. Checked.");
        }
        catch (BackupException e)
        {
            Terminal.Complain(e.Message);
            return ExitCode.Unusable;
        }

        Terminal.Complain($"Copy after it, from {DataOption.Of(result).Root}: exhibits, packets, archive, quarantine, codes; and your templates.");
        return ExitCode.Fine;
    }

    private static async Task<int> CheckAsync(ParseResult result, CancellationToken cancellationToken)
    {
        if (LookedAt.Find(result) is not { } database)
        {
            return Nothing(result);
        }

        var check = new LedgerCheck(database);
        List<string> flaws = [.. await check.RunAsync(cancellationToken)];
        var documents = 0;
        if (flaws.Count == 0 && result.GetValue(s_documents))
        {
            var named = await check.DocumentsAsync(cancellationToken);
            documents = named.Count;
            await foreach (var flaw in LostAsync(named, result, cancellationToken))
            {
                flaws.Add(flaw);
            }
        }

        flaws.ForEach(flaw => Terminal.Print(PlainText.Harmless(flaw)));
        if (flaws.Count > 0)
        {
            Terminal.Complain($"{Where(result, database)} is not sound. Stop the worker, keep everything as it is, and see docs/operations.md, Check. Nothing was changed.");
            return ExitCode.NeedsPerson;
        }

        Terminal.Print($"{Where(result, database)} is sound{(result.GetValue(s_documents) ? $", and so {(documents == 1 ? "is" : "are")} {Terminal.Count(documents, "document")}" : string.Empty)}.");
        return ExitCode.Fine;
    }

    private static async IAsyncEnumerable<string> LostAsync(
        IReadOnlyList<NamedDocument> named, ParseResult result, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var folder = DataOption.Of(result);
        var (exhibits, packets) = (new DocumentStore(folder.Exhibits), new DocumentStore(folder.Packets));
        foreach (var document in named)
        {
            var isWhole = await (document.Letter is null ? packets : exhibits).IsWholeAsync(document.Hash, cancellationToken);
            if (isWhole is not true)
            {
                yield return $"{document.Name} {(isWhole is null ? "is not in the data folder" : "is not what was kept")} (sha256 {document.Hash}).";
            }
        }
    }

    private static int Script(bool roles)
    {
        Terminal.Print(roles ? LedgerScript.Roles() : LedgerScript.SqlServer());
        if (!roles)
        {
            Terminal.Print("-- Hangfire's own tables, in its own words.");
            Terminal.Print(SqlServerObjectsInstaller.GetInstallScript("HangFire", enableHeavyMigrations: true));
            Terminal.Print("GO");
        }

        return ExitCode.Fine;
    }

    private static string Where(ParseResult result, LedgerDatabase database) =>
        database.Engine == LedgerEngine.Sqlite ? $"The ledger {DataOption.Of(result).Ledger}" : "The ledger on SQL Server, as far as its rows tell (DBCC CHECKDB tells the rest),";

    private static int Nothing(ParseResult result)
    {
        Terminal.Complain($"There is no ledger in {DataOption.Of(result).Root}.");
        return ExitCode.Unusable;
    }
}
