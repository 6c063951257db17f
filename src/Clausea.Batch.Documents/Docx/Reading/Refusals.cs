namespace Clausea.Batch.Documents.Docx.Reading;

/// <summary>Why a Word document is not read, in the words of the one who gave it.</summary>
internal static class Refusals
{
    public static NotALetterException Damaged() => new(
        "The file is damaged. Open it in Word, let Word repair it, and save it as a Word document (.docx).");

    public static NotALetterException TooLarge() => new(
        "The file is too large for a letter. Remove pictures and attachments from it, and save it again.");

    public static NotALetterException TooLong() => new(
        "The document is too long for a letter. Leave what is no part of the letter to an attachment, and save it again.");

    public static NotALetterException NoText() => new(
        "The document holds no text. Take the file that holds the edited letter.");
}
