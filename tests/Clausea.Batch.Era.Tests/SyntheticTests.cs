using Clausea.Batch.Shared;

namespace Clausea.Batch.Era.Tests;

internal sealed class SyntheticTests
{
    [TestCase(0, 1, int.MaxValue, 1)]
    [TestCase(1, 1, int.MaxValue, 1)]
    [TestCase(500, 7, int.MaxValue, 1)]
    [TestCase(500, 7, 1, 500)]
    [TestCase(1000, 3, 300, 4)]
    public void A_synthetic_file_is_valid_and_balanced(int claims, int seed, int perRemittance, int remittances)
    {
        var tree = EraTree.Read(Bytes(claims, seed, perRemittance));
        Assert.Multiple(() =>
        {
            Assert.That(tree.Findings, Is.Empty);
            Assert.That(tree.Claims.Count(), Is.EqualTo(claims));
            Assert.That(tree.Remittances, Has.Count.EqualTo(remittances));
            Assert.That(tree.Remittances.Sum(remittance => remittance.Header.Payment.Amount), Is.EqualTo(tree.Claims.Sum(claim => claim.Paid)));
        });
    }

    [Test]
    public void The_same_seed_gives_the_same_bytes_and_another_others()
    {
        var (one, again, other) = (Bytes(50, 5), Bytes(50, 5), Bytes(50, 6));
        Assert.That(again, Is.EqualTo(one));
        Assert.That(other, Is.Not.EqualTo(one));
    }

    /// <summary>Cut, flipped, doubled and swapped bytes end in a reading or in "not an 835", nothing else.</summary>
    [Test]
    public void Damage_of_any_kind_is_survived()
    {
        var seed = Environment.TickCount;
        TestContext.Out.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var whole = Bytes(20, 11);
        for (var i = 0; i < 3000; i++)
        {
            var damaged = Damage(whole, random);
            var options = new EraOptions { BufferSize = random.Next(1, 600) };
            Assert.That(() => Try(damaged, options), Throws.Nothing, $"seed {seed}, input {i}");
        }
    }

    private static void Try(byte[] bytes, EraOptions options)
    {
        try
        {
            EraTree.Read(bytes, options);
        }
        catch (NotAnEraException)
        {
            // The other good end.
        }
    }

    private static byte[] Damage(byte[] whole, Random random)
    {
        var bytes = whole.ToList();
        for (var damages = random.Next(1, 4); damages > 0; damages--)
        {
            var at = random.Next(bytes.Count);
            var length = Math.Min(random.Next(1, 200), bytes.Count - at);
            switch (random.Next(5))
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
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                default:
                    bytes.Insert(at, "~*:\n"u8[random.Next(4)]);
                    break;
            }

            if (bytes.Count == 0)
            {
                break;
            }
        }

        return [.. bytes];
    }

    private static byte[] Bytes(int claims, int seed, int perRemittance = int.MaxValue)
    {
        using var stream = new MemoryStream();
        new SyntheticEra(claims, seed, perRemittance).Write(stream);
        return stream.ToArray();
    }
}
