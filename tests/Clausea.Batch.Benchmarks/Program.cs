using System.Globalization;
using BenchmarkDotNet.Running;
using Clausea.Batch.Benchmarks;

if (args is ["letters", var count])
{
    LetterRun.Run(Number(count));
}
else if (args is ["day", var files, var claims, var into])
{
    DayRun.Write(Number(files), Number(claims), into);
}
else if (args is ["ingest", var from, var data, var workers])
{
    await DayRun.IngestAsync(from, data, Number(workers));
}
else if (args is ["ledger", var appeals, "--out", var folder])
{
    await LedgerRun.WriteAsync(Number(appeals), folder);
}
else if (args is ["pages", var ledger])
{
    await LedgerRun.MeasureAsync(ledger);
}
else
{
    BenchmarkSwitcher.FromAssembly(typeof(LetterRun).Assembly).Run(args);
}

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
