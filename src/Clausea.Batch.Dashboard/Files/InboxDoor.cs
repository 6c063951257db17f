using Clausea.Batch.Ledger;

namespace Clausea.Batch.Dashboard.Files;

/// <summary>The way into the inbox for files that somebody uploads. The host gives it, if it has an inbox.</summary>
/// <param name="LargestFile">Bytes.</param>
/// <param name="WhyClosed">Why nothing is taken just now, in a sentence; null when files are taken.</param>
/// <param name="PutAsync">Puts a file of this name there, whole or not at all.</param>
public sealed record InboxDoor(
    long LargestFile, Func<string?> WhyClosed, Func<string, Stream, CancellationToken, Task<UploadResult>> PutAsync);

/// <summary>What became of an uploaded file.</summary>
/// <param name="Name">As it was sent.</param>
/// <param name="Hash">What it can be found by once it is taken; null when it was refused.</param>
/// <param name="Refused">Why, as the rest of a sentence about it.</param>
public sealed record UploadResult(string Name, FileHash? Hash, string? Refused);
