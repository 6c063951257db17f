using System.Data.Common;
using Clausea.Batch.Appeals;
using Clausea.Batch.Era;

namespace Clausea.Batch.Ledger;

/// <summary>Records one remittance in one transaction; disposed without a commit, it leaves nothing.</summary>
/// <remarks>Claims are held back until the commit, so that the write lock of SQLite is short. A remittance too large
/// for that opens its transaction early and writes as it goes.</remarks>
public sealed class RemittanceWriting : IAsyncDisposable
{
    internal const int HeldClaims = 2000;
    private const int HeldCharacters = 16_000_000;
    private const int ClaimsPerWrite = 500;

    private readonly LedgerDatabase _database;
    private readonly Task _turn;
    private readonly RemittanceRow _row;
    private readonly Remittance _remittance;
    private readonly List<DenialRow> _held = [];
    private readonly List<LaterClaim> _later = [];
    private readonly ClaimCounts _counts;
    private long _heldCharacters;
    private LedgerSession? _session;
    private long _remittanceId;
    private EarlierRemittance? _earlier;
    private long? _knownTo;
    private int _closed;
    private bool _done;

    internal RemittanceWriting(
        LedgerDatabase database, long fileId, Interchange? interchange, Remittance remittance, Task turn)
    {
        (_database, _turn) = (database, turn);
        _remittance = remittance;
        _row = new RemittanceRow(fileId, interchange, remittance, database.Now);
        _counts = new ClaimCounts(ClaimCounts.FirstOf(remittance.Payment.Date ?? database.Today));
    }

    /// <summary>Counts a claim, denied or paid; every claim of the remittance, each once.</summary>
    public void Count(in ClaimFigures figures) => _counts.Add(figures);

    /// <summary>Which denials were known when the first claim was asked about (see <see cref="AppealedClaims"/>): those that others
    /// have recorded meanwhile may have been missed.</summary>
    public void AskedAbout(long knownTo) => _knownTo = knownTo;

    /// <summary>Weighs a claim, paid or not, against the appeals that the ledger has of it.</summary>
    public void Weigh(ClaimPayment claim, Verdict verdict) => _later.Add(new(claim, verdict));

    /// <summary>Adds a claim. The same adjudication of the same claim, once recorded, is not recorded again.</summary>
    public async Task AddAsync(ClaimPayment claim, Verdict verdict, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_done, this);
        var denial = new DenialRow(_remittance, claim, verdict);
        _held.Add(denial);
        _heldCharacters += denial.Length;
        if (_heldCharacters > HeldCharacters || _held.Count >= (_session is null ? HeldClaims : ClaimsPerWrite))
        {
            await OpenAsync(cancellationToken);
            await WriteHeldAsync(cancellationToken);
        }
    }

    /// <summary>Makes the remittance and its claims part of the ledger, or finds that it already is.</summary>
    public async Task<RemittanceRecorded> CommitAsync(
        RemittanceSummary summary, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_done, this);
        _row.Fingerprint = summary.Fingerprint
            ?? throw new ArgumentException("The reader was not asked for a fingerprint", nameof(summary));
        await OpenAsync(cancellationToken);
        if (await FindRecordedAsync(_session!, cancellationToken) is { } recorded)
        {
            await DisposeAsync();
            return new(recorded, IsNew: false, []);
        }

        await WriteHeldAsync(cancellationToken);
        await RemittanceStatements.CountAsync(_session!, _counts, _remittanceId, cancellationToken);
        _closed = await new LaterClaims(_session!, _remittanceId, _row.FileId, _remittance, _row.Now).WeighAsync(_later, cancellationToken);
        _row.SecondLook = await SecondLooks.NeededAsync(_session!, _row, _remittanceId, _knownTo, cancellationToken);
        return await FinishAsync(summary, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        _done = true;
        _held.Clear();
        if (_session is { } session)
        {
            _session = null;
            await session.DisposeAsync();
        }
    }

    private async Task<RemittanceRecorded> FinishAsync(RemittanceSummary summary, CancellationToken cancellationToken)
    {
        _row.Add(summary);
        try
        {
            var appeals = await RemittanceStatements.FinishAsync(_session!, _row, _remittanceId, cancellationToken);
            await _session!.CommitAsync(cancellationToken);
            return new(_remittanceId, IsNew: true, appeals) { NewDenials = _row.NewDenials, ResentOf = _row.ResentOf, ClosedAppeals = _closed };
        }
        catch (DbException exception) when (_database.Dialect.IsUniqueViolation(exception))
        {
            // SQL Server only: another session recorded the same remittance since we looked.
            await _session!.DisposeAsync();
            _session = await _database.ReadAsync(cancellationToken);
            if (await FindRecordedAsync(_session, cancellationToken) is not { } recorded)
            {
                throw;
            }

            return new(recorded, IsNew: false, []);
        }
        finally
        {
            await DisposeAsync();
        }
    }

    private async Task OpenAsync(CancellationToken cancellationToken)
    {
        if (_session is null)
        {
            await _turn.WaitAsync(cancellationToken);
            _session = await _database.WriteAsync(cancellationToken);
            _earlier = await EarlierRemittance.FindAsync(_session, _row, cancellationToken);
            _row.ResentOf = _earlier?.Whole;
            _row.PayerNo = await WorklistNames.OfPayerAsync(_session, _row, cancellationToken);
            _row.PracticeNo = await WorklistNames.OfPracticeAsync(_session, _row, cancellationToken);
            _remittanceId = await RemittanceStatements.InsertAsync(_session, _row, cancellationToken);
        }
    }

    private async Task WriteHeldAsync(CancellationToken cancellationToken)
    {
        _row.NewDenials += await RemittanceStatements.WriteAsync(
            _session!, JudgeHeld(), _row, _remittanceId, cancellationToken);
        _held.Clear();
        _heldCharacters = 0;
    }

    // What the payer said of the same payment before, and otherwise, goes to a person: no letter is drafted of it.
    private List<DenialRow> JudgeHeld()
    {
        if (_earlier is null)
        {
            return _held;
        }

        return _held.ConvertAll(denial =>
        {
            var earlier = _earlier.Of(denial);
            _row.ResentOf ??= earlier;
            return earlier is null ? denial : denial.ForReview();
        });
    }

    private Task<long?> FindRecordedAsync(LedgerSession session, CancellationToken cancellationToken) =>
        session.FirstAsync<long?>(RemittanceStatements.ByFingerprint, new { _row.Fingerprint }, cancellationToken);
}
