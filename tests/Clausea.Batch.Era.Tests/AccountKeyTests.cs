using System.Text;
using Clausea.Batch.Shared;

namespace Clausea.Batch.Era.Tests;

/// <summary>Numbers are looked up by the hash of their bytes, and are known by that of their text.</summary>
internal sealed class AccountKeyTests
{
    [Test]
    public void Bytes_and_text_of_every_sample_have_one_key([ValueSource(typeof(SampleTable), nameof(SampleTable.Rows))] SampleRow row)
    {
        Assume.That(row.Balanced, Is.Not.Null);
        using var stream = File.OpenRead(row.Path);
        using var reader = new EraReader(stream);
        while (reader.Read())
        {
            if (reader.Event == EraEvent.Claim && reader.Claim.ToClaimPayment().PatientControlNumber is { } number)
            {
                Assert.That(reader.Claim.Account, Is.EqualTo(AccountKey.Of(number)));
            }
        }
    }

    [TestCase("ACCT-1", "acct-1 ", true)]
    [TestCase("ACCT-1", "ACCT-2", false)]
    [TestCase("Ñ1", "Ñ2", true, TestName = "What is not ASCII is one key, since files spell it in many ways")]
    [TestCase("Ñ1", "N1", false)]
    public void Keys_are_equal(string one, string other, bool equal) => Assert.Multiple(() =>
    {
        Assert.That(AccountKey.Of(one) == AccountKey.Of(other), Is.EqualTo(equal));
        Assert.That(AccountKey.Of(Encoding.UTF8.GetBytes(one)), Is.EqualTo(AccountKey.Of(one)));
        Assert.That(AccountKey.Of(Encoding.Latin1.GetBytes(other)), Is.EqualTo(AccountKey.Of(other)));
    });
}
