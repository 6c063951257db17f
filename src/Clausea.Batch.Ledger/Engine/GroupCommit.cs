namespace Clausea.Batch.Ledger;

/// <summary>Changes that are asked for at the same time go into one transaction: a commit waits for the disk, and ten that
/// come together need not wait ten times. One that comes alone goes at once.</summary>
/// <remarks>A change may be run twice: where one of a group fails, the group is rolled back and each is made by itself, so
/// that none fails for another and each caller gets its own result or exception.</remarks>
internal sealed class GroupCommit(LedgerDatabase database)
{
    /// <summary>The write lock is held for the whole group.</summary>
    internal const int Most = 64;

    private readonly Lock _gate = new();
    private readonly Queue<IChange> _waiting = new();
    private bool _running;

    /// <summary>Makes the change in a transaction, alone or with others, and returns when it is committed.</summary>
    /// <param name="change">Changes only what the session writes to.</param>
    /// <param name="cancellationToken">Takes the change back only as long as it waits.</param>
    public async Task<T> RunAsync<T>(Func<LedgerSession, Task<T>> change, CancellationToken cancellationToken)
    {
        var mine = new Change<T>(change, cancellationToken);
        bool leads;
        lock (_gate)
        {
            _waiting.Enqueue(mine);
            leads = !_running;
            _running = true;
        }

        if (leads)
        {
            await RunNextAsync();
        }

        return await mine.Result;
    }

    // Who came first makes its own group and leaves the next to another thread: nobody waits for later callers.
    private async Task RunNextAsync()
    {
        await RunAsync(Take());
        bool more;
        lock (_gate)
        {
            more = _running = _waiting.Count > 0;
        }

        if (more)
        {
            _ = Task.Run(RunNextAsync);
        }
    }

    private List<IChange> Take()
    {
        lock (_gate)
        {
            var group = new List<IChange>(Math.Min(_waiting.Count, Most));
            while (group.Count < Most && _waiting.TryDequeue(out var change))
            {
                if (!change.IsCanceled())
                {
                    group.Add(change);
                }
            }

            return group;
        }
    }

    // Whatever went wrong with all of them, each gets its own try, and its own exception from it.
    private async Task RunAsync(List<IChange> group)
    {
        if (group.Count > 1 && (await Ended(MakeAsync(group))).IsCompletedSuccessfully)
        {
            group.ForEach(change => change.Committed());
            return;
        }

        foreach (var change in group)
        {
            var made = await Ended(MakeAsync([change]));
            if (made.IsCompletedSuccessfully)
            {
                change.Committed();
            }
            else
            {
                change.Failed(made.Exception?.InnerException ?? new TaskCanceledException(made));
            }
        }
    }

    private static async Task<Task> Ended(Task task)
    {
        await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return task;
    }

    private async Task MakeAsync(List<IChange> group)
    {
        await using var session = await database.WriteAsync(CancellationToken.None);
        foreach (var change in group)
        {
            await change.MakeAsync(session);
        }

        await session.CommitAsync(CancellationToken.None);
    }

    private interface IChange
    {
        bool IsCanceled();

        Task MakeAsync(LedgerSession session);

        void Committed();

        void Failed(Exception exception);
    }

    private sealed class Change<T>(Func<LedgerSession, Task<T>> change, CancellationToken cancellationToken) : IChange
    {
        private readonly TaskCompletionSource<T> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T _made = default!;

        public Task<T> Result => _result.Task;

        public bool IsCanceled() => cancellationToken.IsCancellationRequested && _result.TrySetCanceled(cancellationToken);

        public async Task MakeAsync(LedgerSession session) => _made = await change(session);

        public void Committed() => _result.TrySetResult(_made);

        public void Failed(Exception exception) => _result.TrySetException(exception);
    }
}
