using System.Globalization;
using Exchange.Host.Homes;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting.Compact;

namespace Exchange.Host.Web;

/// <summary>The server's logs: one JSON object a line in a file a day, and in words on the error stream. No record contents.</summary>
internal static class HubLog
{
    public static Logger Create(HubHome home, bool toConsole)
    {
        var configuration = new LoggerConfiguration()
            .MinimumLevel.Information()
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
            .MinimumLevel.Override("Microsoft.AspNetCore.DataProtection", LogEventLevel.Error)
            .MinimumLevel.Override("Hangfire", LogEventLevel.Warning)
            .MinimumLevel.Override("Npgsql", LogEventLevel.Warning)
            .Enrich.FromLogContext()
            .WriteTo.File(
                new CompactJsonFormatter(),
                Path.Combine(home.State, "logs", "hub-.log"),
                rollingInterval: RollingInterval.Day,
                fileSizeLimitBytes: 64 * 1024 * 1024,
                rollOnFileSizeLimit: true,
                retainedFileCountLimit: 200,
                shared: true);
        if (toConsole)
        {
            configuration.WriteTo.Console(
                standardErrorFromLevel: LogEventLevel.Verbose,
                formatProvider: CultureInfo.InvariantCulture,
                outputTemplate: "{Timestamp:yyyy-MM-dd HH:mm:ss zzz} {Level:u3} {Message:lj}{NewLine}");
        }

        return configuration.CreateLogger();
    }
}
