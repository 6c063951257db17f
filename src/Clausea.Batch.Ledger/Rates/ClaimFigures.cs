using Clausea.Batch.Appeals;
using Clausea.Batch.Era;

namespace Clausea.Batch.Ledger;

/// <summary>What one claim adds to the counts that denials are measured against.</summary>
/// <param name="Service">First day of service; null when the claim names none.</param>
/// <param name="Claims">1, or -1 for a reversal, or 0 for what the payer did not decide.</param>
/// <param name="Charge">Dollars; negative for a reversal.</param>
/// <param name="Paid">Dollars; negative for a reversal.</param>
/// <param name="Denied">Dollars denied.</param>
public readonly record struct ClaimFigures(DateOnly? Service, int Claims, int Services, decimal Charge, decimal Paid, decimal Denied)
{
    /// <summary>A reversal takes the claim off again, with its charge and payment; what was denied before stays denied once.
    /// Prices told in advance and claims of another payer were not decided: they count as nothing.</summary>
    public static ClaimFigures Of(ClaimPayment claim, Verdict verdict) => claim.Status switch
    {
        "23" or "25" => default,
        "22" => new(DenialRow.From(claim), -1, -claim.Services.Count, -Math.Abs(claim.Charge), -Math.Abs(claim.Paid), 0),
        _ => new(DenialRow.From(claim), 1, claim.Services.Count, claim.Charge, claim.Paid, IsDenied(verdict) ? verdict.DeniedAmount : 0),
    };

    /// <summary>The same of a plain claim, of which there is no object.</summary>
    public static ClaimFigures Of(ClaimView claim, ClaimOutline plain) =>
        new(plain.ServiceFrom, 1, claim.Services, claim.Charge, claim.Paid, 0);

    // What waits for the payer's decision is not denied yet.
    private static bool IsDenied(Verdict verdict) => verdict is { IsOrdinary: false, Disposition: not (Disposition.None or Disposition.Hold) };
}

/// <summary>The counts of a remittance by month, while it is read.</summary>
internal sealed class ClaimCounts(DateOnly paymentMonth)
{
    private readonly Dictionary<DateOnly, ClaimCount> _months = [];

    public IEnumerable<ClaimCount> Months => _months.Values;

    public void Add(in ClaimFigures figures)
    {
        if (figures.Claims == 0)
        {
            return;
        }

        var month = figures.Service is { } day ? FirstOf(day) : paymentMonth;
        if (!_months.TryGetValue(month, out var count))
        {
            _months.Add(month, count = new ClaimCount(month));
        }

        count.Add(figures);
    }

    public static DateOnly FirstOf(DateOnly day) => new(day.Year, day.Month, 1);
}

/// <summary>A row of <c>claim_counts</c>: its properties are the parameters of the insert.</summary>
internal sealed class ClaimCount(DateOnly month)
{
    private decimal _charge;
    private decimal _paid;
    private decimal _denied;

    public long RemittanceId { get; set; }

    public DateOnly Month => month;

    public int Claims { get; private set; }

    public int Services { get; private set; }

    public Money Charge => _charge;

    public Money Paid => _paid;

    public int DeniedClaims { get; private set; }

    public Money DeniedAmount => _denied;

    public void Add(in ClaimFigures figures)
    {
        Claims += figures.Claims;
        Services += figures.Services;
        _charge += figures.Charge;
        _paid += figures.Paid;
        _denied += figures.Denied;
        DeniedClaims += figures.Denied > 0 ? 1 : 0;
    }
}
