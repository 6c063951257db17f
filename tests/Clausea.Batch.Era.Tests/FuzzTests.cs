using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Clausea.Batch.Shared;

namespace Clausea.Batch.Era.Tests;

/// <summary>Damage of any kind ends in a reading or in "not an 835", nothing else, and in the same one whichever way and
/// in whatever pieces the file is read.</summary>
internal sealed class FuzzTests
{
    private static readonly string[] s_numbers = ["", "0", "-0", ".", "-", "1e9", "99999999999999999999", "1,000", "+5", "0.00001", "\u0663"];

    private static readonly List<byte[]> s_corpus =
    [
        .. SampleTable.FilesOnDisk.Select(file => File.ReadAllBytes(Path.Combine(Repository.Samples, file))),
        Encoding.ASCII.GetBytes(Sample835.Number(1).ToString()),
        Encoding.ASCII.GetBytes(Sample835.Number(1).With("|>^\n") + Sample835.Number(2).With("\u001d\u001f\u001e\u001c")),
        Encoding.Latin1.GetBytes(DeviationTestsText.Wrapped(Sample835.Number(1).With("*:^~"), 80, "\r\n")),
        Synthetic(15, int.MaxValue),
        Synthetic(15, 4),
        .. Enumerable.Range(1, 12).Select(seed => new VariedEra(seed).ToBytes()).Where(bytes => bytes.Length < 20_000),
    ];

    [Test]
    public void Damage_is_survived_and_read_the_same_however_it_is_read() => Run(Environment.TickCount, 3000);

    [Test]
    [Explicit("Takes long: docs/testing.md says how to run it.")]
    [Category("Soak")]
    public void Damage_is_survived_a_million_times()
    {
        var setting = Environment.GetEnvironmentVariable("CLAUSEA_FUZZ") ?? "1000000";
        var inputs = int.Parse(setting, CultureInfo.InvariantCulture);
        var watch = Stopwatch.StartNew();
        Run(Environment.TickCount, inputs);
        TestContext.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{inputs} inputs in {watch.Elapsed}, each read three ways"));
    }

    /// <summary>Cost grows with the file alone: no byte is asked for twice, however many interchanges, sets or lines there
    /// are.</summary>
    [TestCase(1)]
    [TestCase(4)]
    public void No_byte_is_asked_for_twice(int times)
    {
        var parts = Enumerable.Range(1, 150 * times).Select(i => Sample835.Number(i).With(i % 2 == 0 ? "*:^~" : "|>^\n", i % 3 == 0 ? "\n" : string.Empty) + (i % 10 == 0 ? "-- next --\n" : string.Empty));
        var bytes = Encoding.ASCII.GetBytes(string.Concat(parts));
        using var stream = new Counting(bytes);
        var tree = EraTree.Read(stream, new EraOptions { BufferSize = 8192 });
        Assert.Multiple(() =>
        {
            Assert.That(tree.Remittances, Has.Count.EqualTo(150 * times));
            // But for the first four, which tell whether it is an archive.
            Assert.That(stream.Given, Is.EqualTo(bytes.Length + 4));
            Assert.That(stream.Reads, Is.LessThan((bytes.Length / 2048) + 10));
        });
    }

    private static void Run(int seed, int inputs)
    {
        TestContext.Out.WriteLine($"seed {seed}");
        var random = new Random(seed);
        for (var i = 0; i < inputs; i++)
        {
            var bytes = Damaged(random);
            var size = random.Next(1, 600);
            var short_ = Reading(bytes, new EraOptions { BufferSize = size, ShortWayFrom = 0 });
            var long_ = Reading(bytes, new EraOptions { BufferSize = 256 * 1024, ShortWayFrom = long.MaxValue });
            var marked = Reading(bytes, new EraOptions { BufferSize = 256 * 1024, ShortWayFrom = 0, Fingerprint = true });
            if (short_ != long_ || marked != long_)
            {
                File.WriteAllBytes(Path.Combine(TestContext.CurrentContext.WorkDirectory, $"fuzz-{seed}-{i}.835"), bytes);
                Assert.That(short_, Is.EqualTo(long_), $"seed {seed}, input {i}, buffer {size}");
                Assert.That(marked, Is.EqualTo(long_), $"seed {seed}, input {i}");
            }
        }
    }

