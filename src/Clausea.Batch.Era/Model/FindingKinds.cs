namespace Clausea.Batch.Era;

/// <summary>Every finding the reader can make. ERA0xx envelopes, ERA1xx balance, ERA2xx elements, ERA3xx structure.</summary>
public static class FindingKinds
{
    public static readonly FindingKind NotAnEra = Error("ERA000", "The file is no 835 at all");
    public static readonly FindingKind InterchangeControl = Error("ERA010", "The interchange trailer names another control number than its header (ISA13, IEA02)");
    public static readonly FindingKind InterchangeCount = Warn("ERA011", "The interchange trailer counts other than the functional groups that are there (IEA01)");
    public static readonly FindingKind InterchangeTrailerMissing = Warn("ERA012", "The interchange has no trailer (IEA)");
    public static readonly FindingKind InterchangeHeader = Warn("ERA013", "The interchange header is not as X12 has it: its width, blanks in it, or a missing ISA16");
    public static readonly FindingKind GroupControl = Error("ERA020", "The functional group trailer names another control number than its header (GS06, GE02)");
    public static readonly FindingKind GroupCount = Warn("ERA021", "The functional group trailer counts other than the transaction sets that are there (GE01)");
    public static readonly FindingKind GroupTrailerMissing = Warn("ERA022", "The functional group has no trailer (GE)");
    public static readonly FindingKind RemittanceControl = Error("ERA030", "The remittance trailer names another control number than its header (ST02, SE02)");
    public static readonly FindingKind SegmentCount = Warn("ERA031", "The remittance trailer counts other than the segments that are there (SE01)");
    public static readonly FindingKind RemittanceTrailerMissing = Error("ERA032", "The remittance has no trailer (SE)");
    public static readonly FindingKind Truncated = Error("ERA033", "The file ends in the middle of a remittance");
    public static readonly FindingKind OtherTransactionSet = Info("ERA040", "A transaction set other than 835 was skipped");
    public static readonly FindingKind VersionUnknown = Warn("ERA041", "The functional group's version is neither 005010X221 nor 004010X091 (GS08); read as 5010");
    public static readonly FindingKind TextSkipped = Warn("ERA050", "Text that belongs to no segment was skipped");
    public static readonly FindingKind LastSegmentOpen = Warn("ERA051", "The last segment has no terminator");
    public static readonly FindingKind EnvelopeMissing = Warn("ERA052", "A transaction set stands outside of an interchange or a functional group");
    public static readonly FindingKind EncodingUnusual = Info("ERA053", "The file begins with a byte order mark, or is UTF-16");
    public static readonly FindingKind LinesWrapped = Info("ERA054", "Lines are broken in the middle of segments");
    public static readonly FindingKind ArchiveDamaged = Error("ERA055", "The archive (gzip or zip) is damaged, or unpacks to more than is read; the rest is missing");
    public static readonly FindingKind ArchiveEntrySkipped = Warn("ERA056", "An entry of the archive is no 835; it was skipped");

    public static readonly FindingKind ServiceBalance = Error("ERA101", "A service does not balance: charge is not paid plus adjustments (SVC02, SVC03, CAS)");
    public static readonly FindingKind ClaimBalance = Error("ERA102", "A claim does not balance: charge is not paid plus adjustments (CLP03, CLP04, CAS)");
    public static readonly FindingKind RemittanceBalance = Error("ERA103", "A remittance does not balance: payment is not claims paid less provider adjustments (BPR02, CLP04, PLB)");
    public static readonly FindingKind PatientResponsibility = Warn("ERA104", "The patient responsibility is not the sum of the PR adjustments (CLP05, CAS)");
    public static readonly FindingKind NegativePayment = Error("ERA105", "The payment amount is negative (BPR02); a net debit is carried forward by PLB FB");

    public static readonly FindingKind NotANumber = Error("ERA201", "An amount or quantity is not a number; it counts as zero");
    public static readonly FindingKind ElementMissing = Error("ERA202", "A required element is missing");
    public static readonly FindingKind NotADate = Warn("ERA203", "A date is not a date; it counts as absent");
    public static readonly FindingKind AdjustmentAmountMissing = Error("ERA204", "An adjustment has a reason but no amount; it counts as zero");
    public static readonly FindingKind ZeroAdjustment = Info("ERA205", "An adjustment of zero: kept for display, moves no money");
    public static readonly FindingKind RemarkInReasonSlot = Warn("ERA206", "A remark code stands where a reason code belongs (CAS)");
    public static readonly FindingKind UnknownClaimStatus = Warn("ERA207", "The claim status is not one of the 835 (CLP02)");
    public static readonly FindingKind UnknownGroup = Warn("ERA208", "The adjustment group is none of CO, PR, OA, PI, CR (CAS01)");
    public static readonly FindingKind AmountNotation = Info("ERA209", "An amount is written with a plus sign or commas, which X12 does not have");
    public static readonly FindingKind CompositeSeparator = Warn("ERA210", "A composite uses another separator than the interchange says (ISA16)");
    public static readonly FindingKind UnknownRole = Info("ERA211", "Somebody is named in a role that the 835 does not have (NM101)");
    public static readonly FindingKind DateNotation = Info("ERA212", "A date is written without its century (YYMMDD)");

