using System.Buffers;
using System.Text.Json;
using Exchange.Abstractions.Failures;
using Exchange.Abstractions.Http;

namespace Exchange.Connectors.Rest.Replies;

/// <summary>The JSON body of a reply in a rented buffer: bounded in size and depth, parsed once.</summary>
internal sealed class ReplyBody : IDisposable
{
    private const int Depth = 64;
    private const int FirstBuffer = 64 * 1024;
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = Depth };

    private byte[]? _buffer;
    private readonly JsonDocument _document;

    private ReplyBody(byte[] buffer, ReadOnlyMemory<byte> bytes, JsonDocument document)
    {
        _buffer = buffer;
        Bytes = bytes;
        _document = document;
    }

    /// <summary>The bytes of the body; valid until this is disposed.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    public JsonElement Root => _document.RootElement;

    /// <summary>Reads a body; a body that is too large, cut off or not JSON is a failure naming the place.</summary>
    public static async Task<ReplyBody> ReadAsync(HttpResponseMessage response, int largest, string place, CancellationToken cancellationToken)
    {
        var (buffer, length) = await FillAsync(response, largest, place, cancellationToken);
        try
        {
            var bytes = new ReadOnlyMemory<byte>(buffer, 0, length);
            if (bytes.Span.StartsWith("\uFEFF"u8))
            {
                bytes = bytes[3..];
            }

            return new ReplyBody(buffer, bytes, JsonDocument.Parse(bytes, Options));
        }
        catch (JsonException exception)
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);

            // The parser's message quotes the content; only the place of the defect is told.
            throw new ExchangeException(
                FailureKind.Data,
                $"{place}: the reply is not JSON (line {exception.LineNumber + 1}, byte {exception.BytePositionInLine}), or nested deeper than {Depth} levels.",
                "Check the path, and that the system answers in JSON, UTF-8.");
        }
    }

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
                    var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
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

    private static ExchangeException TooLarge(int largest, string place) => new(
        FailureKind.Data, $"{place}: the reply has more than {largest} bytes.", "Ask for smaller pages, or raise settings: maxReplyBytes.");
}
