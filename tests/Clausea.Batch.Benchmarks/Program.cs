using BenchmarkDotNet.Running;
using Clausea.Batch.Benchmarks;

if (args is [WholeFile.Verb, ..] or ["whole-child", ..])
{
    return WholeFile.Run(args);
}

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
return 0;
