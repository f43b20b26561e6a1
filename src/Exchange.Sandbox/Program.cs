using System.Net.Sockets;
using Exchange.Abstractions.Failures;
using Exchange.Sandbox;
using Exchange.Sandbox.Bench;
using Npgsql;

try
{
    return args switch
    {
        ["serve", .. var rest] => await ServeCommand.RunAsync(CommandLine.Serve(rest)),
        ["bench-systems", .. var rest] => await BenchSystemsCommand.RunAsync(rest),
        ["bench-baseline", .. var rest] => await Baseline.RunAsync(rest),
        ["bench-read", .. var rest] => await BareReadCommand.RunAsync(rest),
        ["bench-wire", .. var rest] => await WireProxyCommand.RunAsync(rest),
        _ => throw new UsageException("Use: Exchange.Sandbox serve --home DIR [--port N] [--db CONNECTION] [--cases N] [--seed N] [--systems a,b] [--dirty PERCENT] [--parent PID] | bench-systems [--port N] [--records N] | bench-baseline --source URL --target URL --db CONNECTION [--records N] | bench-read --kind rest|database|files [--url URL] [--db CONNECTION] [--file FILE] | bench-wire --to HOST:PORT [--listen N]"),
    };
}
catch (UsageException e)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 2;
}
catch (ExchangeException e)
{
    await Console.Error.WriteLineAsync($"{e.Message} {e.Remedy}");
    return 3;
}
catch (Exception e) when (e is NpgsqlException or SocketException or IOException)
{
    await Console.Error.WriteLineAsync($"The sandbox cannot run: {e.Message}");
    return 3;
}
