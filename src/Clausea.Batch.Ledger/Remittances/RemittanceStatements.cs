namespace Clausea.Batch.Ledger;

/// <summary>The statements that record a remittance; they run inside its transaction.</summary>
internal static class RemittanceStatements
{
    public static readonly Sql ByFingerprint = new("""
        SELECT id FROM clausea.remittances WHERE fingerprint = @Fingerprint
        """);

    private static readonly Sql Insert = new("""
        INSERT INTO clausea.remittances
            (file_id, fingerprint, control_number, trace_number, payment_amount, payment_method, payment_date,
             payer_name, payer_id, payee_name, payee_npi, payee_tax_id, interchange_json, header_json,
             segment, byte_offset, created_at)
        VALUES
            (@FileId, @Provisional, @ControlNumber, @TraceNumber, @PaymentAmount, @PaymentMethod, @PaymentDate,
             @PayerName, @PayerId, @PayeeName, @PayeeNpi, @PayeeTaxId, @InterchangeJson, @HeaderJson,
             @Segment, @ByteOffset, @Now)
        """);

    /// <summary>The id of the new row.</summary>
    public static async Task<long> InsertAsync(
        LedgerSession session, RemittanceRow row, CancellationToken cancellationToken)
    {
        await session.ExecuteAsync(Insert, row, cancellationToken);
        return await session.FirstAsync<long>(ByFingerprint, new { Fingerprint = row.Provisional }, cancellationToken);
    }

    // What is already there, from another wrapping of the same payment, is passed over.
    private static readonly Sql InsertDenial = new("""
        INSERT INTO clausea.denials
            (remittance_id, fingerprint, disposition, rule_name, because, playbook, denied_amount, reasons, remarks,
             services, patient_control_number, payer_claim_number, claim_status, payer_name, payer_id, payee_name,
             payee_npi, payee_tax_id, filing_indicator, service_from, service_to, charge, paid, claim_json,
             verdict_json, segment, byte_offset, created_at)
        SELECT
            @RemittanceId, @Fingerprint, @Disposition, @RuleName, @Because, @Playbook, @DeniedAmount, @Reasons,
            @Remarks, @Services, @PatientControlNumber, @PayerClaimNumber, @ClaimStatus, @PayerName, @PayerId,
            @PayeeName, @PayeeNpi, @PayeeTaxId, @FilingIndicator, @ServiceFrom, @ServiceTo, @Charge, @Paid, @ClaimJson,
            @VerdictJson, @Segment, @ByteOffset, @Now
        WHERE NOT EXISTS (SELECT 1 FROM clausea.denials WHERE fingerprint = @Fingerprint)
        """);

    // Only for a denial that this very remittance brought: a claim already known keeps the appeal it has.
    private static readonly Sql InsertAppeal = new("""
        INSERT INTO clausea.appeals
            (denial_id, kind, status, disposition, playbook, denied_amount, priority, deadline, deadline_key,
             safe_deadline, deadline_basis, deadline_source, deadline_is_default, created_at)
        SELECT
            d.id, @Kind, 'Queued', @Disposition, @Playbook, @DeniedAmount, @Priority, @Deadline, @DeadlineKey,
            @SafeDeadline, @DeadlineBasis, @DeadlineSource, @DeadlineIsDefault, @Now
        FROM clausea.denials d
        WHERE d.fingerprint = @Fingerprint AND d.remittance_id = @RemittanceId
            AND NOT EXISTS (SELECT 1 FROM clausea.appeals a WHERE a.denial_id = d.id)
        """);

    private static readonly Sql InsertToDo = new("""
        INSERT INTO clausea.todos (denial_id, text)
        SELECT d.id, @text
        FROM clausea.denials d
        WHERE d.fingerprint = @Fingerprint AND d.remittance_id = @remittanceId
            AND NOT EXISTS (SELECT 1 FROM clausea.todos t WHERE t.denial_id = d.id AND t.text = @text)
        """);

