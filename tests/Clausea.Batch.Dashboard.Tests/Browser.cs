using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Clausea.Batch.Dashboard.Tests;

/// <summary>Somebody at a browser: has cookies, and posts forms of pages with their tokens.</summary>
internal sealed partial class Browser : IDisposable
{
    private readonly SocketsHttpHandler _handler = new() { AllowAutoRedirect = false };

    public Browser(Uri dashboard)
    {
        // That of the tests is signed by nobody.
        _handler.SslOptions.RemoteCertificateValidationCallback = (_, shown, _, _) => shown?.GetCertHashString() == TestCertificate.Own.Thumbprint;
        Client = new HttpClient(_handler, disposeHandler: false) { BaseAddress = dashboard };
    }

    public HttpClient Client { get; }

    public CookieContainer Cookies => _handler.CookieContainer;

    public void Dispose()
    {
        Client.Dispose();
        _handler.Dispose();
    }

    public async Task<(HttpStatusCode Status, string Html)> GetAsync(string path)
    {
        using var response = await AskAsync(path);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    public Task<HttpResponseMessage> AskAsync(string path) => Client.GetAsync(new Uri(path, UriKind.RelativeOrAbsolute));

    /// <summary>Posts as the form of a page would, with the token of that page.</summary>
    public async Task<HttpResponseMessage> PostAsync(string page, string path, params (string Name, string Value)[] fields) =>
        await PostRawAsync(path, [("__RequestVerificationToken", await TokenAsync(page)), .. fields]);

    public async Task<HttpResponseMessage> PostRawAsync(string path, params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        return await Client.PostAsync(new Uri(path, UriKind.Relative), form);
    }

    /// <summary>Posts a file as the form of a page would.</summary>
    public async Task<HttpResponseMessage> UploadAsync(
        string page, string path, (string Name, byte[] Content)? file, params (string Name, string Value)[] fields)
    {
        const string boundary = "clausea-form-boundary";
        using var body = new MemoryStream();
        foreach (var (name, value) in fields.Prepend(("__RequestVerificationToken", await TokenAsync(page))))
        {
            body.Write(Encoding.UTF8.GetBytes($"--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"));
        }

        if (file is var (fileName, content))
        {
            // A browser writes quotes in names so.
            var quoted = fileName.Replace("\"", "%22", StringComparison.Ordinal);
            body.Write(Encoding.UTF8.GetBytes($"--{boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{quoted}\"\r\nContent-Type: application/octet-stream\r\n\r\n"));
            body.Write([.. content, .. "\r\n"u8]);
        }

        body.Write(Encoding.UTF8.GetBytes($"--{boundary}--\r\n"));
        using var form = new ByteArrayContent(body.ToArray());
        form.Headers.TryAddWithoutValidation("Content-Type", $"multipart/form-data; boundary={boundary}");
        return await Client.PostAsync(new Uri(path, UriKind.Relative), form);
    }

    public async Task<string> TokenAsync(string page)
    {
        var (_, html) = await GetAsync(page);
        return WebUtility.HtmlDecode(TokenField().Match(html).Groups["Value"].Value);
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"(?<Value>[^\"]+)\"")]
    private static partial Regex TokenField();
}
