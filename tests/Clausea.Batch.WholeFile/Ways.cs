using System.Diagnostics;
using System.Globalization;
using Clausea.Batch.Era;

namespace Clausea.Batch.WholeFile;

/// <summary>Reads one large file the ways a program can, each in a process of its own, and tells the user CPU time of the
/// whole process, start-up included, beside the floor of finding its separators.</summary>
internal static class Ways
{
    private const string Child = "--as";
    private static readonly string[] s_ways = ["floor", "claims", "objects"];

    public static int Run(string[] args) => args switch
    {
        [Child, var way, var file] => Read(way, file),
        [var file, ..] when File.Exists(file) => Compare(file, args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 5),
        _ => Complain(),
    };

    private static int Complain()
    {
        Console.Error.WriteLine("Usage: FILE [RUNS]. `clausea synthesize --claims 500000 --seed 1 --out FILE` makes a file.");
        return 2;
    }

    // The ways take turns, so that a machine that slows down slows all of them.
    private static int Compare(string file, int runs)
    {
        var times = s_ways.ToDictionary(way => way, _ => new List<double>());
        for (var run = 0; run <= runs; run++)
        {
            foreach (var way in s_ways)
            {
                var seconds = Measure(way, file);
                if (run > 0)
                {
                    times[way].Add(seconds);
                }
            }
        }

        var megabytes = new FileInfo(file).Length / 1e6;
        var floor = Median(times["floor"]);
        foreach (var way in s_ways)
        {
            var median = Median(times[way]);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{way,-8} {median,7:0.000} s user (median of {runs}; {times[way].Min():0.000}–{times[way].Max():0.000})  {megabytes / median,6:0} MB/s  {median / floor,5:0.0} times the floor"));
        }

        return 0;
    }

    private static double Median(List<double> seconds)
    {
        seconds.Sort();
        return seconds[seconds.Count / 2];
    }

    private static double Measure(string way, string file)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        foreach (var argument in new[] { Child, way, file })
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return double.Parse(said.Split(' ')[^1], CultureInfo.InvariantCulture);
    }

    // What the process itself has used, up to its last line.
    private static int Read(string way, string file)
    {
        var count = way == "floor" ? Floor(file) : Claims(file, way == "objects");
        using var process = Process.GetCurrentProcess();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count} user {process.UserProcessorTime.TotalSeconds:0.000}"));
        return 0;
    }

    private static long Floor(string file)
    {
        using var handle = File.OpenHandle(file, options: FileOptions.SequentialScan);
        var buffer = new byte[256 * 1024];
        var offsets = new int[buffer.Length];
        long count = 0;
        for (long offset = 0; RandomAccess.Read(handle, buffer, offset) is var read and > 0; offset += read)
        {
            count += SeparatorFloor.Find(buffer.AsSpan(0, read), offsets);
        }

        return count;
    }

    private static long Claims(string file, bool objects)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, 0, FileOptions.SequentialScan);
        using var reader = new EraReader(stream);
        long claims = 0;
        while (reader.Read())
        {
            if (reader.Event == EraEvent.Claim)
            {
                claims += objects && reader.Claim.ToClaimPayment().Services.Count > 99 ? 2 : 1;
            }
        }

        return claims;
    }
}
