using System.Buffers.Binary;
using System.Net.Sockets;

namespace Exchange.Sandbox.Bench;

/// <summary>One client of the proxy and its connection to the server.</summary>
internal sealed class WireConnection(Socket client, Socket server, WireCounts counts)
{
    private const int SslRequest = 80877103;
    private const int GssRequest = 80877104;
    private const int CancelRequest = 80877102;
    private int _answered;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (await BeginAsync(cancellationToken))
        {
            counts.Connection();
            var forth = PumpAsync(client, server, new WireCounter(Sent), fromClient: true, cancellationToken);
            var back = PumpAsync(server, client, new WireCounter(Answered), fromClient: false, cancellationToken);
            await Task.WhenAll(forth, back);
        }
    }

    // The start has no message type. Encryption is declined, so that the rest can be read.
    private async Task<bool> BeginAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var head = new byte[8];
            if (!await FillAsync(head, cancellationToken))
            {
                return false;
            }
            var length = BinaryPrimitives.ReadInt32BigEndian(head);
            var code = BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(4));
            if (code is SslRequest or GssRequest)
            {
                await client.SendAsync("N"u8.ToArray(), cancellationToken);
                continue;
            }
            if (length is < 8 or > 10_000)
            {
                return false;
            }
            var rest = new byte[length - 8];
            if (!await FillAsync(rest, cancellationToken))
            {
                return false;
            }
            await server.SendAsync(head, cancellationToken);
            await server.SendAsync(rest, cancellationToken);
            return code != CancelRequest;
        }
    }

    private async Task<bool> FillAsync(byte[] buffer, CancellationToken cancellationToken)
    {
        for (var have = 0; have < buffer.Length;)
        {
            var read = await client.ReceiveAsync(buffer.AsMemory(have), cancellationToken);
            if (read == 0)
            {
                return false;
            }
            have += read;
        }
        return true;
    }

    private async Task PumpAsync(Socket from, Socket to, WireCounter counter, bool fromClient, CancellationToken cancellationToken)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            int read;
            while ((read = await from.ReceiveAsync(buffer, cancellationToken)) > 0)
            {
                if (fromClient && Interlocked.Exchange(ref _answered, 0) == 1)
                {
                    counts.Turn();
                }
                counter.Feed(buffer.AsSpan(0, read));
                if (!fromClient)
                {
                    Volatile.Write(ref _answered, 1);
                }
                for (var sent = 0; sent < read;)
                {
                    sent += await to.SendAsync(buffer.AsMemory(sent, read - sent), cancellationToken);
                }
            }
            to.Shutdown(SocketShutdown.Send);
        }
        catch (SocketException)
        {
            from.Close();
            to.Close();
        }
        catch (ObjectDisposedException)
        {
        }
    }

    private void Sent(byte type)
    {
        if (type is (byte)'E' or (byte)'Q')
        {
            counts.Statement();
        }
    }

    private void Answered(byte type)
    {
        if (type is (byte)'Z' or (byte)'G')
        {
            counts.RoundTrip();
        }
    }
}