    private static readonly Sql InsertCode = new("""
        INSERT INTO clausea.denial_codes (code, created_at, denial_id, denied_amount, payer)
        SELECT @code, d.created_at, d.id, d.denied_amount, COALESCE(d.payer_name, d.payer_id, '')
        FROM clausea.denials d
        WHERE d.fingerprint = @Fingerprint AND d.remittance_id = @remittanceId
            AND NOT EXISTS (
                SELECT 1 FROM clausea.denial_codes c
                WHERE c.code = @code AND c.created_at = d.created_at AND c.denial_id = d.id)
        """);

    /// <summary>How many of the claims were new.</summary>
    public static async Task<int> WriteAsync(
        LedgerSession session, IReadOnlyList<DenialRow> denials, long remittanceId, DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        foreach (var denial in denials)
        {
            denial.RemittanceId = remittanceId;
            denial.Now = now;
        }

        var added = await session.ExecuteAsync(InsertDenial, denials, cancellationToken);
        await session.ExecuteAsync(InsertAppeal, denials.Where(denial => denial.Kind is not null), cancellationToken);
        await session.ExecuteAsync(InsertToDo, ToDos(denials, remittanceId), cancellationToken);
        await session.ExecuteAsync(InsertCode, CodesOf(denials, remittanceId), cancellationToken);
        return added;
    }

    private static IEnumerable<object> ToDos(IReadOnlyList<DenialRow> denials, long remittanceId) =>
        from denial in denials
        from text in denial.ToDos
        select new { denial.Fingerprint, remittanceId, text };

    private static IEnumerable<object> CodesOf(IReadOnlyList<DenialRow> denials, long remittanceId) =>
        from denial in denials
        from code in denial.Codes
        select new { denial.Fingerprint, remittanceId, code };

    private static readonly Sql NewAppeals = new("""
        SELECT a.id
        FROM clausea.appeals a
        JOIN clausea.denials d ON d.id = a.denial_id
        WHERE d.remittance_id = @remittanceId
        ORDER BY a.id
        """);

    private static readonly Sql AppendHistory = new("""
        INSERT INTO clausea.history (appeal_id, happened_at, actor, action)
        SELECT a.id, @Now, @actor, 'Queued'
        FROM clausea.appeals a
        JOIN clausea.denials d ON d.id = a.denial_id
        WHERE d.remittance_id = @remittanceId
        """);

    private static readonly Sql Finish = new("""
        UPDATE clausea.remittances
        SET fingerprint = @Fingerprint, claims = @Claims, services = @Services, charge = @Charge, paid = @Paid,
            balanced = @Balanced, unbalanced = @Unbalanced, complete = @Complete,
            provider_adjustments_json = @ProviderAdjustmentsJson, new_denials = @NewDenials, new_appeals = @NewAppeals,
            resent_of = @ResentOf
        WHERE id = @RemittanceId
        """);

    // The file gets on: what stopped earlier tries is not its own doing.
    private static readonly Sql Progress = new("""
        UPDATE clausea.files SET attempts = 1, failures = 0
        WHERE id = @FileId AND (attempts > 1 OR failures > 0)
        """);

    /// <summary>Ids of the remittance's appeals, all of them new.</summary>
    public static async Task<IReadOnlyList<long>> FinishAsync(
        LedgerSession session, RemittanceRow row, long remittanceId, CancellationToken cancellationToken)
    {
        var appeals = await session.QueryAsync<long>(NewAppeals, new { remittanceId }, cancellationToken);
        var history = new { remittanceId, row.Now, actor = HistoryRow.Program };
        await session.ExecuteAsync(AppendHistory, history, cancellationToken);
        row.RemittanceId = remittanceId;
        row.NewAppeals = appeals.Count;
        await session.ExecuteAsync(Finish, row, cancellationToken);
        await session.ExecuteAsync(Progress, row, cancellationToken);
        return appeals;
    }
}
