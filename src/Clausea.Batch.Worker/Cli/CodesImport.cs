using Clausea.Batch.Appeals;

namespace Clausea.Batch.Worker.Cli;

/// <summary>`codes import`: all files are read before anything is changed.</summary>
internal static class CodesImport
{
    private const int MostProblemsTold = 20;

    public static int Run(string[] paths, CodeKind? told, OfficialFolder folder, bool json)
    {
        var import = new OfficialImport(told);
        var files = new List<ImportedFile>();
        foreach (var path in paths)
        {
            if (Read(import, path) is not { } file)
            {
                Terminal.Complain("Nothing was changed.");
                return ExitCode.Unusable;
            }

            files.Add(file);
        }

        if (Save(import, folder) is not { } lists)
        {
            return ExitCode.Unusable;
        }

        if (json)
        {
            Terminal.PrintJson(new { files, lists });
        }
        else
        {
            new ImportReport(folder.Path).Print(files, lists);
        }

        files.ForEach(Complain);
        return files.Exists(file => file.LeftOut.Count > 0) ? ExitCode.NeedsPerson : ExitCode.Fine;
    }

    private static ImportedFile? Read(OfficialImport import, string path)
    {
        try
        {
            if (new FileInfo(path).Length > CodeListReader.LargestFile)
            {
                throw new NotACodeListException($"It is larger than {CodeListReader.LargestFile >> 20} MB, which no code list is.");
            }

            var reading = import.Read(Path.GetFileName(path), File.ReadAllBytes(path));
            return new ImportedFile(path, Count(reading, CodeKind.Reason), Count(reading, CodeKind.Remark), Count(reading, CodeKind.Group), reading.Problems);
        }
        catch (Exception e) when (e is NotACodeListException or IOException or UnauthorizedAccessException)
        {
            Terminal.Complain(PlainText.Harmless($"{path}: {(e is FileNotFoundException or DirectoryNotFoundException ? "There is no such file." : e.Message)}"));
            return null;
        }
    }

    private static List<OfficialComparison>? Save(OfficialImport import, OfficialFolder folder)
    {
        var before = folder.Load(out _);
        var lists = import.Lists(DateTimeOffset.Now);
        try
        {
            foreach (var list in lists)
            {
                folder.Save(list);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Terminal.Complain(PlainText.Harmless($"The lists could not be kept: {e.Message}"));
            return null;
        }

        var today = DateOnly.FromDateTime(DateTime.Now);
        return [.. lists.Select(list => OfficialComparison.Of(list, before.List(list.Kind), CodeCatalogue.Shipped, today))];
    }

    private static int Count(CodeListReading reading, CodeKind kind) => reading.Texts.Count(text => text.Kind == kind);

    private static void Complain(ImportedFile file)
    {
        foreach (var problem in file.LeftOut.Take(MostProblemsTold))
        {
            Terminal.Complain(PlainText.Harmless($"{file.File}: {problem}"));
        }

        if (file.LeftOut.Count > MostProblemsTold)
        {
            Terminal.Complain(PlainText.Harmless($"{file.File}: {Terminal.Count(file.LeftOut.Count - MostProblemsTold, "more line")} like these; --json lists all."));
        }
    }
}

/// <summary>What one file held.</summary>
internal sealed record ImportedFile(string File, int ReasonCodes, int RemarkCodes, int GroupCodes, IReadOnlyList<CodeListProblem> LeftOut);
