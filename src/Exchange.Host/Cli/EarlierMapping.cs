using System.Diagnostics;
using System.Formats.Tar;
using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Failures;
using Exchange.Host.Composition;
using Exchange.Mapping;
using Exchange.Mapping.Outlines;

namespace Exchange.Host.Cli;

/// <summary>Another state of a mapping and its code tables: a revision of git, a file or a folder. It is compiled from a copy.</summary>
internal static class EarlierMapping
{
    /// <summary>The mapping as it is there.</summary>
    /// <param name="files">The files in use.</param>
    /// <param name="id">The id of the mapping.</param>
    /// <param name="against">A file, a folder with <c>mappings/</c>, a folder of a system's mappings, or a revision of git.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <exception cref="ExchangeException">There is no such state, or the mapping has errors there (configuration).</exception>
    public static async Task<CompiledMapping> LoadAsync(HubFiles files, string id, string against, CancellationToken cancellationToken)
    {
        var current = MappingOutline.Load(files.Home.Roots, [id])[0];
        var folder = Directory.CreateTempSubdirectory("exchange-earlier-");
        try
        {
            var mappings = Path.Combine(folder.FullName, "mappings");
            var system = Path.Combine(mappings, current.System);
            if (Directory.Exists(Path.Combine(against, "mappings")))
            {
                Copy(Path.Combine(against, "mappings", current.System), system);
                Copy(Path.Combine(against, "mappings", "codes"), Path.Combine(mappings, "codes"));
            }
            else if (Directory.Exists(against))
            {
                Copy(against, system);
            }
            else if (File.Exists(against))
            {
                Copy(Path.GetDirectoryName(Path.GetFullPath(current.Path))!, system);
                var codes = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(against))!, "codes.csv");
                if (File.Exists(codes))
                {
                    File.Copy(codes, Path.Combine(system, "codes.csv"), overwrite: true);
                }

                File.Copy(against, Path.Combine(system, Path.GetFileName(current.Path)), overwrite: true);
            }
            else
            {
                await FromGitAsync(current, against, folder.FullName, cancellationToken).ConfigureAwait(false);
            }

            return Compile(files, current, folder.FullName, against);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static CompiledMapping Compile(HubFiles files, MappingOutline current, string folder, string against)
    {
        var codes = Path.Combine(folder, "mappings", "codes");
        foreach (var root in files.Home.Roots.Where(_ => !Directory.Exists(codes)))
        {
            Copy(Path.Combine(root, "mappings", "codes"), codes);
        }

        var problems = new ProblemList();
        var catalog = MappingCatalog.Load([folder], problems, system => files.Connectors.FirstOrDefault(c => c.Id == system)?.Entry.Declaration.TimeZone);
        if (catalog.Find(current.Id) is { } found)
        {
            return found;
        }

        var problem = problems.Items.FirstOrDefault(p => p.Severity == ProblemSeverity.Error && p.Location.File.EndsWith($"{current.Id}.yaml", StringComparison.Ordinal));
        throw new ExchangeException(
            FailureKind.Configuration,
            problem is null ? $"'{against}' holds no mapping '{current.Id}'." : $"The mapping '{current.Id}' of '{against}' has an error in line {problem.Location.Line}: {problem.Message}",
            problem?.Remedy ?? "Name a revision, file or folder that has it.");
    }

    private static async Task FromGitAsync(MappingOutline current, string reference, string folder, CancellationToken cancellationToken)
    {
        var beside = Path.GetDirectoryName(Path.GetFullPath(current.Path))!;
        var (found, commit) = await GitAsync(beside, ["rev-parse", "--verify", "--quiet", "--end-of-options", reference + "^{commit}"], cancellationToken).ConfigureAwait(false);
        if (!found)
        {
            throw new ExchangeException(
                FailureKind.Configuration, $"'{reference}' is no file, no folder and no revision of git at '{beside}'.", "Name a file, a folder with mappings/, or a revision such as HEAD~1.");
        }

        // From the folder that holds mappings/, so that the archive has the same layout wherever that lies in the repository.
        var root = Path.GetDirectoryName(Path.GetDirectoryName(beside))!;
        var (done, archive) = await GitAsync(
            root, ["archive", "--format=tar", System.Text.Encoding.UTF8.GetString(commit).Trim(), "mappings"], cancellationToken).ConfigureAwait(false);
        if (!done)
        {
            throw new ExchangeException(FailureKind.Configuration, $"The revision '{reference}' has no mappings.", "Name a revision that has them.");
        }

        using var stream = new MemoryStream(archive);
        using var reader = new TarReader(stream);
        while (await reader.GetNextEntryAsync(copyData: false, cancellationToken).ConfigureAwait(false) is { } entry)
        {
            var parts = entry.Name.Split('/');
            if (entry.EntryType == TarEntryType.RegularFile && parts.Length == 3 && (parts[1] == current.System || parts[1] == "codes") && !parts.Contains(".."))
            {
                var path = Path.Combine(folder, Path.Combine(parts));
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                await entry.ExtractToFileAsync(path, overwrite: true, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static async Task<(bool Done, byte[] Output)> GitAsync(string folder, string[] arguments, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("git") { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        try
        {
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            using var output = new MemoryStream();
            await process.StandardOutput.BaseStream.CopyToAsync(output, cancellationToken).ConfigureAwait(false);
            await errors.ConfigureAwait(false);
            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);

            return (process.ExitCode == 0, output.ToArray());
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            throw new ExchangeException(FailureKind.Configuration, "git cannot be run here.", "Install it, or compare with a file or folder.", exception);
        }
    }

    private static void Copy(string from, string to)
    {
        if (!Directory.Exists(from))
        {
            return;
        }

        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from).Where(f => f.EndsWith(".yaml", StringComparison.Ordinal) || f.EndsWith(".csv", StringComparison.Ordinal)))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)), overwrite: true);
        }
    }
}
