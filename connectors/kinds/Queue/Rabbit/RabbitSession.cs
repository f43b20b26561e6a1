using Exchange.Abstractions.Failures;
using Exchange.Connectors.Queue.Messages;
using Exchange.Connectors.Queue.Reading;
using RabbitMQ.Client;

namespace Exchange.Connectors.Queue.Rabbit;

/// <summary>
/// One read of a queue. It lives on after the read until everything handed over is acknowledged: closing it gives the rest
/// back to the queue, which is what happens when a run dies.
/// </summary>
internal sealed class RabbitSession : IAsyncDisposable
{
    // A page is handed on when nothing more came for this long.
    private static readonly TimeSpan Linger = TimeSpan.FromMilliseconds(100);

    // How long the hub may take to commit what is out before the read gives up.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    // How often in a row the queue may hold messages that do not come.
    private const int MostWithheld = 3;

    private readonly IConnection _connection;
    private readonly IChannel _channel;
    private readonly RabbitConsumer _consumer;
    private readonly TimeProvider _time;
    private readonly string _place;
    private readonly string _queue;
    private readonly int _prefetch;
    private readonly SemaphoreSlim _gate = new(1);
    private string? _tag;
    private Task<bool>? _arrival;
    private ExchangeException? _lost;
    private int _out;
    private int _withheld;
    private bool _stopped;
    private bool _closed;

    private RabbitSession(IConnection connection, IChannel channel, QueueStream stream, int prefetch, string place, TimeProvider time)
    {
        _connection = connection;
        _channel = channel;
        _queue = stream.Queue;
        _prefetch = prefetch;
        _place = place;
        _time = time;
        _consumer = new RabbitConsumer(channel, this, stream.Format.Largest, place);
    }

    /// <summary>Begins to read a queue.</summary>
    /// <exception cref="ExchangeException">The broker cannot be reached, does not let the hub in, or has no such queue.</exception>
    public static async Task<RabbitSession> OpenAsync(RabbitConnector connector, QueueStream stream, int prefetch, TimeProvider time, CancellationToken cancellationToken)
    {
        var place = $"{connector.System}/{stream.Name} (queue {stream.Queue})";
        var connection = await connector.OpenAsync($"{connector.System}/{stream.Name}", cancellationToken);
        try
        {
            var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
            var session = new RabbitSession(connection, channel, stream, prefetch, place, time);
            await channel.BasicQosAsync(0, (ushort)prefetch, global: false, cancellationToken);
            session._tag = await channel.BasicConsumeAsync(stream.Queue, autoAck: false, session._consumer, cancellationToken);
            return session;
        }
        catch (Exception exception)
        {
            await CloseAsync(connection);
            if (cancellationToken.IsCancellationRequested)
            {
                throw;
            }

            throw RabbitFailure.Explain(exception, place);
        }
    }

    /// <summary>Puts messages into a page until it is full, or nothing more comes.</summary>
    /// <returns>Whether the queue was empty for as long as <paramref name="idle"/>.</returns>
    /// <exception cref="ExchangeException">The connection was lost (transient).</exception>
    public async Task<bool> FillAsync(MessagePage page, int most, TimeSpan idle, CancellationToken cancellationToken)
    {
        var begun = _time.GetTimestamp();
        while (page.Messages < most)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (_consumer.Failure is { } failure)
            {
                throw failure;
            }

            if (_consumer.Messages.TryRead(out var message))
            {
                Interlocked.Increment(ref _out);
                _withheld = 0;
                page.Add(message);
            }
            else if (!await ArrivesAsync(page.Messages > 0 ? Linger : idle, cancellationToken))
            {
                if (page.Messages > 0)
                {
                    return false;
                }

                // A queue is empty only where the broker may give: it gives nothing while all it lets out is out.
                if (Volatile.Read(ref _out) < _prefetch && await IsEmptyAsync(cancellationToken))
                {
                    return true;
                }

                if (_time.GetElapsedTime(begun) > Patience)
                {
                    throw new ExchangeException(FailureKind.Transient, $"{_place}: what was read was not committed for {Patience.TotalMinutes:0} minutes.", "It is given again; check the hub's database.");
                }
            }
        }

