using System.IO.Compression;
using System.Text;
using Clausea.Batch.Shared;

namespace Clausea.Batch.Era.Tests;

/// <summary>gzip and zip, whole and damaged, and archives made to harm.</summary>
internal sealed class DeviationTestsArchives
{
    private static readonly EraText[] s_two = [Sample835.Number(1), Sample835.Number(2)];

    private static byte[] One => Bytes(s_two[0]);

    private static byte[] Two => Bytes(s_two[1]);

    [Test]
    public void A_gzip_is_read() => Expect.Same([s_two[0]], Gzip(One), string.Empty, archive: true);

    [Test]
    public void A_gzip_of_several_members_is_read() => Expect.Same(s_two, [.. Gzip(One), .. Gzip(Two)], string.Empty, archive: true);

    [Test]
    public void A_gzip_in_a_gzip_is_read() => Expect.Same([s_two[0]], Gzip(Gzip(One)), string.Empty, archive: true);

    [Test]
    public void UTF16_in_a_gzip_is_read()
    {
        byte[] bytes = [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(s_two[0].ToString())];
        Expect.Same([s_two[0]], Gzip(bytes), "ERA053", archive: true);
    }

    [TestCase(CompressionLevel.Optimal)]
    [TestCase(CompressionLevel.NoCompression)]
    public void The_entries_of_a_zip_are_read_one_after_another(CompressionLevel level) =>
        Expect.Same(s_two, Zip(level, ("b.835", One), ("folder/", []), ("folder/a.txt", Two), ("__MACOSX/._b.835", [0, 5, 22, 7])), string.Empty, archive: true);

    [Test]
    public void Archives_in_a_zip_are_read() =>
        Expect.Same(s_two, Zip(("a.gz", Gzip(One)), ("b.zip", Zip(("b.835", Two)))), string.Empty, archive: true);

    [Test]
    public void A_zip_is_read_from_a_stream_that_cannot_seek()
    {
        using var stream = new OneWay(Zip(("a.835", One), ("b.835", Two)));
        Assert.That(Expect.Remittances(EraTree.Read(stream)), Has.Count.EqualTo(2));
    }

    [Test]
    public void An_entry_that_is_no_835_is_passed_over()
    {
        var files = Zip(("README.txt", "Read me."u8.ToArray()), ("a.835", One), ("claim.837", Bytes(Sample835.Number(9).Replace("ST", "ST*837*0009"))), ("empty", []), ("b.835", Two));
        var tree = Expect.Same(s_two, files, "ERA056 ERA040", archive: true);
        Assert.That(tree.FindingCodes.Count(code => code == "ERA056"), Is.EqualTo(2));
    }

    [Test]
    public void A_zip_without_an_835_is_refused() => Assert.Multiple(() =>
    {
        Assert.That(() => EraTree.Read(Zip(("README.txt", "Read me."u8.ToArray()))), Throws.TypeOf<NotAnEraException>().With.Message.Contains("no 835 in the archive"));
        Assert.That(() => EraTree.Read(Zip()), Throws.TypeOf<NotAnEraException>().With.Message.Contains("no entries"));
        Assert.That(() => EraTree.Read(Gzip([])), Throws.TypeOf<NotAnEraException>().With.Message.Contains("empty"));
    });

    [Test]
    public void An_entry_that_ends_in_a_remittance_does_not_cost_the_next_one()
    {
        var tree = EraTree.Read(Zip(("a.835", One[..700]), ("b.835", Two)));
        Assert.Multiple(() =>
        {
            Assert.That(tree.Remittances.Select(one => one.Summary.Complete), Is.EqualTo(new[] { false, true }));
            Assert.That(Expect.Remittances(tree).Last(), Is.EqualTo(Expect.Remittances(EraTree.Read(Two)).Single()));
            Assert.That(tree.FindingCodes, Does.Contain("ERA033"));
        });
    }

    [Test]
    public void What_stands_in_two_entries_is_told() =>
        Assert.That(EraTree.Read(Zip(("a.835", One), ("b.835", One))).FindingCodes, Is.EqualTo(new[] { "ERA311", "ERA311", "ERA312" }));

