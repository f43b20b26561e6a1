using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Exchange.Abstractions.Failures;

namespace Exchange.Host.Demo;

/// <summary>The sandbox as a process of its own, stopped with the demo.</summary>
internal sealed class SandboxProcess : IAsyncDisposable
{
    private readonly Process _process;

    private SandboxProcess(Process process, JsonElement ready)
    {
        _process = process;
        Ready = ready;
    }

    /// <summary>What the sandbox said when it was ready: addresses and credentials.</summary>
    public JsonElement Ready { get; }

    /// <summary>Where it listens.</summary>
    public string Url => Ready.GetProperty("url").GetString()!;

    /// <summary>Starts the sandbox and waits until it is ready.</summary>
    /// <param name="folder">Its folder.</param>
    /// <param name="cases">How many cases it holds at least.</param>
    /// <param name="systems">The systems to serve.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    public static async Task<SandboxProcess> StartAsync(string folder, int cases, IReadOnlyList<string> systems, CancellationToken cancellationToken)
    {
        var program = Find();
        var start = new ProcessStartInfo(Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var argument in new[]
        {
            program, "serve", "--home", folder, "--cases", cases.ToString(CultureInfo.InvariantCulture), "--systems", string.Join(',', systems),
            "--parent", Environment.ProcessId.ToString(CultureInfo.InvariantCulture),
        })
        {
            start.ArgumentList.Add(argument);
        }

        var process = Process.Start(start) ?? throw NotStarted("it could not be started");
        string? said = null;
        process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is { } text)
            {
                Console.Error.WriteLine(said = text);
            }
        };
        process.BeginErrorReadLine();
        try
        {
            if (await process.StandardOutput.ReadLineAsync(cancellationToken).ConfigureAwait(false) is not { } line)
            {
                await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
                throw NotStarted(said ?? "it ended before it was ready");
            }

            return new SandboxProcess(process, JsonDocument.Parse(line).RootElement.Clone());
        }
        catch
        {
            process.Kill(entireProcessTree: false);
            process.Dispose();
            throw;
        }
    }

    /// <summary>Asks the sandbox to stop, and makes sure that it does.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            using var asked = Process.Start(new ProcessStartInfo("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]) { UseShellExecute = false });
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(7));
            try
            {
                await _process.WaitForExitAsync(limit.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                _process.Kill(entireProcessTree: true);
            }
        }

        _process.Dispose();
    }

    /// <summary>The sandbox program, built beside the hub.</summary>
    public static string Find()
    {
        var folder = AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar);
        var candidates = new[]
        {
            Path.Combine(folder.Replace("Exchange.Host", "Exchange.Sandbox", StringComparison.Ordinal), "Exchange.Sandbox.dll"),
            Path.Combine(folder, "sandbox", "Exchange.Sandbox.dll"),
        };
        return Array.Find(candidates, File.Exists) ?? throw NotStarted($"there is no {candidates[0]}");
    }

    private static ExchangeException NotStarted(string why) =>
        new(FailureKind.Configuration, $"The sandbox did not start: {why.TrimEnd('.')}.", "Start it through ./exchange, which builds it.");
}