    public static readonly FindingKind UnknownSegment = Warn("ERA301", "A segment that the 835 does not have was skipped");
    public static readonly FindingKind SegmentOutOfPlace = Warn("ERA302", "A segment stands where the 835 does not have it; it was skipped");
    public static readonly FindingKind PaymentMissing = Error("ERA303", "The remittance has no payment (BPR)");
    public static readonly FindingKind TraceMissing = Error("ERA304", "The remittance has no trace number (TRN)");
    public static readonly FindingKind PayerMissing = Error("ERA305", "The remittance names no payer (N1*PR)");
    public static readonly FindingKind PayeeMissing = Error("ERA306", "The remittance names no payee (N1*PE)");
    public static readonly FindingKind ClaimTooLarge = Error("ERA307", "A claim is larger than the reader takes in one piece; the rest of it was skipped");
    public static readonly FindingKind SegmentsSkipped = Error("ERA308", "Segments that belong to no remittance were skipped");
    public static readonly FindingKind HeaderNumberMissing = Info("ERA309", "Claims stand without a header number before them (LX)");
    public static readonly FindingKind ReversalWithoutCorrection = Info("ERA310", "A reversal has no corrected claim behind it in the file (CLP02 22)");
    public static readonly FindingKind DuplicateClaim = Warn("ERA311", "The same claim stands twice in the file (payer, CLP01, CLP02, CLP03, CLP04, CLP07)");
    public static readonly FindingKind DuplicateRemittance = Warn("ERA312", "The same remittance stands twice in the file");
    public static readonly FindingKind PartyRepeated = Info("ERA313", "The payer or the payee is named again between claims");
    public static readonly FindingKind PartyDiffers = Warn("ERA314", "Another payer or payee is named between claims (N1); the claims stay with those of the header");
    public static readonly FindingKind SegmentTooLong = Error("ERA315", "A segment does not end within 1 MB");
    public static readonly FindingKind RemittanceHeaderMissing = Error("ERA316", "A remittance begins without its header (BPR or CLP without ST)");
    public static readonly FindingKind TooManyToCompare = Info("ERA317", "The file has more claims than are compared with each other; duplicates among the rest are not noticed");

    public static IReadOnlyList<FindingKind> All { get; } =
    [
        NotAnEra, InterchangeControl, InterchangeCount, InterchangeTrailerMissing, InterchangeHeader, GroupControl,
        GroupCount, GroupTrailerMissing, RemittanceControl, SegmentCount, RemittanceTrailerMissing, Truncated,
        OtherTransactionSet, VersionUnknown, TextSkipped, LastSegmentOpen, EnvelopeMissing, EncodingUnusual,
        LinesWrapped, ArchiveDamaged, ArchiveEntrySkipped, ServiceBalance, ClaimBalance, RemittanceBalance,
        PatientResponsibility, NegativePayment, NotANumber, ElementMissing, NotADate, AdjustmentAmountMissing,
        ZeroAdjustment, RemarkInReasonSlot, UnknownClaimStatus, UnknownGroup, AmountNotation, CompositeSeparator,
        UnknownRole, DateNotation, UnknownSegment, SegmentOutOfPlace, PaymentMissing, TraceMissing, PayerMissing,
        PayeeMissing, ClaimTooLarge, SegmentsSkipped, HeaderNumberMissing, ReversalWithoutCorrection,
        DuplicateClaim, DuplicateRemittance, PartyRepeated, PartyDiffers, SegmentTooLong, RemittanceHeaderMissing,
        TooManyToCompare,
    ];

    private static FindingKind Error(string code, string title) => new(code, Severity.Error, title);

    private static FindingKind Warn(string code, string title) => new(code, Severity.Warning, title);

    private static FindingKind Info(string code, string title) => new(code, Severity.Info, title);
}
