using System.Diagnostics;
using System.Globalization;

namespace Clausea.Batch.Worker.Cli;

/// <summary>How far a large file is read, on standard error, where somebody watches.</summary>
internal sealed class ReadProgress(Stream stream, TextWriter writer)
{
    private const long LargeFile = 20_000_000;
    private const int Every = 4096;
    private const string Erase = "\r\u001b[K";
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(200);

    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private TimeSpan _next = s_pause;
    private int _ticks;
    private bool _shown;

    /// <summary>Null where nobody watches, or it would not be worth it.</summary>
    public static ReadProgress? Of(Stream stream) =>
        !Console.IsErrorRedirected && stream.CanSeek && stream.Length > LargeFile ? new ReadProgress(stream, Console.Error) : null;

    /// <summary>One event was read.</summary>
    public void Tick(long claims)
    {
        if (++_ticks % Every == 0 && _clock.Elapsed > _next)
        {
            _next = _clock.Elapsed + s_pause;
            Show(claims);
        }
    }

    public void Show(long claims)
    {
        _shown = true;
        var read = stream.Position / 1e6;
        writer.Write(string.Create(
            CultureInfo.InvariantCulture,
            $"{Erase}{read:N0} of {stream.Length / 1e6:N0} MB, {claims:N0} claims, {read / _clock.Elapsed.TotalSeconds:N0} MB/s"));
    }

    public void Clear()
    {
        if (_shown)
        {
            writer.Write(Erase);
        }
    }
}
