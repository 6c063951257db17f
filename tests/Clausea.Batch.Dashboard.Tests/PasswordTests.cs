using Clausea.Batch.Dashboard.Access;

namespace Clausea.Batch.Dashboard.Tests;

/// <summary>What a password must be like.</summary>
internal sealed class PasswordTests
{
    private static readonly Passwords s_cheap = new(iterations: 100);

    [TestCase("seven quiet lanterns")]
    [TestCase("correct horse battery staple")]
    [TestCase("żółw-idzie-powoli")]
    [TestCase("zk4hq8xv2mdw")]
    [TestCase("the password of my aunt")]
    public void A_long_one_is_taken_whatever_its_characters(string password) => Assert.That(Passwords.Problem("pat", password), Is.Null);

    [TestCase("", "12 characters")]
    [TestCase("short-one-1", "12 characters")]
    [TestCase("👍👍👍👍👍👍", "12 characters")]
    [TestCase("aaaaaaaaaaaaaaaa", "tried first")]
    [TestCase("abababababababab", "tried first")]
    [TestCase("123456789012", "tried first")]
    [TestCase("abcdefghijkl", "tried first")]
    [TestCase("lkjhgfdsapoi", "tried first")]
    [TestCase("qwertyuiopas", "tried first")]
    [TestCase("1qaz2wsx3edc", "tried first")]
    [TestCase("Password1234", "tried first")]
    [TestCase("passwordpassword", "tried first")]
    [TestCase("Welcome!2026", "tried first")]
    [TestCase("pat.lee.pat.lee", "tried first")]
    [TestCase("Pat.Lee-2026", "tried first")]
    [TestCase("half \ud800 of a pair", "cannot be kept")]
    public void One_that_is_tried_first_is_not(string password, string why) => Assert.That(Passwords.Problem("pat.lee", password), Does.Contain(why));

    [Test]
    public void One_that_is_longer_than_any_sentence_is_not() => Assert.That(Passwords.Problem("pat", string.Concat(Enumerable.Repeat("word-by-", 33))), Does.Contain("256"));

    [Test]
    public void The_same_password_has_another_hash_each_time_and_fits_both()
    {
        var (one, other) = (s_cheap.Hash("seven quiet lanterns"), s_cheap.Hash("seven quiet lanterns"));
        Assert.That(one, Is.Not.EqualTo(other));
        Assert.That(new[] { s_cheap.Match(one, "seven quiet lanterns"), s_cheap.Match(other, "seven quiet lanterns") }, Is.All.EqualTo(PasswordMatch.Yes));
        Assert.That(s_cheap.Match(one, "Seven quiet lanterns"), Is.EqualTo(PasswordMatch.No));
        Assert.That(new Passwords(iterations: 200).Match(one, "seven quiet lanterns"), Is.EqualTo(PasswordMatch.YesButOld));
    }

    [Test]
    public void However_the_keyboard_composes_its_letters_it_is_the_same_password() =>
        Assert.That(s_cheap.Match(s_cheap.Hash("caf\u00e9 lantern seven"), "cafe\u0301 lantern seven"), Is.EqualTo(PasswordMatch.Yes));

    [Test]
    public void Nobody_has_no_password()
    {
        Assert.That(s_cheap.Match(null, "seven quiet lanterns"), Is.EqualTo(PasswordMatch.No));
        Assert.That(s_cheap.Match(s_cheap.Hash("seven quiet lanterns"), "half \ud800 of a pair"), Is.EqualTo(PasswordMatch.No));
    }

    [Test]
    public void Hashes_are_made_with_SHA_512_and_the_documented_number_of_iterations()
    {
        var hash = Convert.FromBase64String(new Passwords().Hash("seven quiet lanterns"));
        Assert.That(hash[0], Is.EqualTo(1), "version 3");
        Assert.That((BigEndian(hash, 1), BigEndian(hash, 5)), Is.EqualTo((2, Passwords.Iterations)), "HMAC-SHA-512");
        Assert.That(Passwords.Iterations, Is.GreaterThanOrEqualTo(600_000));
    }

    private static int BigEndian(byte[] bytes, int at) => System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(at));
}
