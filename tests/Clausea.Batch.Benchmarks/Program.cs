using System.Globalization;
using BenchmarkDotNet.Running;
using Clausea.Batch.Benchmarks;

if (args is ["letters", var count])
{
    LetterRun.Run(int.Parse(count, CultureInfo.InvariantCulture));
}
else
{
    BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
}