        return false;
    }

    /// <summary>Acknowledges messages; what was too large is put aside, into the queue's dead-letter exchange where it has one.</summary>
    /// <exception cref="ExchangeException">The connection was lost (transient): the broker gives the messages again.</exception>
    public async Task AcknowledgeAsync(IReadOnlyCollection<MessageTicket> tickets, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_closed)
            {
                // What a lost connection held is given again. A session that was ended on purpose has nothing to say.
                if (tickets.Count > 0 && _lost is { } lost)
                {
                    throw lost;
                }

                return;
            }

            foreach (var ticket in tickets)
            {
                if (ticket.Oversized)
                {
                    await _channel.BasicRejectAsync(ticket.Number, requeue: false, cancellationToken);
                }
                else
                {
                    await _channel.BasicAckAsync(ticket.Number, multiple: false, cancellationToken);
                }

                Interlocked.Decrement(ref _out);
            }

            if (_stopped && Volatile.Read(ref _out) == 0)
            {
                await EndAsync();
            }
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw RabbitFailure.Explain(exception, _place);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Ends the read: nothing more is delivered, and what was not handed over goes back to its place in the queue.</summary>
    public async Task StopAsync()
    {
        await _gate.WaitAsync();
        try
        {
            if (_closed || _stopped)
            {
                return;
            }

            _stopped = true;
            if (_channel.IsOpen)
            {
                await _channel.BasicCancelAsync(_tag!);
                while (_consumer.Messages.TryRead(out var message))
                {
                    await _channel.BasicNackAsync(message.Ticket!.Number, multiple: false, requeue: true);
                }
            }

            if (!_channel.IsOpen || Volatile.Read(ref _out) == 0)
            {
                _lost = _consumer.Failure;
                await EndAsync();
            }
        }
        catch (Exception exception) when (exception is not ExchangeException)
        {
            // The broker takes back by itself what a lost connection held.
            _lost = RabbitFailure.Explain(exception, _place);
            await EndAsync();
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Closes the connection; what is not acknowledged goes back to the queue.</summary>
    public async ValueTask DisposeAsync()
    {
        await _gate.WaitAsync();
        try
        {
            await EndAsync();
        }
        finally
        {
            _gate.Release();
        }
    }

    // Silence may be that of a dead wire, or of a broker that gives to another consumer alone.
    private async Task<bool> IsEmptyAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (await _channel.MessageCountAsync(_queue, cancellationToken) == 0)
            {
                return true;
            }
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw RabbitFailure.Explain(exception, _place);
        }

        return ++_withheld < MostWithheld ? false : throw new ExchangeException(
            FailureKind.Transient, $"{_place}: the queue holds messages, and the broker does not give them to the hub.", "It is tried again; another consumer may hold the queue alone (single active consumer): ask for a queue of the hub's own.");
    }

    private async Task<bool> ArrivesAsync(TimeSpan wait, CancellationToken cancellationToken)
    {
        // A wait that was given up stays the one that is asked next time.
        _arrival ??= _consumer.Messages.WaitToReadAsync(CancellationToken.None).AsTask();
        try
        {
            var arrived = await _arrival.WaitAsync(wait, _time, cancellationToken);
            _arrival = null;
            return arrived;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private async Task EndAsync()
    {
        if (!_closed)
        {
            _closed = true;
            await CloseAsync(_connection);
        }
    }

    private static async Task CloseAsync(IConnection connection)
    {
        try
        {
            await connection.CloseAsync(TimeSpan.FromSeconds(5));
        }
        catch (Exception)
        {
            // It is closed already, or the broker is gone.
        }

        await connection.DisposeAsync();
    }
}
