using Microsoft.Data.Sqlite;

namespace Clausea.Batch.Ledger;

/// <summary>Writes denials with their appeals, to-dos and codes into SQLite, row by row: the database is in this process, so
/// that a row costs no way to a server, only its binding.</summary>
internal sealed class SqliteDenials : IDisposable
{
    private readonly SqliteStatement _denial;
    private readonly SqliteStatement _appeal;
    private readonly SqliteStatement _toDo;
    private readonly SqliteStatement _code;

    private readonly RemittanceRow _remittance;

    private SqliteDenials(SqliteConnection connection, RemittanceRow remittance)
    {
        _remittance = remittance;
        _denial = new SqliteStatement(connection, """
            INSERT INTO denials
                (remittance_id, fingerprint, disposition, rule_name, because, playbook, denied_amount, reasons, remarks,
                 services, patient_control_number, payer_claim_number, claim_status, payer_name, payer_id, payee_name,
                 payee_npi, payee_tax_id, filing_indicator, service_from, service_to, charge, paid, claim_json,
                 verdict_json, segment, byte_offset, created_at, without_letter)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (fingerprint) DO NOTHING
            """);
        _appeal = new SqliteStatement(connection, """
            INSERT INTO appeals
                (denial_id, kind, status, disposition, playbook, denied_amount, priority, deadline, deadline_key,
                 safe_deadline, deadline_basis, deadline_source, deadline_is_default, created_at, file_id, payer_no, practice_no,
                 code_bits)
            VALUES (?, ?, 'Queued', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """);
        _toDo = new SqliteStatement(connection, "INSERT INTO todos (denial_id, text) VALUES (?, ?)");
        _code = new SqliteStatement(connection, """
            INSERT INTO denial_codes (code, created_at, denial_id, denied_amount, payer) VALUES (?, ?, ?, ?, ?)
            """);
    }

    /// <summary>How many were new.</summary>
    public static int Write(LedgerSession session, IReadOnlyList<DenialRow> denials, RemittanceRow remittance)
    {
        if (denials.Count == 0)
        {
            return 0;
        }

        using var rows = new SqliteDenials((SqliteConnection)session.Connection, remittance);
        return denials.Count(rows.Write);
    }

    public void Dispose()
    {
        _denial.Dispose();
        _appeal.Dispose();
        _toDo.Dispose();
        _code.Dispose();
    }

    private bool Write(DenialRow row)
    {
        if (WriteDenial(row) == 0)
        {
            return false;
        }

        var id = _denial.LastId;
        if (row.Kind is not null)
        {
            WriteAppeal(id, row);
        }

        foreach (var text in row.ToDos)
        {
            _toDo.Number(id).Text(text).Run();
        }

        foreach (var code in row.Codes)
        {
            _code.Text(code).Instant(row.Now).Number(id).Money(row.DeniedAmount).Text(row.PayerName ?? row.PayerId ?? "").Run();
        }

        return true;
    }

    private int WriteDenial(DenialRow row) => _denial
        .Number(row.RemittanceId).Text(row.Fingerprint).Text(row.Disposition).Text(row.RuleName).Text(row.Because).Text(row.Playbook)
        .Money(row.DeniedAmount).Text(row.Reasons).Text(row.Remarks).Text(row.Services)
        .Text(row.PatientControlNumber).Text(row.PayerClaimNumber).Text(row.ClaimStatus)
        .Text(row.PayerName).Text(row.PayerId).Text(row.PayeeName).Text(row.PayeeNpi).Text(row.PayeeTaxId)
        .Text(row.FilingIndicator).Day(row.ServiceFrom).Day(row.ServiceTo).Money(row.Charge).Money(row.Paid)
        .Text(row.ClaimJson).Text(row.VerdictJson).Number(row.Segment).Number(row.ByteOffset).Instant(row.Now)
        .Number(row.Kind is null ? 1 : 0)
        .Run();

    private void WriteAppeal(long denialId, DenialRow row) => _appeal
        .Number(denialId).Text(row.Kind).Text(row.Disposition).Text(row.Playbook).Money(row.DeniedAmount).Number(row.Priority)
        .Day(row.Deadline).Day(row.DeadlineKey).Day(row.SafeDeadline).Text(row.DeadlineBasis).Text(row.DeadlineSource)
        .Number(row.DeadlineIsDefault ? 1 : 0).Instant(row.Now)
        .Number(_remittance.FileId).Number(_remittance.PayerNo).Number(_remittance.PracticeNo).Number(row.CodeBits)
        .Run();
}
