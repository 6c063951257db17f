// Each test has folders and ports of its own, and most of its time it waits for a process: three at a time.
[assembly: Parallelizable(ParallelScope.Fixtures)]
[assembly: LevelOfParallelism(3)]
