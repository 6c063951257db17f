using System.Diagnostics;
using Clausea.Batch.Shared;

namespace Clausea.Batch.Documents.Tests;

/// <summary>Word letters in another word processor: they open, keep every identifying fact, and come back from it.</summary>
internal sealed class LibreOfficeTests
{
    private const int Letters = 12;

    private static readonly string[] s_places = ["/usr/bin/soffice", "/usr/bin/libreoffice", "/opt/libreoffice/program/soffice"];

    [Test]
    public async Task Letters_open_in_LibreOffice_and_come_back_unchanged()
    {
        var office = s_places.FirstOrDefault(File.Exists);
        if (office is null)
        {
            Assert.Ignore("LibreOffice is not installed (soffice).");
        }

        using var folder = new TempFolder();
        var every = Math.Max(1, SampleLetters.All.Count / Letters);
        var letters = SampleLetters.All.Where((_, at) => at % every == 0).ToList();
        for (var at = 0; at < letters.Count; at++)
        {
            await File.WriteAllBytesAsync(folder.Sub($"{at}.docx"), DocxTests.Bytes(letters[at].Draft.Markdown, letters[at].Header));
        }

        await ConvertAsync(office!, folder, "pdf");
        await ConvertAsync(office!, folder, "docx:MS Word 2007 XML");
        for (var at = 0; at < letters.Count; at++)
        {
            var text = Pdf.Squeezed(Pdf.Text(await File.ReadAllBytesAsync(folder.Sub("out", $"{at}.pdf"))));
            foreach (var fact in new[] { letters[at].Header.Patient, letters[at].Header.MemberId, letters[at].Header.Claim }.OfType<string>())
            {
                Assert.That(text, Does.Contain(Pdf.Squeezed(fact)), letters[at].Name);
            }

            await using var saved = File.OpenRead(folder.Sub("out", $"{at}.docx"));
            var read = DocxText.Read(saved);
            Assert.That(Appeals.MarkdownText.ToPlainText(read.Markdown), Is.EqualTo(letters[at].Draft.Text), letters[at].Name);
        }
    }

    private static async Task ConvertAsync(string office, TempFolder folder, string format)
    {
        var start = new ProcessStartInfo(office)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList = { "--headless", $"-env:UserInstallation=file://{folder.Sub("profile")}", "--convert-to", format, "--outdir", folder.Sub("out") },
        };
        foreach (var file in Directory.EnumerateFiles(folder.Path, "*.docx"))
        {
            start.ArgumentList.Add(file);
        }

        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(3));
        Assert.That((process.ExitCode, await error), Is.EqualTo((0, await error)), await output);
        Assert.That(await error, Does.Not.Contain("rror:"));
    }
}
