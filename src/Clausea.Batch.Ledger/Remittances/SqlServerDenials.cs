using System.Data;
using Microsoft.Data.SqlClient;

namespace Clausea.Batch.Ledger;

/// <summary>Writes denials with their appeals, to-dos and codes into SQL Server: all rows go to temporary tables in bulk, and
/// from there in one statement for each table, so that a remittance of a thousand denials takes a dozen ways to the server
/// and not ten thousand.</summary>
internal static class SqlServerDenials
{
    // Text that is compared has the collation of the ledger's database; tempdb may have another. Without parameters: made
    // inside sp_executesql, the tables would be gone with its end.
    private static readonly Sql MakeTables = new("""
        DROP TABLE IF EXISTS #denials, #todos, #codes;
        CREATE TABLE #denials (
            ordinal                int                                     NOT NULL PRIMARY KEY,
            fingerprint            nvarchar(64)  COLLATE DATABASE_DEFAULT NOT NULL,
            disposition            nvarchar(40)   NOT NULL,
            rule_name              nvarchar(400)  NOT NULL,
            because                nvarchar(max)  NOT NULL,
            playbook               nvarchar(400)  NULL,
            denied_amount          decimal(18,2)  NOT NULL,
            reasons                nvarchar(max)  NOT NULL,
            remarks                nvarchar(max)  NOT NULL,
            services               nvarchar(max)  NOT NULL,
            patient_control_number nvarchar(400)  NULL,
            payer_claim_number     nvarchar(400)  NULL,
            claim_status           nvarchar(400)  NOT NULL,
            payer_name             nvarchar(400)  NULL,
            payer_id               nvarchar(400)  NULL,
            payee_name             nvarchar(400)  NULL,
            payee_npi              nvarchar(400)  NULL,
            payee_tax_id           nvarchar(400)  NULL,
            filing_indicator       nvarchar(400)  NULL,
            service_from           date           NULL,
            service_to             date           NULL,
            charge                 decimal(18,2)  NOT NULL,
            paid                   decimal(18,2)  NOT NULL,
            claim_json             nvarchar(max)  NOT NULL,
            verdict_json           nvarchar(max)  NOT NULL,
            segment                int            NOT NULL,
            byte_offset            bigint         NOT NULL,
            kind                   nvarchar(40)   NULL,
            priority               int            NOT NULL,
            deadline               date           NULL,
            deadline_key           date           NOT NULL,
            safe_deadline          date           NULL,
            deadline_basis         nvarchar(max)  NULL,
            deadline_source        nvarchar(max)  NULL,
            deadline_is_default    bit            NOT NULL,
            code_bits              bigint         NOT NULL
        );
        CREATE TABLE #todos (
            ordinal int                                    NOT NULL,
            place   int                                    NOT NULL,
            text    nvarchar(max) COLLATE DATABASE_DEFAULT NOT NULL,
            PRIMARY KEY (ordinal, place)
        );
        CREATE TABLE #codes (
            ordinal int                                   NOT NULL,
            code    nvarchar(40) COLLATE DATABASE_DEFAULT NOT NULL
        )
        """);

    private static readonly Sql InsertDenials = new("""
        INSERT INTO clausea.denials
            (remittance_id, fingerprint, disposition, rule_name, because, playbook, denied_amount, reasons, remarks,
             services, patient_control_number, payer_claim_number, claim_status, payer_name, payer_id, payee_name,
             payee_npi, payee_tax_id, filing_indicator, service_from, service_to, charge, paid, claim_json,
             verdict_json, segment, byte_offset, created_at, without_letter)
        SELECT @remittanceId, s.fingerprint, s.disposition, s.rule_name, s.because, s.playbook, s.denied_amount, s.reasons, s.remarks,
             s.services, s.patient_control_number, s.payer_claim_number, s.claim_status, s.payer_name, s.payer_id, s.payee_name,
             s.payee_npi, s.payee_tax_id, s.filing_indicator, s.service_from, s.service_to, s.charge, s.paid, s.claim_json,
             s.verdict_json, s.segment, s.byte_offset, @now, CASE WHEN s.kind IS NULL THEN 1 ELSE 0 END
        FROM #denials s
        WHERE NOT EXISTS (SELECT 1 FROM clausea.denials d WHERE d.fingerprint = s.fingerprint)
        ORDER BY s.ordinal
        """);

