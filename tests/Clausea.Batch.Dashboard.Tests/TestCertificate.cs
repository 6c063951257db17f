using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Clausea.Batch.Dashboard.Tests;

/// <summary>A certificate of this machine, made for one run of the tests.</summary>
internal static class TestCertificate
{
    public static readonly X509Certificate2 Own = Make();

    private static X509Certificate2 Make()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
    }
}
