namespace Clausea.Batch.Era;

/// <summary>What was done about a finding and what is left to do, in a line (docs/findings.md has more).</summary>
public static class FindingAdvice
{
    private const string Envelope = "Read all the same; if it comes back, tell whoever sends the file.";
    private const string CheckAmount = "Compare with the payer's own advice before you post it.";
    private const string NothingToDo = "Nothing to do.";

    /// <summary>Null for a code that is none.</summary>
    public static string? Of(string code) => code switch
    {
        "ERA000" => "Nothing was read; ask the sender for the 835.",
        "ERA010" or "ERA020" or "ERA030" => "Read all the same; parts of two files may have been joined, so look whether claims are missing.",
        "ERA011" or "ERA021" or "ERA031" => "Read all the same; look whether something is missing, above all when more was counted than is there.",
        "ERA012" or "ERA022" => "Read all the same; look whether the file was cut off.",
        "ERA013" => Envelope,
        "ERA032" => "Kept as it stands; its last claims may be missing, so compare it with the payment.",
        "ERA033" => "Not recorded as it stands; fetch the file again.",
        "ERA040" => "Passed over; it is for another program.",
        "ERA041" => "Read as version 5010; compare a claim or two with the payer's own advice.",
        "ERA050" => "Passed over; look at the place if a payment seems to be missing.",
        "ERA051" => "Read as if it ended there; look whether the file was cut off.",
        "ERA052" => "Read all the same, with the usual separators or those of the interchange before.",
        "ERA053" or "ERA054" => NothingToDo,
        "ERA055" => "The rest is missing; fetch the file again.",
        "ERA056" => "Passed over; look at it if it should have been a remittance.",
        "ERA101" => "Kept as sent, and marked. " + CheckAmount,
        "ERA102" => "Kept as sent, and marked. " + CheckAmount,
        "ERA103" => "Kept as sent, and marked. Compare the payment with the bank before you post it, and ask the payer.",
        "ERA104" => "Both are kept as sent; look at it before the patient is billed.",
        "ERA105" => "Kept as sent. No money came: ask the payer how the debit is carried forward.",
        "ERA201" or "ERA202" or "ERA204" => "Look at the place; an amount that is not there counts as zero.",
        "ERA203" => "Counts as absent; deadlines that start from it cannot be worked out.",
        "ERA205" => "Kept for display; it moves no money and is never a denial.",
        "ERA206" => "Kept as sent; a person has to say what it means.",
        "ERA207" => "Kept as sent; the claim is judged by its adjustments.",
        "ERA208" => "Kept as sent; look at it before the patient is billed.",
        "ERA209" => "Read as a person would. Nothing to do.",
        "ERA210" => "Read all the same; if it comes back, tell whoever sends the file.",
        "ERA211" => "Kept beside the claim. Nothing to do.",
        "ERA212" => "Read with its century. Nothing to do.",
        "ERA301" or "ERA302" => "Only this segment was passed over; look at the place if something seems to be missing.",
        "ERA303" => "The payment counts as 0.00; ask the payer for it.",
        "ERA304" => "Letters leave it out; ask the payer for the check or EFT number.",
        "ERA305" => "Letters say \"Claims payer\"; find out who sent it.",
        "ERA306" => "Letters say \"Our practice\"; make sure that it is for you.",
        "ERA307" => "What came after is missing from the claim; look at the place.",
        "ERA308" => "They belong to no payment and were left out; ask the sender for the file again.",
        "ERA309" => "Read all the same. Nothing to do.",
        "ERA310" => "Wait for the correction, or ask the payer; do not post the reversal alone.",
        "ERA311" => "Both are kept; make sure that only one of them is posted.",
        "ERA312" => "Both are kept; make sure that only one of them is posted.",
        "ERA313" => NothingToDo,
        "ERA314" => "The header's counts; look at whose payment the claims behind it are.",
        "ERA315" => "Passed over up to where the next begins; look whether claims are missing.",
        "ERA316" => "Read as a remittance of its own; if it comes back, tell whoever sends the file.",
        "ERA317" => "Duplicates further back in the file are noticed when it is taken into the ledger.",
        _ => null,
    };
}
