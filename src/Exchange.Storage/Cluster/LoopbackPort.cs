using System.Net;
using System.Net.Sockets;

namespace Exchange.Storage.Cluster;

/// <summary>Chooses a free port below the range that the system hands out to outgoing connections.</summary>
internal static class LoopbackPort
{
    private const int First = 15_500;
    private const int Last = 31_500;

    public static int Choose(int? remembered)
    {
        if (remembered is { } port && IsFree(port))
            return port;
        for (var attempt = 0; attempt < 200; attempt++)
        {
            port = Random.Shared.Next(First, Last);
            if (IsFree(port))
                return port;
        }

        using var any = new TcpListener(IPAddress.Loopback, 0);
        any.Start();
        return ((IPEndPoint)any.LocalEndpoint).Port;
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
