using System.Data.Common;
using Dapper;

namespace Clausea.Batch.Ledger.Tests;

public sealed class PeopleFacts(LedgerEngine engine) : LedgerFixture(engine)
{
    private static readonly SessionLength s_length = new(TimeSpan.FromMinutes(20), TimeSpan.FromHours(12));

    private LedgerUsers Users => new(Database);

    private LedgerSessions Sessions => new(Database);

    private LedgerAccess Access => new(Database);

    [Test]
    public async Task A_user_is_found_by_name_whatever_the_capitals_and_made_once()
    {
        Assert.That(await Users.AnyAsync(), Is.False);
        Assert.That(await Users.AddAsync(new("Pat.Lee", UserRole.Biller, "Pat Lee", "hash"), "root"), Is.EqualTo(UserChange.Done));
        Assert.That(await Users.AddAsync(new("pat.LEE", UserRole.Reader, null, "other"), "root"), Is.EqualTo(UserChange.NameTaken));
        var user = await Users.FindAsync("PAT.lee");
        Assert.That((user!.Name, user.DisplayName, user.Role, user.PasswordHash, user.Failures, user.SignedInAt), Is.EqualTo(("Pat.Lee", "Pat Lee", UserRole.Biller, "hash", 0, (DateTimeOffset?)null)));
        Assert.That(await Users.AnyAsync(), Is.True);
        Assert.That((await Users.ListAsync()).Single(), Is.EqualTo(user));
        Assert.That(await Users.FindAsync("nobody"), Is.Null);
        Assert.That($"{user}", Does.Not.Contain("hash"));
    }

    [Test]
    public async Task Each_change_of_a_user_is_a_line_of_the_access_log()
    {
        await Users.AddAsync(new("pat", UserRole.Biller, null, "hash"), "root");
        Assert.That(await Users.SetRoleAsync("pat", UserRole.Approver, "root"), Is.EqualTo(UserChange.Done));
        Assert.That(await Users.SetRoleAsync("pat", UserRole.Approver, "root"), Is.EqualTo(UserChange.Unchanged));
        Assert.That(await Users.SetPasswordAsync("pat", "hash2", "pat"), Is.EqualTo(UserChange.Done));
        Assert.That(await Users.SetDisabledAsync("pat", disabled: true, "root"), Is.EqualTo(UserChange.Done));
        Assert.That(await Users.SetDisabledAsync("pat", disabled: true, "root"), Is.EqualTo(UserChange.Unchanged));
        Assert.That(await Users.SetDisabledAsync("pat", disabled: false, "root"), Is.EqualTo(UserChange.Done));
        Assert.That(await Users.SetRoleAsync("nobody", UserRole.Reader, "root"), Is.EqualTo(UserChange.NotFound));
        var id = (await Users.FindAsync("pat"))!.Id;
        var rows = await Access.ListAsync(new());
        Assert.That(rows.Select(row => (row.Actor, row.Action, row.Subject, row.SubjectId)).Distinct(), Is.EqualTo(new (string, AccessAction, AccessSubject, long?)[]
        {
            ("root", AccessAction.Changed, AccessSubject.User, id),
            ("pat", AccessAction.Changed, AccessSubject.User, id),
        }));
        Assert.That(rows.Select(row => row.Detail), Is.EqualTo(new[] { "pat: added as Biller", "pat: role Approver", "pat: password", "pat: disabled", "pat: enabled" }));
    }

    [Test]
    public async Task Users_are_not_deleted()
    {
        await Users.AddAsync(new("pat", UserRole.Biller, null, "hash"), "root");
        var refusal = await Assert.CatchAsync<DbException>(() => RunAsync($"DELETE FROM {Table("users")}"));
        Assert.That(refusal!.Message, Does.Contain("users are not deleted"));
    }

    [Test]
    public async Task Wrong_passwords_lock_for_longer_and_longer_and_a_right_one_forgives_them()
    {
        var user = await UserAsync();
        for (var wrong = 1; wrong < 5; wrong++)
        {
            Assert.That((await Sessions.TryAsync("PAT", 5)).MayEnter, Is.True, $"{wrong}");
        }

        // The fifth is looked at, and locks.
        Assert.That((await Sessions.TryAsync("pat", 5)).MayEnter, Is.True);
        foreach (var minutes in new[] { 1, 2, 4, 8, 16, 32, 60, 60 })
        {
            Time.Advance(TimeSpan.FromMinutes(minutes) - TimeSpan.FromSeconds(1));
            Assert.That(await Sessions.TryAsync("pat", 5), Is.EqualTo(new SignInTry((await Users.FindAsync("pat"))!, IsLocked: true)), $"{minutes}");
            Time.Advance(TimeSpan.FromSeconds(1));
            Assert.That((await Sessions.TryAsync("pat", 5)).MayEnter, Is.True, $"{minutes}");
        }

        Assert.That(await Sessions.BeginAsync(user, "token", s_length, null), Is.True);
        var forgiven = (await Users.FindAsync("pat"))!;
        Assert.That((forgiven.Failures, forgiven.LockedUntil, forgiven.SignedInAt), Is.EqualTo((0, (DateTimeOffset?)null, Time.GetUtcNow())));
    }

