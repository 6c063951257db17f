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

    /// <summary>How many of the claims were new. What is already there, from another wrapping of the same payment, is passed
    /// over, and keeps the appeal it has.</summary>
    public static Task<int> WriteAsync(
        LedgerSession session, IReadOnlyList<DenialRow> denials, RemittanceRow row, long remittanceId, CancellationToken cancellationToken)
    {
        foreach (var denial in denials)
        {
            denial.RemittanceId = remittanceId;
            denial.Now = row.Now;
        }

        return session.Dialect.Engine == LedgerEngine.Sqlite
            ? Task.FromResult(SqliteDenials.Write(session, denials, row))
            : SqlServerDenials.WriteAsync(session, denials, row, remittanceId, cancellationToken);
    }

    private static readonly Sql InsertCount = new("""
        INSERT INTO clausea.claim_counts
            (remittance_id, month, claims, services, charge, paid, denied_claims, denied_amount)
        VALUES
            (@RemittanceId, @Month, @Claims, @Services, @Charge, @Paid, @DeniedClaims, @DeniedAmount)
        """);

    /// <summary>A row for each month of service: rarely more than three.</summary>
    public static Task CountAsync(
        LedgerSession session, ClaimCounts counts, long remittanceId, CancellationToken cancellationToken)
    {
        foreach (var month in counts.Months)
        {
            month.RemittanceId = remittanceId;
        }

        return session.ExecuteAsync(InsertCount, counts.Months, cancellationToken);
    }

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
            resent_of = @ResentOf, second_look = @SecondLook
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
