using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Exchange.Abstractions.Sources;

namespace Exchange.Connectors.Queue.Messages;

/// <summary>Gathers the records of messages into the bytes of one page, with what is wrong with them and what acknowledges them.</summary>
internal sealed class MessagePage(MessageFormat format, long poison)
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly ArrayBufferWriter<byte> _bytes = new(64 * 1024);
    private readonly List<object> _tickets = [];
    private readonly Dictionary<int, RecordFault> _faults = [];
    private readonly List<MessageTicket> _empty = [];
    private int _records;

    /// <summary>How many messages are in it.</summary>
    public int Messages { get; private set; }

    /// <summary>How many records.</summary>
    public int Records => _records;

    /// <summary>Messages that held no record at all, so that nothing acknowledges them later.</summary>
    public IReadOnlyList<MessageTicket> Empty => _empty;

    /// <summary>Takes a message in.</summary>
    public void Add(IncomingMessage message)
    {
        Messages++;
        if (message.Body is not { } body)
        {
            Fault(message, new RecordFault("$", "too-long", $"The message has {message.Length.ToString(CultureInfo.InvariantCulture)} bytes, more than the {format.Largest} the stream takes (maximumMessage)."));
            return;
        }

        var poisoned = message.Deliveries > poison
            ? new RecordFault("$", "undecodable", $"The broker gave the message {message.Deliveries} times before and it was never taken (poison: {poison}).")
            : null;
        using var document = MessageDecoder.Decode(body, format, out var fault);
        if (document is null)
        {
            Fault(message, fault!);
            return;
        }

        Add(message, document.RootElement, poisoned);
    }

    /// <summary>The records of the page.</summary>
    public RecordBatch Read(RecordReader reader, DateTimeOffset now)
    {
        Append(_records == 0 ? "[]"u8 : "]"u8);
        using var document = JsonDocument.Parse(_bytes.WrittenMemory, new JsonDocumentOptions { MaxDepth = 64 });
        return reader.Read(document.RootElement, _bytes.WrittenMemory, now, _tickets.Count == 0 ? null : _tickets, _faults);
    }

    private void Add(IncomingMessage message, JsonElement root, RecordFault? poisoned)
    {
        var found = format.Records.TryFind(root, out var records);
        if (!found && !IsNothing(root))
        {
            Fault(message, new RecordFault(format.Records.Text, "missing", $"The message has nothing at '{format.Records.Text}' (records)."));
            return;
        }

        var list = !found || records.ValueKind == JsonValueKind.Null ? [] : records.ValueKind == JsonValueKind.Array ? records.EnumerateArray().ToList() : [records];
        if (list.Count == 0)
        {
            if (message.Ticket is { } ticket)
            {
                ticket.Divide(0);
                _empty.Add(ticket);
            }

            return;
        }

        Divide(message, list.Count);
        foreach (var record in list)
        {
            Begin(poisoned);
            if (format.Fields.Count == 0 || record.ValueKind != JsonValueKind.Object)
            {
                Append(System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(record));
            }
            else
            {
                Write(writer => Extended(writer, message, root, record));
            }
        }
    }

    // XML leaves an empty list out, or writes it as an element without members.
    private bool IsNothing(JsonElement root)
    {
        var names = format.Records.Text.Split('.');
        var parent = string.Join('.', names[..^1]);
        return parent.Length > 0 && FieldPath.TryParse(parent, out var path) && path.TryFind(root, out var holder)
            && holder.ValueKind is JsonValueKind.Null or JsonValueKind.Object && format.Format != "json";
    }

    private void Extended(Utf8JsonWriter writer, IncomingMessage message, JsonElement root, JsonElement record)
    {
        writer.WriteStartObject();
        foreach (var field in format.Fields)
        {
            writer.WritePropertyName(field.Name);
            if (field.Property is { } property)
            {
                writer.WriteStringValue(message.Properties.GetValueOrDefault(property));
            }
            else if (field.Path!.TryFind(root, out var value))
            {
                value.WriteTo(writer);
            }
            else
            {
                writer.WriteNullValue();
            }
        }

        foreach (var member in record.EnumerateObject().Where(m => format.Fields.All(f => f.Name != m.Name)))
        {
            member.WriteTo(writer);
        }

        writer.WriteEndObject();
    }

    // What cannot be decoded is kept as it came: after the hub's commit the broker forgets it.
    private void Fault(IncomingMessage message, RecordFault fault)
    {
        Divide(message, 1);
        Begin(fault);
        Write(writer =>
        {
            writer.WriteStartObject();
            foreach (var field in format.Fields.Where(f => f.Property is not null))
            {
                writer.WriteString(field.Name, message.Properties.GetValueOrDefault(field.Property!));
            }

            if (message.Body is { } body)
            {
                writer.WriteBase64String("message", body);
            }
            else
            {
                writer.WriteNumber("messageBytes", message.Length);
                writer.WriteString("messageId", message.Properties.GetValueOrDefault("messageId"));
            }

            writer.WriteEndObject();
        });
    }

    private void Divide(IncomingMessage message, int records)
    {
        if (message.Ticket is { } ticket)
        {
            _tickets.AddRange(ticket.Divide(records));
        }
    }

    private void Begin(RecordFault? fault)
    {
        if (fault is not null)
        {
            _faults[_records] = fault;
        }

        Append(_records++ == 0 ? "["u8 : ","u8);
    }

    private void Write(Action<Utf8JsonWriter> write)
    {
        using var writer = new Utf8JsonWriter(_bytes, Options);
        write(writer);
    }

    private void Append(ReadOnlySpan<byte> bytes) => _bytes.Write(bytes);
}
