using System.Diagnostics;
using System.Text.Json;
using Exchange.Abstractions.Failures;

namespace Exchange.Host.Bench;

/// <summary>A program started for a measurement: it answers with JSON lines on its output, and ends with its input.</summary>
internal sealed class ChildProgram : IAsyncDisposable
{
    private readonly Process _process;
    private readonly string _name;

    private ChildProgram(Process process, string name)
    {
        _process = process;
        _name = name;
    }

    /// <summary>Starts a .NET program.</summary>
    /// <param name="program">Its assembly.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="environment">Variables to set for it.</param>
    public static ChildProgram Start(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var host = Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet";
        var start = new ProcessStartInfo(host) { RedirectStandardOutput = true, RedirectStandardInput = true, UseShellExecute = false };
        start.ArgumentList.Add(program);
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        return new ChildProgram(Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start."), Path.GetFileNameWithoutExtension(program));
    }

    /// <summary>Runs a program to its end and returns what it printed last.</summary>
    public static async Task<JsonElement> RunAsync(
        string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment, CancellationToken cancellationToken)
    {
        await using var child = Start(program, arguments, environment);
        child._process.StandardInput.Close();
        var text = await child._process.StandardOutput.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
        await child._process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
        if (child._process.ExitCode != 0)
        {
            throw new ExchangeException(FailureKind.System, $"{child._name} ended with {child._process.ExitCode} during the measurement: {text.Trim()}", "Its messages are above.");
        }

        return Parse(text[text.IndexOf('{', StringComparison.Ordinal)..]);
    }

    /// <summary>Reads the next line of the program's answers.</summary>
    public async Task<JsonElement> ReadAsync(CancellationToken cancellationToken) =>
        Parse(await _process.StandardOutput.ReadLineAsync(cancellationToken).ConfigureAwait(false)
            ?? throw new ExchangeException(FailureKind.System, $"{_name} ended before it answered.", "Its messages are above."));

    /// <summary>Sends the program a line.</summary>
    public async Task WriteAsync(string line)
    {
        await _process.StandardInput.WriteLineAsync(line).ConfigureAwait(false);
        await _process.StandardInput.FlushAsync().ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
        }

        _process.Dispose();
    }

    private static JsonElement Parse(string json) => JsonDocument.Parse(json).RootElement.Clone();
}
