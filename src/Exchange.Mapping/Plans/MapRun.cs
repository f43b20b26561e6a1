using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Exchange.Mapping.Sources;
using Exchange.Mapping.Values;

namespace Exchange.Mapping.Plans;

/// <summary>The working memory for one record at a time, used again for the next.</summary>
internal sealed class MapRun
{
    /// <summary>How many errors of a record are told; past that its lists are not read on.</summary>
    private const int MaximumErrors = 200;

    public static readonly JsonReaderOptions ReaderOptions = new() { MaxDepth = 64 };

    /// <summary>How many items the lookups of a record may look at together.</summary>
    private const int MaximumLooks = 1_000_000;

    private readonly ScopePlan _root;
    private readonly TextNode? _texts;
    private readonly FieldRun _field;
    private readonly ArrayBufferWriter<byte> _buffer = new(1024);
    private readonly Utf8JsonWriter _writer;
    private List<FieldError>? _errors;
    private List<FieldError>? _warnings;
    private int _looks;

    public MapRun(ScopePlan root, ScopePlan[] scopes, TextNode? texts)
    {
        _root = root;
        _texts = texts;
        Frames = [.. scopes.Select(s => new Frame(s))];
        _field = new FieldRun(this);
        _writer = new Utf8JsonWriter(_buffer, OutputText.Options);
    }

    public Frame[] Frames { get; }

    public bool UnknownCodesWarn { get; set; }

    public ReadOnlyMemory<byte> Json { get; private set; }

    public bool Full => _errors?.Count >= MaximumErrors;

    public MappingOutcome Map(ReadOnlyMemory<byte> json)
    {
        _errors = null;
        _warnings = null;
        _looks = 0;
        if (!Read(json, out var problem))
        {
            return new MappingOutcome { Errors = [new FieldError("", null, FieldReasons.Undecodable, null, problem)] };
        }

        Evaluate(_root);
        _buffer.ResetWrittenCount();
        _writer.Reset();
        _writer.WriteStartObject();
        WriteAll(_root.Output, Frames[_root.Frame], _writer);
        _writer.WriteEndObject();
        _writer.Flush();
        Json = default;
        return new MappingOutcome
        {
            Content = _errors is null ? _buffer.WrittenSpan.ToArray() : default,
            Errors = _errors ?? (IReadOnlyList<FieldError>)[],
            Warnings = _warnings ?? (IReadOnlyList<FieldError>)[],
        };
    }

    public void Evaluate(ScopePlan scope)
    {
        var frame = Frames[scope.Frame];
        foreach (var field in scope.Evaluation)
        {
            frame.Values[field.Index] = field.Map(_field, frame);
        }

        foreach (var rule in scope.Rules)
        {
            if (rule.Broken(frame.Values[rule.Earlier.Index], frame.Values[rule.Later.Index]))
            {
                var source = rule.Later.SourcePath is { } path ? frame.PathOf(path) : null;
                Report(new FieldError(rule.Later.Path, source, FieldReasons.Contradiction, null, $"It is before {rule.Earlier.Path}."), asWarning: false);
            }
        }
    }

    public void WriteAll(OutputNode[] nodes, Frame frame, Utf8JsonWriter writer)
    {
        foreach (var node in nodes)
        {
            if (node.HasValue(this, frame))
            {
                node.Write(this, frame, writer);
            }
        }
    }

    public void Report(FieldError error, bool asWarning)
    {
        var list = asWarning ? _warnings ??= [] : _errors ??= [];
        if (list.Count < MaximumErrors)
        {
            list.Add(error);
        }
    }

    public void Warn(FieldRun field, string reason, string message) =>
        Report(new FieldError(field.Plan.Path, field.Source is { } slot ? PathOf(slot) : null, reason, null, message), asWarning: true);

    public ref readonly SourceValue Slot(SourceSlot slot) => ref Frames[slot.Frame].Slots[slot.Index];

    public string PathOf(SourceSlot slot) => Frames[slot.Frame].PathOf(slot.Path);

    /// <summary>Whether anything stands where a list is expected; blank text is how XML writes an empty one.</summary>
    public bool HasItems(SourceSlot slot) => Slot(slot).Kind switch
    {
        SourceKind.Missing or SourceKind.Null => false,
        SourceKind.Text => !string.IsNullOrWhiteSpace(TextOf(slot)),
        _ => true,
    };

    /// <summary>A reader that begins at a value.</summary>
    public Utf8JsonReader ReaderOf(in SourceValue value) => new(Json.Span.Slice(value.Start, value.Length), ReaderOptions);

    /// <summary>Whether a lookup may look at one more item.</summary>
    public bool MayLookAtOneMore() => ++_looks <= MaximumLooks;

    /// <summary>A value as text; <see langword="null"/> where there is none, or it is no single value, or not Unicode.</summary>
    public string? TextOf(SourceSlot slot)
    {
        ref readonly var value = ref Slot(slot);
        switch (value.Kind)
        {
            case SourceKind.Text when !value.Escaped:
                return Encoding.UTF8.GetString(Json.Span.Slice(value.Start + 1, value.Length - 2));
            case SourceKind.Text:
                try
                {
                    var reader = new Utf8JsonReader(Json.Span.Slice(value.Start, value.Length));
                    reader.Read();
                    return reader.GetString();
                }
                catch (InvalidOperationException)
                {
                    return null;
                }

            case SourceKind.Piece:
                return Frames[slot.Frame].Piece;
            case SourceKind.Number or SourceKind.True or SourceKind.False:
                return Encoding.UTF8.GetString(Json.Span.Slice(value.Start, value.Length));
            default:
                return null;
        }
    }

    private bool Read(ReadOnlyMemory<byte> json, out string problem)
    {
        if (json.Span.StartsWith("\uFEFF"u8))
        {
            json = json[3..];
        }

        Json = json;
        problem = "The record is not UTF-8.";
        if (!Utf8.IsValid(json.Span))
        {
            return false;
        }

        var frame = Frames[_root.Frame];
        Array.Clear(frame.Slots);
        try
        {
            var reader = new Utf8JsonReader(json.Span, ReaderOptions);
            problem = "The record is not a JSON object.";
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return false;
            }

            if (_texts is not null)
            {
                return ReadWithTexts(json, ref reader, frame, out problem);
            }

            SourceReader.ReadObject(ref reader, 0, _root.Source, frame.Slots);
            problem = "More follows the record's JSON object.";
            return !reader.Read();
        }
        catch (JsonException)
        {
            // The exception's text may quote the record.
            problem = "The record is not valid JSON.";
            return false;
        }
    }

    private bool ReadWithTexts(ReadOnlyMemory<byte> json, ref Utf8JsonReader reader, Frame frame, out string problem)
    {
        reader.Skip();
        problem = "More follows the record's JSON object.";
        if (reader.Read())
        {
            return false;
        }

        var expansion = new TextExpansion();
        Json = expansion.Expand(json, _texts!);
        foreach (var path in expansion.Faults)
        {
            Report(new FieldError("", path, FieldReasons.Undecodable, null, "The text does not hold what the mapping says under 'texts'."), asWarning: false);
        }

        reader = new Utf8JsonReader(Json.Span, ReaderOptions);
        reader.Read();
        SourceReader.ReadObject(ref reader, 0, _root.Source, frame.Slots);
        return true;
    }
}
