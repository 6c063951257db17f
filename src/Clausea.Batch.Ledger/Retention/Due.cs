namespace Clausea.Batch.Ledger;

/// <summary>When a denial (d) may go, with all levels of its appeal; and when a file (f) may.</summary>
internal static class Due
{
    /// <summary>A look, an export or a hold is no change of the case: else nothing that somebody audits would ever go.</summary>
    private const string NoChange = "'Viewed', 'Exported', 'HoldPlaced', 'HoldLifted'";

    private const string IsOpen = "a.status NOT IN ('Closed', 'Withdrawn')";

    private const string Old = $"""
        d.created_at < @before
            AND NOT EXISTS (SELECT 1 FROM clausea.remittances r WHERE r.id = d.remittance_id AND r.payment_date >= @day)
            AND NOT EXISTS (SELECT 1 FROM clausea.todos t WHERE t.denial_id = d.id AND t.done_at >= @before)
            AND NOT EXISTS (
                SELECT 1 FROM clausea.appeals a
                WHERE a.denial_id = d.id AND (a.created_at >= @before OR {IsOpen} OR EXISTS (
                    SELECT 1 FROM clausea.history h
                    WHERE h.appeal_id = a.id AND h.happened_at >= @before AND h.action NOT IN ({NoChange}))))
        """;

    private const string Held = """
        EXISTS (
            SELECT 1 FROM clausea.appeals k
            JOIN clausea.holds w ON w.appeal_id = k.id
            WHERE k.denial_id = d.id AND w.lifted_at IS NULL)
        """;

    public const string Denial = $"{Old} AND NOT {Held}";

    public const string HeldDenial = $"{Old} AND {Held}";

    public const string OpenDenial = $"""
        d.created_at < @before
            AND EXISTS (SELECT 1 FROM clausea.appeals a WHERE a.denial_id = d.id AND {IsOpen})
        """;

    /// <summary>Nothing of it is left, or ever was there: files of paid claims alone have no denials.</summary>
    public const string File = """
        f.status IN ('Archived', 'Quarantined') AND f.purged_at IS NULL AND f.finished_at < @before AND f.last_seen_at < @before
            AND NOT EXISTS (
                SELECT 1 FROM clausea.remittances r
                WHERE r.file_id = f.id AND (r.payment_date >= @day OR EXISTS (
                    SELECT 1 FROM clausea.denials d WHERE d.remittance_id = r.id)))
        """;

    /// <summary>Taken out of an appeal (a) on which no hold lies, so long ago that it is no longer kept for it.</summary>
    public const string RemovedExhibit = """
        x.removed_at < @removedBefore
            AND NOT EXISTS (
                SELECT 1 FROM clausea.appeals k
                JOIN clausea.holds w ON w.appeal_id = k.id
                WHERE k.denial_id = a.denial_id AND w.lifted_at IS NULL)
        """;
}
