using System.Globalization;
using System.Text;
using Clausea.Batch.Worker.Inbox;
using Clausea.Batch.Worker.Sources;

namespace Clausea.Batch.Worker.Tests.Sources;

/// <summary>Whatever a server calls its file, it lands in the inbox, under a name that the inbox takes.</summary>
internal sealed class SafeNameTests
{
    [TestCase("835.txt", "835.txt")]
    [TestCase("März 2026.835", "März 2026.835")]
    [TestCase("../../etc/passwd", "_.._.._etc_passwd")]
    [TestCase("/etc/passwd", "_etc_passwd")]
    [TestCase(@"C:\Windows\x.835", "C__Windows_x.835")]
    [TestCase("..", "_")]
    [TestCase("", "_")]
    [TestCase("  ", "_")]
    [TestCase("...", "_")]
    [TestCase("con", "_con")]
    [TestCase("Con.835", "_Con.835")]
    [TestCase("con .835", "_con .835")]
    [TestCase("LPT1.tar.gz", "_LPT1.tar.gz")]
    [TestCase("COM²", "_COM²")]
    [TestCase("console.835", "console.835")]
    [TestCase("-rf", "_-rf")]
    [TestCase(".hidden", "_.hidden")]
    [TestCase("~temporary", "_~temporary")]
    [TestCase("x.835.", "x.835")]
    [TestCase("x.tmp ", "_x.tmp_")]
    [TestCase("x.PART...", "_x.PART_")]
    [TestCase("a\nb\0c\u001b[2Jd", "a_b_c_[2Jd")]
    [TestCase("gnp.\u202e538.835", "gnp._538.835")]
    [TestCase("<>:\"|?*.835", "_______.835")]
    public void Names_become_safe(string remote, string local) => Assert.That(SafeName.Of(remote), Is.EqualTo(local));

    [Test]
    public void Long_names_keep_their_extension()
    {
        Assert.That(SafeName.Of(new string('x', 400) + ".835"), Is.EqualTo(new string('x', 146) + ".835"));
        Assert.That(SafeName.Of(new string('é', 400) + ".835"), Is.EqualTo(new string('é', 73) + ".835"));
        Assert.That(SafeName.Of("x." + new string('y', 400)), Has.Length.EqualTo(150));
    }

    [Test]
    public void No_name_leads_out_of_the_inbox_or_is_left_lying_in_it()
    {
        const string Alphabet = "a.Z~-/\\ :*\0\n\r\t%é支\u202e\ud83d\ude00\ud800NULCOM1.tmp.part";
        var seed = Environment.TickCount;
        var chance = new Random(seed);
        for (var i = 0; i < 20_000; i++)
        {
            var remote = string.Concat(Enumerable.Range(0, chance.Next(0, i % 10 == 0 ? 300 : 12)).Select(_ => Alphabet[chance.Next(Alphabet.Length)]));
            var local = SafeName.Of(remote);
            var told = string.Create(CultureInfo.InvariantCulture, $"seed {seed}, name {i}");
            Assert.That(Path.GetDirectoryName(Path.GetFullPath(local, "/inbox")), Is.EqualTo("/inbox"), told);
            Assert.That(InboxListing.IsTemporary(local), Is.False, told);
            Assert.That(Encoding.UTF8.GetByteCount(local), Is.LessThanOrEqualTo(152), told);
            Assert.That(local, Does.Not.EndWith(".").And.Not.EndWith(" "), told);
        }
    }
}
