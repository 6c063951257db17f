using Clausea.Batch.Era;

namespace Clausea.Batch.Appeals;

/// <summary>The day of the payer's notice.</summary>
public static class Notice
{
    /// <summary>The earlier of payment date (BPR16) and production date (DTM*405); null when the remittance has neither.</summary>
    public static DateOnly? Of(Remittance remittance) => (remittance.Payment.Date, remittance.ProductionDate) switch
    {
        ({ } paid, { } produced) => paid < produced ? paid : produced,
        var (paid, produced) => paid ?? produced,
    };
}
