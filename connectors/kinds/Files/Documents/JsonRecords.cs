using System.Text.Json;
using Exchange.Abstractions.Sources;
using Exchange.Connectors.Files.Decoding;

namespace Exchange.Connectors.Files.Documents;

/// <summary>The items of a list in a JSON document, read one by one; the document is never held as a whole.</summary>
internal sealed class JsonRecords : DocumentRecords
{
    private readonly ByteWindow _window;
    private readonly string[] _path;
    private readonly string _pathText;
    private JsonReaderState _state = new(new JsonReaderOptions { MaxDepth = Deepest });
    private int _taken;
    private bool _inList;
    private bool _ended;

    public JsonRecords(DecodedText text, int longest, FieldPath? path, string file, DocumentPage page)
        : base(file, page)
    {
        _window = new ByteWindow(new Utf8Stream(text), longest);
        _pathText = path?.Text ?? "$";
        var names = _pathText.StartsWith("$.", StringComparison.Ordinal) ? _pathText[2..] : _pathText;
        _path = names == "$" ? [] : names.Split('.');
    }

    public override bool MoveNext()
    {
        _window.Take(_taken);
        _taken = 0;
        try
        {
            if (!_inList && !_ended)
            {
                Find();
            }

            return !_ended && NextItem();
        }
        catch (JsonException exception)
        {
            throw new BrokenFileException(_window.AtEnd ? "the document is no JSON, or ends early" : "the document is no JSON, or is too deep", Row + 1, exception);
        }
    }

    public override void Dispose() => _window.Dispose();

    // Goes to the first item.
    private void Find()
    {
        var matched = 0;
        while (true)
        {
            var token = Token(out _);
            if (matched == _path.Length && token is JsonTokenType.StartArray)
            {
                _inList = true;
                return;
            }

            if (matched == _path.Length && token is JsonTokenType.StartObject)
            {
                throw new BrokenFileException($"at '{_pathText}' stands one object, no list", null);
            }

            if (token != JsonTokenType.StartObject || matched == _path.Length || !FindName(_path[matched]))
            {
                throw new BrokenFileException($"there is no list at '{_pathText}'", null);
            }

            matched++;
        }
    }

    // Goes behind the name of a member of the object at hand.
    private bool FindName(string wanted)
    {
        while (true)
        {
            var token = Token(out var name);
            if (token != JsonTokenType.PropertyName)
            {
                return false;
            }

            if (name == wanted)
            {
                return true;
            }

            var depth = 0;
            do
            {
                depth += Token(out _) switch
                {
                    JsonTokenType.StartArray or JsonTokenType.StartObject => 1,
                    JsonTokenType.EndArray or JsonTokenType.EndObject => -1,
                    _ => 0,
                };
            }
            while (depth > 0);
        }
    }

    private JsonTokenType Token(out string? name)
    {
        while (true)
        {
            var reader = new Utf8JsonReader(_window.Bytes.Span, _window.AtEnd, _state);
            if (reader.Read())
            {
                name = reader.TokenType == JsonTokenType.PropertyName ? reader.GetString() : null;
                _state = reader.CurrentState;
                _window.Take((int)reader.BytesConsumed);
                return reader.TokenType;
            }

            More();
        }
    }

    private bool NextItem()
    {
        while (true)
        {
            var reader = new Utf8JsonReader(_window.Bytes.Span, _window.AtEnd, _state);
            if (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.EndArray)
                {
                    _state = reader.CurrentState;
                    _window.Take((int)reader.BytesConsumed);
                    ReadOn();
                    return false;
                }

                var start = (int)reader.TokenStartIndex;
                if (reader.TrySkip())
                {
                    _taken = (int)reader.BytesConsumed;
                    _state = reader.CurrentState;
                    Take(_window.Bytes[start.._taken]);
                    return true;
                }
            }

            More();
        }
    }

    // What follows the list must be well formed too: a document that was cut short is told.
    private void ReadOn()
    {
        _ended = true;
        _inList = false;
        while (true)
        {
            var reader = new Utf8JsonReader(_window.Bytes.Span, _window.AtEnd, _state);
            while (reader.Read())
            {
                // Goes on.
            }

            _state = reader.CurrentState;
            _window.Take((int)reader.BytesConsumed);
            if (_window.AtEnd)
            {
                return;
            }

            _window.Fill();
        }
    }

    private void More()
    {
        if (_window.IsFull)
        {
            throw new BrokenFileException($"a record is longer than {_window.Bytes.Length} bytes", Row + 1);
        }

        if (_window.AtEnd)
        {
            throw new BrokenFileException("the document ends early", Row + 1);
        }

        _window.Fill();
    }
}
