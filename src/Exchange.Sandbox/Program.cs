using System.Net.Sockets;
using Exchange.Sandbox;
using Npgsql;

try
{
    return args switch
    {
        ["serve", .. var rest] => await ServeCommand.RunAsync(CommandLine.Serve(rest)),
        _ => throw new UsageException("Use: Exchange.Sandbox serve --home DIR [--port N] [--db CONNECTION] [--cases N] [--seed N] [--systems a,b] [--dirty PERCENT] [--parent PID]"),
    };
}
catch (UsageException e)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 2;
}
catch (Exception e) when (e is NpgsqlException or SocketException or IOException)
{
    await Console.Error.WriteLineAsync($"The sandbox cannot run: {e.Message}");
    return 3;
}
