using System.Globalization;
using Clausea.Batch.Appeals;
using Clausea.Batch.Era;
using Dapper;

namespace Clausea.Batch.Ledger.Tests;

/// <summary>Rows as the program of an earlier schema wrote them, by plain SQL: today's code knows only today's columns.</summary>
internal sealed class OldLedger(LedgerDatabase database, int version)
{
    private const string Then = "2026-02-01T08:00:00.000Z";

    private static readonly string s_fingerprint = new('f', 64);

    private bool IsSqlite => database.Engine == LedgerEngine.Sqlite;

    /// <summary>A file with one remittance.</summary>
    public async Task AddRemittanceAsync()
    {
        await InsertAsync("files", new()
        {
            ["hash"] = Example.Hash(1).Value,
            ["name"] = "old.835",
            ["size"] = 1000,
            ["status"] = "Archived",
            ["first_seen_at"] = Then,
            ["last_seen_at"] = Then,
            ["finished_at"] = Then,
            ["stored_as"] = "archive/2026/02/old.835",
        });
        await InsertAsync("remittances", new()
        {
            ["file_id"] = 1,
            ["fingerprint"] = s_fingerprint,
            ["control_number"] = "0001",
            ["trace_number"] = "TRACE1",
            ["payment_amount"] = Money(1234.50m),
            ["payment_date"] = "2026-03-02",
            ["interchange_json"] = LedgerJson.Write(Example.Interchange()),
            ["header_json"] = LedgerJson.Write(Example.Remittance()),
            ["segment"] = 3,
            ["byte_offset"] = 212,
            ["created_at"] = Then,
        });
    }

    /// <summary>The fingerprint of that remittance.</summary>
    public static string Fingerprint => s_fingerprint;

    /// <summary>A denial of that remittance.</summary>
    public async Task AddDenialAsync(ClaimPayment claim, Verdict verdict)
    {
        var row = new DenialRow(Example.Remittance(), claim, verdict);
        await InsertAsync("denials", new()
        {
            ["remittance_id"] = 1,
            ["fingerprint"] = row.Fingerprint,
            ["disposition"] = row.Disposition,
            ["rule_name"] = row.RuleName,
            ["because"] = row.Because,
            ["playbook"] = row.Playbook,
            ["denied_amount"] = Money(verdict.DeniedAmount),
            ["reasons"] = row.Reasons,
            ["remarks"] = row.Remarks,
            ["services"] = row.Services,
            ["patient_control_number"] = row.PatientControlNumber,
            ["claim_status"] = row.ClaimStatus,
            ["payer_name"] = row.PayerName,
            ["charge"] = Money(claim.Charge),
            ["paid"] = Money(claim.Paid),
            ["claim_json"] = row.ClaimJson,
            ["verdict_json"] = row.VerdictJson,
            ["segment"] = row.Segment,
            ["byte_offset"] = row.ByteOffset,
            ["created_at"] = Then,
        });
    }

    /// <summary>The codes of a denial; schema 1 did not keep them apart.</summary>
    public async Task AddCodesAsync(long denial, Verdict verdict)
    {
        foreach (var code in version < 2 ? [] : new DenialRow(Example.Remittance(), Example.Claim(), verdict).Codes)
        {
            await InsertAsync("denial_codes", new()
            {
                ["code"] = code,
                ["created_at"] = Then,
                ["denial_id"] = denial,
                ["denied_amount"] = Money(verdict.DeniedAmount),
                ["payer"] = "ACME [Health] 100%",
            });
        }
    }

    /// <summary>A queued appeal of a denial, of the same number.</summary>
    public async Task AddAppealAsync(long denial, LetterKind kind = LetterKind.Appeal)
    {
        Dictionary<string, object?> row = new()
        {
            ["denial_id"] = denial,
            ["kind"] = kind.ToString(),
            ["status"] = "Queued",
            ["disposition"] = "Appeal",
            ["playbook"] = "medical-necessity",
            ["denied_amount"] = Money(150m),
            ["priority"] = 50,
            ["deadline"] = "2026-04-01",
            ["deadline_key"] = "2026-04-01",
            ["created_at"] = Then,
        };
        if (version >= 3)
        {
            row["level"] = kind == LetterKind.Escalation ? 2 : 1;
        }

        await InsertAsync("appeals", row);
        await AddHistoryAsync(denial, "Queued");
    }

    /// <summary>A draft, with its rendered forms where the schema had columns for them.</summary>
    public async Task AddDraftAsync(long appeal, Draft draft)
    {
        Dictionary<string, object?> row = new()
        {
            ["appeal_id"] = appeal,
            ["revision"] = 1,
            ["kind"] = draft.Kind.ToString(),
            ["playbook"] = draft.Playbook,
            ["markdown"] = draft.Markdown,
            ["needs_count"] = draft.Needs.Count,
            ["needs_json"] = LedgerJson.Write(draft.Needs),
            ["created_at"] = Then,
            ["created_by"] = "clausea",
        };
        if (version < 3)
        {
            (row["html"], row["text"]) = ("<p>Dear sir</p>", "Dear sir");
        }

        await InsertAsync("drafts", row);
        await RunAsync($"UPDATE {Table("appeals")} SET status = 'Drafted', revision = 1, drafted_at = '{Then}' WHERE id = {appeal}");
        await AddHistoryAsync(appeal, "Drafted");
    }

    private Task AddHistoryAsync(long appeal, string action) => InsertAsync("history", new()
    {
        ["appeal_id"] = appeal,
        ["happened_at"] = Then,
        ["actor"] = "clausea",
        ["action"] = action,
    });

    private async Task InsertAsync(string table, Dictionary<string, object?> row)
    {
        var columns = string.Join(", ", row.Keys);
        var names = string.Join(", ", row.Keys.Select(name => $"@{name}"));
        await using var connection = await database.OpenAsync();
        await connection.ExecuteAsync($"INSERT INTO {Table(table)} ({columns}) VALUES ({names})", new DynamicParameters(row));
    }

    private async Task RunAsync(string sql)
    {
        await using var connection = await database.OpenAsync();
        await connection.ExecuteAsync(sql);
    }

    private string Table(string name) => IsSqlite ? name : $"clausea.{name}";

    // Written out as each engine keeps it.
    private object Money(decimal dollars) => IsSqlite ? decimal.ToInt64(dollars * 100) : dollars.ToString(CultureInfo.InvariantCulture);
}
