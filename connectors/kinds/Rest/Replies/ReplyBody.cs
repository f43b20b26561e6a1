using System.Buffers;
using System.Text.Json;
using Exchange.Abstractions.Failures;
using Exchange.Abstractions.Http;

namespace Exchange.Connectors.Rest.Replies;

/// <summary>The body of a reply as JSON: bounded in size and depth, parsed once, in a rented buffer where nothing had to be changed.</summary>
internal sealed class ReplyBody : IDisposable
{
    private const int FirstBuffer = 64 * 1024;

    private byte[]? _buffer;
    private readonly JsonDocument _document;

    private ReplyBody(byte[] buffer, ReadOnlyMemory<byte> bytes, JsonDocument document)
    {
        _buffer = buffer;
        Bytes = bytes;
        _document = document;
    }

    /// <summary>The bytes of the document; valid until this is disposed.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    public JsonElement Root => _document.RootElement;

    /// <summary>Reads a body; a body that is too large, cut off or not what is declared is a failure naming the place.</summary>
    public static async Task<ReplyBody> ReadAsync(HttpResponseMessage response, ReplyDecoder decoder, int largest, string place, CancellationToken cancellationToken)
    {
        var (buffer, length) = await FillAsync(response, largest, place, cancellationToken);
        try
        {
            var label = response.Content.Headers.ContentType?.CharSet?.Trim('"', '\'', ' ');
            var (bytes, document) = decoder.Decode(new ReadOnlyMemory<byte>(buffer, 0, length), label, largest, place);
            return new ReplyBody(buffer, bytes, document);
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
            throw;
        }
    }

    /// <summary>The failure of a reply that is too large.</summary>
    public static ExchangeException TooLarge(int largest, string place) => new(
        FailureKind.Data, $"{place}: the reply has more than {largest} bytes.", "Ask for smaller pages, or raise settings: maximumReply (or maxReplyBytes, where that is used).");

    public void Dispose()
    {
        _document.Dispose();
        if (Interlocked.Exchange(ref _buffer, null) is { } buffer)
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    private static async Task<(byte[] Buffer, int Length)> FillAsync(HttpResponseMessage response, int largest, string place, CancellationToken cancellationToken)
    {
        var declared = response.Content.Headers.ContentLength;
        if (declared > largest)
        {
            throw TooLarge(largest, place);
        }

        var buffer = ArrayPool<byte>.Shared.Rent((int)(declared + 1 ?? FirstBuffer));
        var length = 0;
        try
        {
            await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
            while (true)
            {
                var read = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken);
                if (read == 0)
                {
                    return (buffer, length);
                }

                length += read;
                if (length > largest)
                {
                    throw TooLarge(largest, place);
                }

                if (length == buffer.Length)
                {
                    var larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(buffer.Length * 2L, largest + 1L));
                    buffer.AsSpan(0, length).CopyTo(larger);
                    ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
                    buffer = larger;
                }
            }
        }
        catch (Exception exception)
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
            if (exception is ExchangeException || cancellationToken.IsCancellationRequested)
            {
                throw;
            }

            throw HttpFailure.FromException(exception, place);
        }
    }
}
