using System.Globalization;
using Exchange.Pipeline.Pulling;
using Exchange.Pipeline.Runs;

namespace Exchange.Host.Cli;

/// <summary>Shows a run while it goes on, on the error stream and only where a person watches.</summary>
internal static class RunProgress
{
    public static async Task<RunReport> ShowAsync(VerbOutput output, string stream, Func<IProgress<PullProgress>?, Task<RunReport>> run)
    {
        if (output.Json || Console.IsErrorRedirected)
        {
            return await run(null).ConfigureAwait(false);
        }

        var progress = new Line(stream);
        var report = await run(progress).ConfigureAwait(false);
        Console.Error.Write("\r\u001b[K");
        return report;
    }

    private sealed class Line(string stream) : IProgress<PullProgress>
    {
        public void Report(PullProgress value) =>
            Console.Error.Write(string.Create(CultureInfo.InvariantCulture, $"\r\u001b[K{stream}: {value.Counts.Pulled:N0} pulled, {value.Counts.Mapped:N0} mapped"));
    }
}
