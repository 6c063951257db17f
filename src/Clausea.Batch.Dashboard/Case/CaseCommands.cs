using System.Globalization;
using Clausea.Batch.Casework;
using Clausea.Batch.Dashboard.Web;
using Clausea.Batch.Ledger;

namespace Clausea.Batch.Dashboard.Case;

/// <summary>What a person may do with an appeal as a whole. Each is a POST, answered by a redirect to the appeal.</summary>
internal sealed class CaseCommands(LedgerAppeals appeals, LetterWork letters, LevelWork levels, TimeProvider time, DraftLater? draftLater = null)
{
    public const int LongestText = 2000;
    public const int LongestLine = 200;

    public async Task<Answer> ApproveAsync(PageRequest request)
    {
        var reason = await request.FormAsync("reason");
        if (await request.NumberAsync("revision") is not { } revision)
        {
            return await CaseChange.NoRevisionAsync(request);
        }

        return IsTooLong(reason)
            ? await TooLongAsync(request)
            : await CaseChange.AnswerAsync(request, Done.Approved, cancel =>
                letters.ApproveAsync(request.Id, revision, request.Actor, reason, cancel));
    }

    /// <summary>Whoever asks works on it from now on.</summary>
    public Task<Answer> TakeAsync(PageRequest request) => CaseChange.AnswerAsync(request, Done.Assigned, cancel =>
        appeals.AssignAsync(request.Id, request.Actor, request.Actor, cancel));

    public Task<Answer> ReopenAsync(PageRequest request) => WithTextAsync(
        request, "reason", "To take it back, say why.", Done.Reopened, (why, cancel) => appeals.ReopenAsync(request.Id, request.Actor, why, cancel));

    public Task<Answer> NoteAsync(PageRequest request) => WithTextAsync(
        request, "text", "The note is empty.", Done.Noted, (text, cancel) => appeals.NoteAsync(request.Id, request.Actor, text, cancel));

    public Task<Answer> WithdrawAsync(PageRequest request) => WithTextAsync(
        request, "reason", "To withdraw an appeal, say why.", Done.Withdrawn, (why, cancel) => appeals.WithdrawAsync(request.Id, request.Actor, why, cancel));

    public async Task<Answer> SentAsync(PageRequest request)
    {
        var (channel, reference) = (await request.FormAsync("channel"), await request.FormAsync("reference"));
        return channel is null ? await CaseChange.IncompleteAsync(request, "Say by which channel the letter went out.")
            : channel.Length > LongestLine || reference is { Length: > LongestLine } ? await TooLongAsync(request, LongestLine)
            : await CaseChange.AnswerAsync(request, Done.Sent, cancel =>
                appeals.MarkSentAsync(request.Id, request.Actor, channel, reference, cancel));
    }

    public async Task<Answer> OutcomeAsync(PageRequest request)
    {
        if (!Enum.TryParse<AppealOutcome>(await request.FormAsync("result"), out var outcome) || !Enum.IsDefined(outcome))
        {
            return await CaseChange.IncompleteAsync(request, "Say what the payer decided.");
        }

        var (money, day, number) = (await request.FormAsync("recovered"), await request.FormAsync("decided"), await request.FormAsync("decision"));
        if (!TryMoney(money, out var recovered))
        {
            return await CaseChange.IncompleteAsync(request, "The recovered amount is no amount of dollars, such as 1,234.50.");
        }

        if (!TryDay(day, out var decided))
        {
            return await CaseChange.IncompleteAsync(request, "The date of the decision is no date, such as 2026-01-31.");
        }

        if (decided > Clock.Of(time).Today)
        {
            return await CaseChange.IncompleteAsync(request, "The date of the decision has not come yet. The next level is counted from it.");
        }

        return number is { Length: > LongestLine }
            ? await TooLongAsync(request, LongestLine)
            : await CaseChange.AnswerAsync(request, Done.Decided, cancel =>
                appeals.RecordOutcomeAsync(request.Id, request.Actor, new Decision(outcome, recovered, decided, number), cancel));
    }

    public async Task<Answer> NextLevelAsync(PageRequest request)
    {
        var isExternal = await request.FormAsync("external") is not null;
        return await CaseChange.AnswerAsync(request, async cancel =>
        {
            var (result, id) = await levels.BeginAsync(request.Id, isExternal, request.Actor, cancel);
            if (id is { } begun && draftLater is not null)
            {
                await draftLater([begun], CancellationToken.None);
            }

            return (result, request.Links.Appeal(id ?? request.Id));
        });
    }

    private static async Task<Answer> WithTextAsync(
        PageRequest request, string field, string missing, string done, Func<string, CancellationToken, Task<ChangeResult>> change)
    {
        var text = await request.FormAsync(field);
        return text is null ? await CaseChange.IncompleteAsync(request, missing)
            : IsTooLong(text) ? await TooLongAsync(request)
            : await CaseChange.AnswerAsync(request, done, cancel => change(text, cancel));
    }

    private static bool TryMoney(string? text, out decimal amount)
    {
        amount = 0;
        return text is null || (decimal.TryParse(text.TrimStart('$'), NumberStyles.AllowThousands | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out amount) && amount < 1_000_000_000);
    }

    private static bool TryDay(string? text, out DateOnly? day)
    {
        day = DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var read) ? read : null;
        return text is null || day is not null;
    }

    private static Task<Answer> TooLongAsync(PageRequest request, int longest = LongestText) => CaseChange.IncompleteAsync(
        request, string.Create(CultureInfo.InvariantCulture, $"The text is longer than {longest} characters."));

    private static bool IsTooLong(string? text) => text is { Length: > LongestText };
}