    // Only for denials that this very remittance brought: a claim already known keeps the appeal it has.
    private static readonly Sql InsertAppeals = new("""
        INSERT INTO clausea.appeals
            (denial_id, kind, status, disposition, playbook, denied_amount, priority, deadline, deadline_key,
             safe_deadline, deadline_basis, deadline_source, deadline_is_default, created_at, file_id, payer_no, practice_no, code_bits)
        SELECT d.id, s.kind, 'Queued', s.disposition, s.playbook, s.denied_amount, s.priority, s.deadline, s.deadline_key,
             s.safe_deadline, s.deadline_basis, s.deadline_source, s.deadline_is_default, @now, @FileId, @PayerNo, @PracticeNo, s.code_bits
        FROM #denials s
        JOIN clausea.denials d ON d.fingerprint = s.fingerprint AND d.remittance_id = @remittanceId
        WHERE s.kind IS NOT NULL AND NOT EXISTS (SELECT 1 FROM clausea.appeals a WHERE a.denial_id = d.id)
        ORDER BY s.ordinal
        """);

    // A claim that stood in an earlier part of this remittance too has its to-dos and codes.
    private static readonly Sql InsertToDos = new("""
        INSERT INTO clausea.todos (denial_id, text)
        SELECT d.id, t.text
        FROM #todos t
        JOIN #denials s ON s.ordinal = t.ordinal
        JOIN clausea.denials d ON d.fingerprint = s.fingerprint AND d.remittance_id = @remittanceId
        WHERE NOT EXISTS (SELECT 1 FROM clausea.todos old WHERE old.denial_id = d.id)
        ORDER BY t.ordinal, t.place
        """);

    private static readonly Sql InsertCodes = new("""
        INSERT INTO clausea.denial_codes (code, created_at, denial_id, denied_amount, payer)
        SELECT DISTINCT c.code, d.created_at, d.id, d.denied_amount, COALESCE(d.payer_name, d.payer_id, N'')
        FROM #codes c
        JOIN #denials s ON s.ordinal = c.ordinal
        JOIN clausea.denials d ON d.fingerprint = s.fingerprint AND d.remittance_id = @remittanceId
        WHERE NOT EXISTS (SELECT 1 FROM clausea.denial_codes old
            WHERE old.code = c.code AND old.created_at = d.created_at AND old.denial_id = d.id)
        """);

    /// <summary>How many were new.</summary>
    public static async Task<int> WriteAsync(
        LedgerSession session, IReadOnlyList<DenialRow> denials, RemittanceRow row, long remittanceId, CancellationToken cancellationToken)
    {
        if (denials.Count == 0)
        {
            return 0;
        }

        List<DenialRow> distinct = [.. denials.DistinctBy(denial => denial.Fingerprint)];
        await session.ExecuteAsync(MakeTables, null, cancellationToken);
        foreach (var table in Tables(distinct))
        {
            using (table)
            {
                await CopyAsync(session, table, cancellationToken);
            }
        }

        var args = new { remittanceId, now = row.Now, row.FileId, row.PayerNo, row.PracticeNo };
        var added = await session.ExecuteAsync(InsertDenials, args, cancellationToken);
        await session.ExecuteAsync(InsertAppeals, args, cancellationToken);
        await session.ExecuteAsync(InsertToDos, args, cancellationToken);
        await session.ExecuteAsync(InsertCodes, args, cancellationToken);
        return added;
    }

    private static async Task CopyAsync(LedgerSession session, DataTable table, CancellationToken cancellationToken)
    {
        using var copy = new SqlBulkCopy((SqlConnection)session.Connection, SqlBulkCopyOptions.Default, (SqlTransaction?)session.Transaction)
        {
            DestinationTableName = table.TableName,
        };
        foreach (DataColumn column in table.Columns)
        {
            copy.ColumnMappings.Add(column.ColumnName, column.ColumnName);
        }

        await copy.WriteToServerAsync(table, cancellationToken);
    }

