using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Threading.Channels;

namespace Exchange.Acceptance.Tests.Harness;

/// <summary>A program of ours as a process; what it says is kept, and it never outlives the test.</summary>
internal sealed class Child : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _errors = new();
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
    private readonly Task _reading;

    private Child(Process process)
    {
        _process = process;
        _reading = Task.WhenAll(ReadOutputAsync(), ReadErrorsAsync());
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    public string Output => Copy(_output);

    public string Errors => Copy(_errors);

    /// <summary>Starts <c>dotnet program …</c>.</summary>
    public static Child Dotnet(string program, IReadOnlyDictionary<string, string> environment, params string[] arguments) => Start("dotnet", environment, [program, .. arguments]);

    /// <summary>Starts a program with nothing of this machine's own hub settings in its environment.</summary>
    public static Child Start(string program, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
            WorkingDirectory = Programs.Root,
        };
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("EXCHANGE_", StringComparison.Ordinal) && k is not ("EXCHANGE_ARTIFACTS" or "EXCHANGE_PG_BIN")).ToArray())
        {
            start.Environment.Remove(name);
        }

        start.Environment["EXCHANGE_ROOT"] = Programs.Root;
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} was not started.");
        process.StandardInput.Close();
        return new Child(process);
    }

    /// <summary>The next line of the standard output.</summary>
    public async Task<string> LineAsync()
    {
        try
        {
            return await _lines.Reader.ReadAsync().AsTask().WaitAsync(Patience);
        }
        catch (ChannelClosedException)
        {
            throw new InvalidOperationException($"The program ended with {await ExitAsync()} before it said more. It had said:\n{Output}\n{Errors}");
        }
    }

    /// <summary>Sends a signal, by number or name.</summary>
    public void Signal(string name) => Signal(Id, name);

    public static void Signal(int process, string name)
    {
        using var kill = Process.Start(new ProcessStartInfo("kill", ["-" + name, process.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardError = true })!;
        kill.WaitForExit();
    }

    public async Task<int> ExitAsync(TimeSpan? patience = null)
    {
        await _process.WaitForExitAsync().WaitAsync(patience ?? Patience);
        await _reading.WaitAsync(TimeSpan.FromSeconds(20));
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private async Task ReadOutputAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            Add(_output, line);
            _lines.Writer.TryWrite(line);
        }

        _lines.Writer.TryComplete();
    }

    private async Task ReadErrorsAsync()
    {
        while (await _process.StandardError.ReadLineAsync() is { } line)
        {
            Add(_errors, line);
        }
    }

    private static void Add(StringBuilder text, string line)
    {
        lock (text)
        {
            text.Append(line).Append('\n');
        }
    }

    private static string Copy(StringBuilder text)
    {
        lock (text)
        {
            return text.ToString();
        }
    }
}