    [Test]
    public void Of_a_gzip_that_is_cut_off_what_came_before_stays()
    {
        using var big = new MemoryStream();
        new SyntheticEra(200, seed: 4, perRemittance: 20).Write(big);
        var whole = EraTree.Read(big.ToArray());
        var packed = Gzip(big.ToArray());
        for (var length = packed.Length - 1; length > 600; length -= 997)
        {
            var tree = EraTree.Read(packed[..length]);
            var complete = tree.Remittances.Where(one => one.Summary.Complete).Select(one => Expect.Json(one.Claims)).ToList();
            Assert.That(tree.FindingCodes, Does.Contain("ERA055"), $"cut at {length}");
            Assert.That(complete, Is.EqualTo(whole.Remittances.Take(complete.Count).Select(one => Expect.Json(one.Claims))), $"cut at {length}");
        }
    }

    [Test]
    public void A_gzip_whose_checksum_is_wrong_is_damaged()
    {
        var packed = Gzip(One);
        packed[^6] ^= 0x55;
        Assert.That(EraTree.Read(packed).FindingCodes, Does.Contain("ERA055"));
    }

    [Test]
    public void A_zip_that_is_cut_off_is_refused()
    {
        var packed = Zip(("a.835", One));
        Assert.That(() => EraTree.Read(packed[..^30]), Throws.TypeOf<NotAnEraException>().With.Message.Contains("damaged"));
    }

    [Test]
    public void An_encrypted_entry_is_passed_over()
    {
        var packed = Zip(("a.835", One), ("b.835", Two));
        packed[6] |= 1;
        packed[packed.AsSpan().IndexOf("PK\u0001\u0002"u8) + 8] |= 1;
        var tree = EraTree.Read(packed);
        Assert.That((Expect.Remittances(tree).Count, string.Join(' ', tree.FindingCodes)), Is.EqualTo((1, "ERA056")));
        Assert.That(tree.Findings.Single().Message, Does.Contain("encrypted"));
    }

    [Test]
    public void Limits_are_kept_and_told()
    {
        var many = Zip([.. Enumerable.Range(1, 9).Select(i => ($"{i}.835", Bytes(Sample835.Number(i))))]);
        Assert.Multiple(() =>
        {
            var few = EraTree.Read(many, new EraOptions { ArchiveEntryLimit = 4 });
            Assert.That((few.Remittances.Count, string.Join(' ', few.FindingCodes)), Is.EqualTo((4, "ERA056")));
            var small = EraTree.Read(many, new EraOptions { UnpackedLimit = 3000 });
            Assert.That((small.Remittances.Count(one => one.Summary.Complete), small.FindingCodes.Contains("ERA055")), Is.EqualTo((2, true)));
            Assert.That(() => EraTree.Read(Gzip(many), new EraOptions { InnerArchiveLimit = 500 }), Throws.TypeOf<NotAnEraException>().With.Message.Contains("unpack it first"));
            Assert.That(() => EraTree.Read(Gzip(Gzip(Gzip(Gzip(One))))), Throws.TypeOf<NotAnEraException>().With.Message.Contains("too many times"));
        });
    }

    [TestCase(0)]
    [TestCase(' ')]
    [TestCase('\n')]
    [TestCase('x')]
    public void A_bomb_ends_soon(int content)
    {
        var bomb = new byte[64 << 20];
        Array.Fill(bomb, (byte)content);
        var options = new EraOptions { UnpackedLimit = 16 << 20, BufferSize = 1 << 16 };
        Assert.That(() => EraTree.Read(Gzip(bomb), options), Throws.TypeOf<NotAnEraException>());
        Assert.That(EraTree.Read(Gzip([.. One, .. bomb]), options).Remittances.Single().Summary.Complete, Is.True);
    }

    private static byte[] Bytes(EraText text) => Encoding.ASCII.GetBytes(text.ToString());

    private static byte[] Gzip(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }

    private static byte[] Zip(params (string Name, byte[] Bytes)[] entries) => Zip(CompressionLevel.Fastest, entries);

    private static byte[] Zip(CompressionLevel level, params (string Name, byte[] Bytes)[] entries)
    {
        using var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, bytes) in entries)
            {
                using var entry = zip.CreateEntry(name, level).Open();
                entry.Write(bytes);
            }
        }

        return packed.ToArray();
    }

    private sealed class OneWay(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