    internal static IEnumerable<DataTable> Tables(IReadOnlyList<DenialRow> rows)
    {
        yield return Denials(rows);
        var toDos = Table("#todos", ("ordinal", typeof(int)), ("place", typeof(int)), ("text", typeof(string)));
        var codes = Table("#codes", ("ordinal", typeof(int)), ("code", typeof(string)));
        foreach (var (ordinal, row) in rows.Index())
        {
            foreach (var (place, text) in row.ToDos.Index())
            {
                toDos.Rows.Add(ordinal, place, text);
            }

            foreach (var code in row.Codes)
            {
                codes.Rows.Add(ordinal, code);
            }
        }

        yield return toDos;
        yield return codes;
    }

    private static DataTable Denials(IReadOnlyList<DenialRow> rows)
    {
        var columns = Columns();
        var table = Table("#denials", [.. columns.Select(column => (column.Name, column.Type))]);
        foreach (var (ordinal, row) in rows.Index())
        {
            var values = table.NewRow();
            values["ordinal"] = ordinal;
            foreach (var (name, _, value) in columns.Skip(1))
            {
                values[name] = value(row) ?? DBNull.Value;
            }

            table.Rows.Add(values);
        }

        return table;
    }

    private static (string Name, Type Type, Func<DenialRow, object?> Value)[] Columns() =>
    [
        ("ordinal", typeof(int), _ => 0),
        ("fingerprint", typeof(string), row => row.Fingerprint),
        ("disposition", typeof(string), row => row.Disposition),
        ("rule_name", typeof(string), row => row.RuleName),
        ("because", typeof(string), row => row.Because),
        ("playbook", typeof(string), row => row.Playbook),
        ("denied_amount", typeof(decimal), row => row.DeniedAmount.Rounded),
        ("reasons", typeof(string), row => row.Reasons),
        ("remarks", typeof(string), row => row.Remarks),
        ("services", typeof(string), row => row.Services),
        ("patient_control_number", typeof(string), row => row.PatientControlNumber),
        ("payer_claim_number", typeof(string), row => row.PayerClaimNumber),
        ("claim_status", typeof(string), row => row.ClaimStatus),
        ("payer_name", typeof(string), row => row.PayerName),
        ("payer_id", typeof(string), row => row.PayerId),
        ("payee_name", typeof(string), row => row.PayeeName),
        ("payee_npi", typeof(string), row => row.PayeeNpi),
        ("payee_tax_id", typeof(string), row => row.PayeeTaxId),
        ("filing_indicator", typeof(string), row => row.FilingIndicator),
        ("service_from", typeof(DateTime), row => Day(row.ServiceFrom)),
        ("service_to", typeof(DateTime), row => Day(row.ServiceTo)),
        ("charge", typeof(decimal), row => row.Charge.Rounded),
        ("paid", typeof(decimal), row => row.Paid.Rounded),
        ("claim_json", typeof(string), row => row.ClaimJson),
        ("verdict_json", typeof(string), row => row.VerdictJson),
        ("segment", typeof(int), row => row.Segment),
        ("byte_offset", typeof(long), row => row.ByteOffset),
        ("kind", typeof(string), row => row.Kind),
        ("priority", typeof(int), row => row.Priority),
        ("deadline", typeof(DateTime), row => Day(row.Deadline)),
        ("deadline_key", typeof(DateTime), row => Day(row.DeadlineKey)),
        ("safe_deadline", typeof(DateTime), row => Day(row.SafeDeadline)),
        ("deadline_basis", typeof(string), row => row.DeadlineBasis),
        ("deadline_source", typeof(string), row => row.DeadlineSource),
        ("deadline_is_default", typeof(bool), row => row.DeadlineIsDefault),
        ("code_bits", typeof(long), row => row.CodeBits),
    ];

    private static DateTime? Day(DateOnly? day) => day?.ToDateTime(TimeOnly.MinValue);

    private static DataTable Table(string name, params (string Name, Type Type)[] columns)
    {
        var table = new DataTable(name) { Locale = System.Globalization.CultureInfo.InvariantCulture };
        foreach (var (column, type) in columns)
        {
            table.Columns.Add(column, type);
        }

        return table;
    }
}
