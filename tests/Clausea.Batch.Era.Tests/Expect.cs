using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Clausea.Batch.Shared;

namespace Clausea.Batch.Era.Tests;

/// <summary>What a deviating file must come to: the same remittances as the plain one, and findings that say why not.
/// Every file is also read through buffers so small that each separator stands at an edge once.</summary>
internal static class Expect
{
    private static readonly int[] s_buffers = [1, 16, 61];
    private static readonly string[] s_private = ["O'BRIEN", "LISA", "MEMBER", "PCN-", "ICN-", "GROUP", "HELP", "TRACE"];

    public static EraTree Same(EraText plain, string text, string codes = "") =>
        Same([plain], Encoding.Latin1.GetBytes(text), codes);

    public static EraTree Same(IReadOnlyList<EraText> plain, string text, string codes = "") =>
        Same(plain, Encoding.Latin1.GetBytes(text), codes);

    /// <param name="plain">What must be read, each whole and in order.</param>
    /// <param name="bytes">What comes in.</param>
    /// <param name="codes">The findings that must be there, blanks between them; no other error may be, and nothing at
    /// all when there are none.</param>
    /// <param name="archive">Whether positions count over other bytes than those that come in.</param>
    public static EraTree Same(IReadOnlyList<EraText> plain, byte[] bytes, string codes, bool archive = false)
    {
        var expected = plain.SelectMany(text => Remittances(EraTree.Read(text.ToString())));
        var tree = EraTree.Read(bytes);
        Assert.Multiple(() =>
        {
            Assert.That(Remittances(tree), Is.EqualTo(expected));
            Findings(tree, codes);
            if (!archive)
            {
                PositionsAreTrue(tree, bytes);
            }

            SameWithSmallBuffers(tree, bytes);
        });
        return tree;
    }

    /// <summary>The findings with these codes are there, and no other error; nothing when there are no codes.</summary>
    public static void Findings(EraTree tree, string codes)
    {
        var expected = codes.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Assert.That(tree.Findings, expected.Length == 0 ? Is.Empty : Is.Not.Empty);
        Assert.That(expected.Except(tree.FindingCodes), Is.Empty, "codes that are missing");
        Assert.That(Errors(tree).Except(expected), Is.Empty, "errors beside those expected");
        var messages = string.Join('\n', tree.Findings.Select(finding => finding.Message));
        Assert.That(s_private.Where(word => messages.Contains(word, StringComparison.Ordinal)), Is.Empty);
    }

    public static IEnumerable<string> Errors(EraTree tree) =>
        tree.Findings.Where(finding => finding.Severity == Severity.Error).Select(finding => finding.Code).Distinct();

    /// <summary>Each remittance with all there is to it but control numbers and positions.</summary>
    public static List<string> Remittances(EraTree tree) => [.. tree.Remittances.Select(Remittance)];

    public static string Json(object something) =>
        Regex.Replace(JsonSerializer.Serialize(something), "\"Position\":\\{[^}]*\\},?", string.Empty);

    /// <summary>Everything, positions included, so that two readings can be compared.</summary>
    public static string Whole(EraTree tree) => JsonSerializer.Serialize(new
    {
        tree.Interchanges,
        tree.Groups,
        Remittances = tree.Remittances.Select(one => new { one.Header, one.Claims, one.Summary }),
        tree.Findings,
    });

    private static string Remittance((Remittance Header, List<ClaimPayment> Claims, RemittanceSummary Summary) one) => Json(new
    {
        one.Header.Payment,
        one.Header.Payer,
        one.Header.Payee,
        one.Header.ProductionDate,
        one.Summary.ProviderAdjustments,
        one.Summary.Complete,
        one.Claims,
    });

    private static void PositionsAreTrue(EraTree tree, byte[] bytes)
    {
        var claims = tree.Claims.Select(claim => (char)bytes[claim.Position.Offset]);
        var services = tree.Claims.SelectMany(claim => claim.Services).Select(service => (char)bytes[service.Position.Offset]);
        Assert.That(claims, Is.All.EqualTo('C'), "offsets of CLP");
        Assert.That(services, Is.All.EqualTo('S'), "offsets of SVC");
    }

    private static void SameWithSmallBuffers(EraTree tree, byte[] bytes)
    {
        foreach (var size in s_buffers)
        {
            var again = EraTree.Read(bytes, new EraOptions { BufferSize = size });
            Assert.That(Whole(again), Is.EqualTo(Whole(tree)), $"with a buffer of {size}");
        }
    }
}