    [Test]
    public async Task Of_many_tries_at_once_no_more_are_looked_at_than_one_after_the_other()
    {
        await UserAsync();
        var tries = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => new LedgerSessions(Another()).TryAsync("pat", 5))));
        Assert.That(tries.Count(attempt => attempt.MayEnter), Is.EqualTo(5));
        Assert.That((await Users.FindAsync("pat"))!.Failures, Is.EqualTo(5), "those while locked do not count");
    }

    [Test]
    public async Task Nobody_and_disabled_users_may_not_enter_whatever_the_password()
    {
        await UserAsync();
        await Users.SetDisabledAsync("pat", disabled: true, "root");
        Assert.That((await Sessions.TryAsync("pat", 5)).MayEnter, Is.False);
        Assert.That(await Sessions.TryAsync("nobody", 5), Is.EqualTo(new SignInTry(null, IsLocked: false)));
        Assert.That(await Sessions.BeginAsync((await Users.FindAsync("pat"))!, "token", s_length, null), Is.False);
        Assert.That(await CountAsync("sessions"), Is.Zero);
    }

    [Test]
    public async Task A_session_ends_when_nobody_stirs()
    {
        await SignedInAsync();
        Time.Advance(TimeSpan.FromMinutes(19));
        Assert.That(await FindAsync(), Is.Not.Null);
        Time.Advance(TimeSpan.FromMinutes(19));
        Assert.That(await FindAsync(), Is.Not.Null, "each look begins the time anew");
        Time.Advance(TimeSpan.FromMinutes(19));
        Assert.That(await FindAsync(isActive: false), Is.Not.Null, "what a page asks by itself does not");
        Time.Advance(TimeSpan.FromMinutes(1));
        Assert.That(await FindAsync(), Is.Null);
    }

    [Test]
    public async Task A_session_ends_after_its_longest_time_whoever_stirs()
    {
        await SignedInAsync();
        for (var minutes = 10; minutes < 720; minutes += 10)
        {
            Time.Advance(TimeSpan.FromMinutes(10));
            Assert.That(await FindAsync(), Is.Not.Null, $"{minutes}");
        }

        Time.Advance(TimeSpan.FromMinutes(10));
        Assert.That(await FindAsync(), Is.Null);
    }

    [Test]
    public async Task Signing_out_ends_the_session_for_every_worker()
    {
        await SignedInAsync();
        await new LedgerSessions(Another()).EndAsync("token", "pat");
        await Sessions.EndAsync("token", "pat");
        Assert.That(await FindAsync(), Is.Null);
        Assert.That((await Access.ListAsync(new())).Count(row => row.Action == AccessAction.SignedOut), Is.EqualTo(1));
    }

    [TestCase("disable")]
    [TestCase("role")]
    [TestCase("password")]
    public async Task A_change_of_the_user_ends_what_they_have_open(string change)
    {
        await SignedInAsync();
        await (change switch
        {
            "disable" => Users.SetDisabledAsync("pat", disabled: true, "root"),
            "role" => Users.SetRoleAsync("pat", UserRole.Reader, "root"),
            _ => Users.SetPasswordAsync("pat", "other", "root"),
        });
        Assert.That(await FindAsync(), Is.Null);
    }

    [Test]
    public async Task Another_hash_of_the_same_password_ends_nothing()
    {
        var user = await SignedInAsync();
        await Users.RehashAsync(user.Id, "stronger");
        Assert.That((await FindAsync())!.PasswordHash, Is.EqualTo("stronger"));
    }

    [Test]
    public async Task Whom_a_provider_vouches_for_is_made_a_user_once_and_has_the_role_it_tells()
    {
        var known = new NewUser("lee@example.org", UserRole.Biller, "Lee", Subject: "https://id.example.org 42");
        Assert.That((await Sessions.BeginAsync(known, "one", s_length, null))!.Role, Is.EqualTo(UserRole.Biller));
        Assert.That((await Sessions.BeginAsync(known with { Role = UserRole.Reader }, "two", s_length, null))!.Role, Is.EqualTo(UserRole.Reader));
        Assert.That(await Sessions.FindAsync("one", s_length, isActive: true), Is.Null, "another role ends what was open");
        Assert.That((await Sessions.FindAsync("two", s_length, isActive: true))!.Role, Is.EqualTo(UserRole.Reader));
        Assert.That((await Users.ListAsync()).Single().PasswordHash, Is.Null);
        Assert.That((await Sessions.TryAsync("lee@example.org", 5)).MayEnter, Is.False, "no password lets them in");
        await Users.SetDisabledAsync("lee@example.org", disabled: true, "root");
        Assert.That(await Sessions.BeginAsync(known, "three", s_length, null), Is.Null);
    }

    [Test]
    public async Task A_provider_gives_nobody_the_name_of_somebody_else()
    {
        await UserAsync();
        Assert.That(await Sessions.BeginAsync(new NewUser("PAT", UserRole.Administrator, Subject: "https://id.example.org 7"), "token", s_length, null), Is.Null);
        Assert.That((await Users.ListAsync()).Single().Role, Is.EqualTo(UserRole.Biller));
    }

    [Test]
    public async Task Sessions_that_are_long_over_are_forgotten()
    {
        var user = await SignedInAsync();
        Time.Advance(TimeSpan.FromHours(13));
        await Sessions.BeginAsync(user, "another", s_length, null);
        Assert.That(await CountAsync("sessions"), Is.EqualTo(1));
    }

    [Test]
    public async Task The_newest_lines_come_first_in_pages_whatever_the_clocks_say()
    {
        for (var minute = 0; minute < 7; minute++)
        {
            await Access.RecordAsync(new(minute % 2 == 0 ? "pat" : "lee", AccessAction.Viewed, AccessSubject.Worklist));

            // The fourth comes from a worker whose clock is behind.
            Time.AdjustTime(Time.GetUtcNow() + TimeSpan.FromMinutes(minute == 2 ? -10 : 20));
        }

        var pages = new List<long>();
        AccessFilter filter = new() { Limit = 2 };
        while (await Access.NewestAsync(filter) is { Count: > 0 } page)
        {
            pages.AddRange(page.Select(row => row.Id));
            filter = filter with { Behind = (page[^1].HappenedAt, page[^1].Id) };
        }

        var all = await Access.ListAsync(new());
        Assert.That(pages, Is.EqualTo(all.OrderByDescending(row => row.HappenedAt).ThenByDescending(row => row.Id).Select(row => row.Id)));
        Assert.That(pages, Is.Not.Ordered.Descending, "the clock was behind");
        Assert.That((await Access.NewestAsync(new() { Actor = "lee" })).Select(row => row.Id), Is.EquivalentTo(new[] { 2, 4, 6 }));
        var (since, until) = (all[1].HappenedAt, all[4].HappenedAt);
        Assert.That((await Access.NewestAsync(new() { Since = since, Until = until })).Select(row => row.Id), Is.EquivalentTo(all.Where(row => row.HappenedAt >= since && row.HappenedAt < until).Select(row => row.Id)));
        Assert.That(await Access.PeopleAsync(), Is.EqualTo(new[] { "lee", "pat" }));
    }

    [Test]
    public async Task A_page_of_the_access_log_is_read_from_an_index_in_its_order()
    {
        Assume.That(IsSqlite);
        var newest = TransactSqlTests.Statements().Single(statement => statement.Name == "LedgerAccess.Newest").Sql.For(LedgerEngine.Sqlite);
        await using var connection = await Database.OpenAsync();
        var plan = (await connection.QueryAsync<(int, int, int, string Detail)>(
            "EXPLAIN QUERY PLAN " + newest, new { since = "2026", upTo = "2027", beforeId = 7, Actor = (string?)null, limit = 100 })).Select(step => step.Detail).ToList();
        Assert.That(plan, Has.Count.EqualTo(1).And.All.StartsWith("SEARCH access_log USING INDEX ix_access_log_happened"), string.Join("; ", plan));
    }

    private async Task<UserRow> UserAsync()
    {
        await Users.AddAsync(new("pat", UserRole.Biller, null, "hash"), "root");
        return (await Users.FindAsync("pat"))!;
    }

    private async Task<UserRow> SignedInAsync()
    {
        var user = await UserAsync();
        await Sessions.TryAsync("pat", 5);
        Assert.That(await Sessions.BeginAsync(user, "token", s_length, "from 127.0.0.1"), Is.True);
        return user;
    }

    private Task<UserRow?> FindAsync(bool isActive = true) => Sessions.FindAsync("token", s_length, isActive);
}