    // Everything a reading gives, or why there is none.
    private static string Reading(byte[] bytes, EraOptions options)
    {
        var text = new StringBuilder();
        using var stream = new MemoryStream(bytes);
        using var reader = new EraReader(stream, options);
        try
        {
            for (var events = 0; reader.Read(); events++)
            {
                Assert.That(events, Is.LessThan(100_000), "it does not end");
                text.Append(reader.Event).AppendLine(reader.Event switch
                {
                    EraEvent.Claim => JsonSerializer.Serialize(reader.Claim.ToClaimPayment()) + reader.Claim.Adjustments,
                    EraEvent.Remittance => JsonSerializer.Serialize(reader.Remittance),
                    EraEvent.RemittanceEnd => JsonSerializer.Serialize(reader.Summary! with { Fingerprint = null }),
                    _ => string.Empty,
                });
            }
        }
        catch (NotAnEraException e)
        {
            return e.Message;
        }

        return text.AppendJoin('\n', reader.Findings).ToString();
    }

    private static byte[] Damaged(Random random)
    {
        var bytes = s_corpus[random.Next(s_corpus.Count)].ToList();
        for (var damages = random.Next(1, 5); damages > 0 && bytes.Count > 0; damages--)
        {
            Damage(bytes, random);
        }

        return [.. bytes];
    }

    private static void Damage(List<byte> bytes, Random random)
    {
        var at = random.Next(bytes.Count);
        var length = Math.Min(random.Next(1, 300), bytes.Count - at);
        switch (random.Next(10))
        {
            case 0:
                bytes.RemoveRange(at, length);
                break;
            case 1:
                bytes[at] = (byte)random.Next(256);
                break;
            case 2:
                bytes.InsertRange(at, bytes.GetRange(at, length));
                break;
            case 3:
                bytes.RemoveRange(at, random.Next(4) == 0 ? bytes.Count - at : length);
                break;
            case 4:
                bytes.Insert(at, "~*:\n\r ISAGT\0"u8[random.Next(12)]);
                break;
            case 5:
                var moved = bytes.GetRange(at, length);
                bytes.RemoveRange(at, length);
                bytes.InsertRange(random.Next(bytes.Count + 1), moved);
                break;
            case 6:
                var other = s_corpus[random.Next(s_corpus.Count)];
                bytes.InsertRange(at, other.AsSpan(Math.Min(other.Length, random.Next(400))..Math.Min(other.Length, 400 + random.Next(800))).ToArray());
                break;
            case 7:
                Replace(bytes, at, (byte)'*', Encoding.UTF8.GetBytes("*" + s_numbers[random.Next(s_numbers.Length)]));
                break;
            case 8:
                Replace(bytes, at, (byte)'~', []);
                break;
            default:
                bytes.InsertRange(at, bytes.GetRange(0, Math.Min(bytes.Count, 250)));
                break;
        }
    }

    // The next separator, and what stands behind it up to the one after, becomes something else.
    private static void Replace(List<byte> bytes, int at, byte separator, byte[] other)
    {
        var from = bytes.IndexOf(separator, at);
        if (from >= 0)
        {
            var to = other.Length == 0 ? from + 1 : bytes.FindIndex(from + 1, b => b is (byte)'*' or (byte)'~');
            bytes.RemoveRange(from, (to < 0 ? bytes.Count : to) - from);
            bytes.InsertRange(from, other);
        }
    }

    private static byte[] Synthetic(int claims, int perRemittance)
    {
        using var stream = new MemoryStream();
        new SyntheticEra(claims, 11, perRemittance).Write(stream);
        return stream.ToArray();
    }

    private sealed class Counting(byte[] bytes) : MemoryStream(bytes)
    {
        public long Given { get; private set; }

        public int Reads { get; private set; }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = base.Read(buffer, offset, count);
            (Given, Reads) = (Given + read, Reads + 1);
            return read;
        }

        public override int Read(Span<byte> buffer) => base.Read(buffer);
    }
}
