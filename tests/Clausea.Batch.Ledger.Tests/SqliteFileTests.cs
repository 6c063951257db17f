using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;

namespace Clausea.Batch.Ledger.Tests;

/// <summary>What is true of the SQLite file alone: backup, and damage.</summary>
public sealed class SqliteFileTests
{
    private string _folder = null!;

    private string File => Path.Combine(_folder, "ledger.db");

    private LedgerDatabase Database => new(new LedgerOptions { SqliteFile = File }, new FakeTimeProvider(Example.Start));

    [SetUp]
    public async Task SetUp()
    {
        _folder = Directory.CreateTempSubdirectory("clausea-sqlite-").FullName;
        await Database.UpgradeAsync();
        await AddAsync(Database, 1);
    }

    [TearDown]
    public void TearDown()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Test]
    public async Task A_backup_made_while_others_write_is_sound_and_goes_on()
    {
        using var stop = new CancellationTokenSource();
        var writing = Task.Run(async () =>
        {
            for (var number = 2; !stop.IsCancellationRequested; number++)
            {
                await AddAsync(Database, number);
            }
        });
        var target = Path.Combine(_folder, "backup", "ledger.db");
        var made = await new LedgerBackup(Database).CopyAsync(target);
        await stop.CancelAsync();
        await writing;
        Assert.That((made.SchemaVersion, made.Bytes), Is.EqualTo((SchemaScript.All(LedgerEngine.Sqlite).Count, new FileInfo(target).Length)));
        Assert.That(made.Appeals, Is.Positive.And.EqualTo(made.Remittances));
        Assert.That(Directory.EnumerateFiles(Path.GetDirectoryName(target)!).Select(Path.GetFileName), Is.EqualTo(new[] { "ledger.db" }), "nothing is left beside it");
        if (!OperatingSystem.IsWindows())
        {
            Assert.That(System.IO.File.GetUnixFileMode(target), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
        }

        var restored = new LedgerDatabase(new LedgerOptions { SqliteFile = target }, TimeProvider.System);
        await restored.UpgradeAsync();
        Assert.That(await new LedgerCheck(restored).RunAsync(), Is.Empty);
        Assert.That(await new LedgerAppeals(restored).SaveDraftAsync(1, Example.Draft(), "clausea"), Is.True);
    }

    [Test]
    public async Task A_backup_overwrites_nothing()
    {
        var target = Path.Combine(_folder, "there.db");
        await System.IO.File.WriteAllTextAsync(target, "precious");
        var refusal = await Assert.ThrowsAsync<BackupException>(() => new LedgerBackup(Database).CopyAsync(target));
        Assert.That(refusal!.Message, Does.Contain("is there already"));
        Assert.That(await System.IO.File.ReadAllTextAsync(target), Is.EqualTo("precious"));
    }

    [Test]
    public async Task A_backup_of_a_damaged_ledger_is_thrown_away()
    {
        DamagePageOf("ix_appeals_amount");
        var target = Path.Combine(_folder, "backup.db");
        var thrown = await Assert.CatchAsync<Exception>(() => new LedgerBackup(Database).CopyAsync(target));
        Assert.That(thrown, Is.InstanceOf<BackupException>().Or.InstanceOf<SqliteException>());
        Assert.That(Directory.EnumerateFiles(_folder, "backup*"), Is.Empty);
    }

    [Test]
    public async Task A_broken_header_is_told_by_file_and_nothing_is_overwritten()
    {
        SqliteConnection.ClearAllPools();
        Overwrite(0, 100);
        var before = await BytesAsync();
        var thrown = (await Assert.CatchAsync<DbException>(() => Database.UpgradeAsync()))!;
        Assert.That(LedgerDamage.Explain(thrown, File), Does.StartWith($"The ledger {File} is damaged").And.Contain("Stop the worker").And.Contain("restore"));
        Assert.That(Database.IsDamaged(thrown), Is.True);
        Assert.That(await new LedgerCheck(Database).RunAsync(), Is.Not.Empty);
        SqliteConnection.ClearAllPools();
        Assert.That(await BytesAsync(), Is.EqualTo(before));
    }

    [TestCase("appeals")]
    [TestCase("ix_appeals_amount")]
    [TestCase("history")]
    public async Task A_broken_page_is_found_and_nothing_is_overwritten(string name)
    {
        DamagePageOf(name);
        var before = await BytesAsync();
        Assert.That(await new LedgerCheck(Database).RunAsync(), Is.Not.Empty);
        SqliteConnection.ClearAllPools();
        Assert.That(await BytesAsync(), Is.EqualTo(before));
    }

    [Test]
    public async Task Work_on_a_broken_page_is_told_as_damage()
    {
        DamagePageOf("appeals");
        var thrown = (await Assert.CatchAsync<DbException>(() => new LedgerAppeals(Database).FindAsync(1)))!;
        Assert.That(LedgerDamage.Explain(thrown, File), Does.Contain("is damaged"));
    }

    [Test]
    public void What_is_locked_is_not_damaged() =>
        Assert.That(LedgerDamage.Explain(new SqliteException("database is locked", 5), File), Is.Null);

    [Test]
    public void SQL_Server_gets_the_statement_of_a_backup_and_makes_it_itself()
    {
        var database = new LedgerDatabase(new LedgerOptions { SqlServer = "Server=db1;Database=clau]sea;Integrated Security=true" }, TimeProvider.System);
        Assert.That(new LedgerBackup(database).StatementFor("D:\\it's.bak"), Is.EqualTo("BACKUP DATABASE [clau]]sea] TO DISK = N'D:\\it''s.bak' WITH COPY_ONLY, CHECKSUM, STATS = 10;"));
        Assert.That(new LedgerBackup(Database).StatementFor("x"), Is.Null);
    }

    private static async Task AddAsync(LedgerDatabase database, int number)
    {
        var file = await new LedgerFiles(database).RegisterAsync(Example.Hash(number), $"file{number}.835", 1000);
        await using var writing = await new LedgerRemittances(database).BeginAsync(file.Id, Example.Interchange(), Example.Remittance($"TRACE{number}"));
        await writing.AddAsync(Example.Claim(number), Example.Verdict());
        await writing.CommitAsync(Example.Summary($"fingerprint-{number}"));
    }

    private void DamagePageOf(string name)
    {
        using (var connection = new SqliteConnection($"Data Source={File};Pooling=False"))
        {
            connection.Open();
            connection.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
            var root = connection.ExecuteScalar<long>("SELECT rootpage FROM sqlite_master WHERE name = @name", new { name });
            var size = connection.ExecuteScalar<int>("PRAGMA page_size");
            Overwrite((root - 1) * size, 64);
        }

        SqliteConnection.ClearAllPools();
    }

    private void Overwrite(long offset, int count)
    {
        using var stream = new FileStream(File, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        stream.Position = offset;
        stream.Write(Enumerable.Repeat((byte)0xA5, count).ToArray());
    }

    private Task<byte[]> BytesAsync() => System.IO.File.ReadAllBytesAsync(File);
}
