using System.Text;

namespace Clausea.Batch.Appeals.Tests;

/// <summary>Damaged lists are read or refused, and nothing takes long.</summary>
internal sealed class CodeListFuzzTests
{
    private static readonly string[] s_lists =
    [
        "Code,Description,Start,Stop\n1,\"Words, \"\"one\"\"\nand on\",01/01/1995,\n2,Words two,1/1/1995,6/30/2007\nN382,\"Words\",,\n",
        "1\tWords one\n\tgo on\nStart: 01/01/1995 | Stop: 06/30/2007\nNotes: words\n\nMA01\tWords two\nN1 - Words three\n",
        "<?xml version=\"1.0\"?><l a=\"x\"><r code=\"1\" start=\"1995-01-01\">Words <b>one</b></r><r code='2'>Words two<!-- c --></r><x><code>3</code><d><![CDATA[Words]]></d></x></l>",
        "1;Words one;;\nB7;Words two;1/1/95;\nCO;Words|three;\n",
    ];

    private static readonly byte[] s_hot = [.. "\"\n\r,;|\t<>&'-:/ 09AMN\0"u8, 0xEF, 0xFF, 0xFE, 0x80, 0xC3];

    [Test]
    public void Damage_is_read_or_refused([Values(1, 2, 3, 4)] int seed, [Values(0, 1, 2, 3)] int list)
    {
        var random = new Random(seed);
        for (var i = 0; i < 1_500; i++)
        {
            var bytes = Damage(Encoding.UTF8.GetBytes(s_lists[list]), random);
            try
            {
                var reading = CodeListReader.Read(bytes, random.Next(4) == 0 ? CodeKind.Remark : null);
                Assert.That(reading.Texts.Where(text => text.Text.Length == 0 || text.Code.Length == 0), Is.Empty);
            }
            catch (NotACodeListException)
            {
                // The one refusal.
            }
            catch (Exception e) when (e is not AssertionException)
            {
                Assert.Fail($"seed {seed}, round {i}: {e}\n{Convert.ToHexString(bytes)}");
            }
        }
    }

    [TestCase("\"")]
    [TestCase("1,\"")]
    [TestCase("1,\"\n")]
    [TestCase("1,\"x\"\"y\n")]
    [TestCase("1,a\"b\n")]
    [TestCase(",")]
    [TestCase("\t")]
    [TestCase("\t ")]
    [TestCase(" ")]
    [TestCase("\n")]
    [TestCase("1\n")]
    [TestCase("1  x\n")]
    [TestCase("1  Start: ")]
    [TestCase("Notes: ")]
    [TestCase("<a>")]
    [TestCase("<a b='1' c='x'>")]
    [TestCase("<a><b>1</b><c>x</c></a>", "<l>")]
    [TestCase("<b>1</b><c>x</c>", "<l>")]
    [TestCase("<b/>", "<l>")]
    [TestCase("x", "<l>")]
    [TestCase(" a=''", "<l")]
    public void Four_times_as_much_takes_about_four_times_the_memory_and_ends(string piece, string before = "Code,Description\n1,Words\n")
    {
        const int Small = 250_000;
        Allocated(Text(1_000));
        var (one, four) = (Allocated(Text(Small)), Allocated(Text(4 * Small)));

        // Copying over and over would be sixteen times as much; scanning over and over would not end.
        Assert.That(four, Is.LessThan((one * 8) + 1_000_000), $"{one} and {four} bytes");

        byte[] Text(int length) => Encoding.UTF8.GetBytes(before + string.Concat(Enumerable.Repeat(piece, length / piece.Length)));
    }

    private static long Allocated(byte[] bytes)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            CodeListReader.Read(bytes);
        }
        catch (NotACodeListException)
        {
            // Refused, at the same cost.
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static byte[] Damage(byte[] bytes, Random random)
    {
        var damaged = bytes.ToList();
        for (var i = random.Next(1, 5); i > 0 && damaged.Count > 0; i--)
        {
            var at = random.Next(damaged.Count);
            switch (random.Next(4))
            {
                case 0:
                    damaged[at] = s_hot[random.Next(s_hot.Length)];
                    break;
                case 1:
                    damaged.Insert(at, s_hot[random.Next(s_hot.Length)]);
                    break;
                case 2:
                    damaged.RemoveRange(at, Math.Min(random.Next(1, 8), damaged.Count - at));
                    break;
                default:
                    damaged[at] ^= (byte)(1 << random.Next(8));
                    break;
            }
        }

        return random.Next(5) == 0 ? [.. damaged[..random.Next(damaged.Count + 1)]] : [.. damaged];
    }
}
