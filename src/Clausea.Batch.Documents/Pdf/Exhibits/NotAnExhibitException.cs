namespace Clausea.Batch.Documents;

/// <summary>A file cannot travel with a letter; the message tells a biller why, and what to do.</summary>
public sealed class NotAnExhibitException : Exception
{
    public NotAnExhibitException(string message)
        : base(message)
    {
    }

    public NotAnExhibitException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
