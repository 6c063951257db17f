namespace Clausea.Batch.Ledger;

/// <summary>Whose name it is.</summary>
public enum NameRole
{
    Payer,
    Practice,
    Assignee,
}

/// <summary>A payer, a practice or a person that appeals are narrowed to.</summary>
public sealed record WorklistName
{
    public required NameRole Role { get; init; }

    public string? Name { get; init; }

    /// <summary>The payer's id, or the practice's NPI.</summary>
    public string? Code { get; init; }

    public string? TaxId { get; init; }
}

/// <summary>Numbers of names, as appeals have them.</summary>
internal static class WorklistNames
{
    private const int LongestKey = 800;

    private static readonly Sql Find = new("""
        SELECT id FROM clausea.names WHERE role = @role AND name_key = @key
        """);

    private static readonly Sql Insert = new("""
        INSERT INTO clausea.names (role, name_key, name, code, tax_id)
        SELECT @role, @key, @Name, @Code, @TaxId
        WHERE NOT EXISTS (SELECT 1 FROM clausea.names n WHERE n.role = @role AND n.name_key = @key)
        """);

    private static readonly Sql Matching = new("""
        SELECT id FROM clausea.names
        WHERE role = @role AND (code = @text OR tax_id = @text OR name LIKE @part ESCAPE '!')
        """);

    private static readonly Sql All = new("""
        SELECT role, name, code, tax_id FROM clausea.names ORDER BY role, name, code {page}
        """);

    public static Task<long> OfPayerAsync(LedgerSession session, RemittanceRow row, CancellationToken cancellationToken) =>
        NumberAsync(session, $"{row.PayerId}|{row.PayerName}", new() { Role = NameRole.Payer, Name = row.PayerName, Code = row.PayerId }, cancellationToken);

    public static Task<long> OfPracticeAsync(LedgerSession session, RemittanceRow row, CancellationToken cancellationToken) => NumberAsync(
        session,
        $"{row.PayeeNpi}|{row.PayeeTaxId}|{row.PayeeName}",
        new() { Role = NameRole.Practice, Name = row.PayeeName, Code = row.PayeeNpi, TaxId = row.PayeeTaxId },
        cancellationToken);

    public static Task<long> OfAssigneeAsync(LedgerSession session, string name, CancellationToken cancellationToken) =>
        NumberAsync(session, name, new() { Role = NameRole.Assignee, Name = name }, cancellationToken);

    /// <summary>Those whose id is the text, or whose name has it.</summary>
    public static Task<IReadOnlyList<long>> MatchingAsync(LedgerSession session, NameRole role, string text, CancellationToken cancellationToken) =>
        session.QueryAsync<long>(Matching, new { role = role.ToString(), text, part = Like.Containing(text) }, cancellationToken);

    public static Task<IReadOnlyList<WorklistName>> AllAsync(LedgerSession session, int limit, CancellationToken cancellationToken) =>
        session.QueryAsync<WorklistName>(All, new { limit }, cancellationToken);

    private static async Task<long> NumberAsync(LedgerSession session, string key, WorklistName name, CancellationToken cancellationToken)
    {
        var args = new { role = name.Role.ToString(), key = key.Length > LongestKey ? key[..LongestKey] : key, name.Name, name.Code, name.TaxId };
        if (await session.FirstAsync<long?>(Find, args, cancellationToken) is { } known)
        {
            return known;
        }

        await session.ExecuteAsync(Insert, args, cancellationToken);
        return await session.FirstAsync<long>(Find, args, cancellationToken);
    }
}

/// <summary>Patterns of LIKE, with ! before what would be more than a letter.</summary>
internal static class Like
{
    public static string Containing(string text) => $"%{Escaped(text)}%";

    public static string Beginning(string text) => $"{Escaped(text)}%";

    // [ opens a set in T-SQL's LIKE.
    private static string Escaped(string text) => text
        .Replace("!", "!!", StringComparison.Ordinal)
        .Replace("%", "!%", StringComparison.Ordinal)
        .Replace("_", "!_", StringComparison.Ordinal)
        .Replace("[", "![", StringComparison.Ordinal);
}
