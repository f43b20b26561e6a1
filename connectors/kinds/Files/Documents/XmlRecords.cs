using System.Xml;
using Exchange.Abstractions.Decoding;
using Exchange.Abstractions.Sources;
using Exchange.Connectors.Files.Decoding;

namespace Exchange.Connectors.Files.Documents;

/// <summary>The repeated elements of an XML document, read one by one; no document type, nothing fetched, prefixes left out.</summary>
internal sealed class XmlRecords : DocumentRecords
{
    private readonly DecodedText _text;
    private readonly XmlReader _reader;
    private readonly string[] _path;
    private int _matched;
    private bool _onNext;
    private bool _found;

    public XmlRecords(DecodedText text, FieldPath path, string file, DocumentPage page)
        : base(file, page)
    {
        _text = text;
        _path = (path.Text.StartsWith("$.", StringComparison.Ordinal) ? path.Text[2..] : path.Text).Split('.');
        var settings = XmlRecord.Settings(int.MaxValue);
        settings.CheckCharacters = false;
        settings.CloseInput = true;
        _reader = XmlReader.Create(text, settings);
    }

    public override bool MoveNext()
    {
        try
        {
            return Find();
        }
        catch (XmlException exception)
        {
            throw new BrokenFileException($"it is no well-formed XML, or has a document type (line {exception.LineNumber})", Row + 1, exception);
        }
    }

    public override void Dispose()
    {
        _reader.Dispose();
        _text.Dispose();
    }

    private bool Find()
    {
        while (_onNext ? !_reader.EOF : _reader.Read())
        {
            _onNext = false;
            switch (_reader.NodeType)
            {
                case XmlNodeType.EndElement:
                    _matched = Math.Min(_matched, _reader.Depth);
                    break;
                case XmlNodeType.Element when _reader.Depth == _path.Length - 1 && IsNext():
                    _found = true;
                    TakeElement();
                    return true;
                case XmlNodeType.Element when _reader.Depth < _path.Length - 1 && IsNext():
                    _matched = _reader.IsEmptyElement ? _matched : _reader.Depth + 1;
                    _found |= _matched == _path.Length - 1;
                    break;
                case XmlNodeType.Element:
                    _reader.Skip();
                    _onNext = true;
                    break;
            }

            _text.Mark();
        }

        return _found ? false : throw new BrokenFileException($"there is no element at '{string.Join('.', _path)}'", null);
    }

    private bool IsNext() => _matched == _reader.Depth && _reader.LocalName == _path[_reader.Depth];

    private void TakeElement()
    {
        var outer = _reader.ReadOuterXml();
        _onNext = true;
        _text.Mark();
        try
        {
            var json = XmlRecord.Read(outer);

            // {"Case":…} → …
            var value = new System.Text.Json.Utf8JsonReader(json);
            value.Read();
            value.Read();
            value.Read();
            var empty = value.TokenType == System.Text.Json.JsonTokenType.Null;
            Take(empty ? "{}"u8.ToArray() : json.AsMemory((int)value.TokenStartIndex, json.Length - 1 - (int)value.TokenStartIndex));
        }
        catch (XmlException)
        {
            TakeFault("holds what is no character, or is too deep");
        }
    }
}
