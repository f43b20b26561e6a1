using System.ComponentModel;
using System.Diagnostics;
using Exchange.Abstractions.Failures;
using Exchange.Testing;

namespace Exchange.Host.Cli.Conformance;

/// <summary>Runs the program a connector file names under <c>conformance: late</c>: it adds a row and prints its source key.</summary>
/// <param name="folder">The folder of the connector file.</param>
/// <param name="program">The program, as written.</param>
internal sealed class LateProgram(string folder, string program)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public async Task<IReadOnlyList<string>> AddAsync(LateRows late, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(Path.Combine(folder, program), [late.Stream, late.At.ToString("yyyy-MM-dd'T'HH:mm:sszzz", System.Globalization.CultureInfo.InvariantCulture)])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
        };
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        Process? process = null;
        try
        {
            process = Process.Start(start) ?? throw new InvalidOperationException();
            process.StandardInput.Close();
            var output = await process.StandardOutput.ReadToEndAsync(limit.Token).ConfigureAwait(false);
            await process.WaitForExitAsync(limit.Token).ConfigureAwait(false);
            return process.ExitCode == 0
                ? output.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                : throw Failed($"ended with {process.ExitCode}");
        }
        catch (Exception exception) when (exception is Win32Exception or InvalidOperationException)
        {
            throw Failed("cannot be started");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Failed("was not done within a minute");
        }
        finally
        {
            if (process is { HasExited: false })
            {
                process.Kill(entireProcessTree: true);
            }

            process?.Dispose();
        }
    }

    private ExchangeException Failed(string how) => new(
        FailureKind.Configuration, $"The program '{program}' that adds late rows {how}.", "Run it by hand with a stream and a time; it must be executable, add a row, and print the row's source key.");
}
