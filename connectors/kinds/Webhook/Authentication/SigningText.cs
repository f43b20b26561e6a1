using System.Text;
using Exchange.Abstractions.Sources;

namespace Exchange.Connectors.Webhook.Authentication;

/// <summary>The bytes that a signature is over: fixed text and parts of the request.</summary>
internal sealed class SigningText
{
    private readonly List<(char Kind, string Text)> _pieces;

    private SigningText(List<(char Kind, string Text)> pieces) => _pieces = pieces;

    /// <summary>Reads a template.</summary>
    /// <returns><see langword="null"/> where it has a placeholder that is not known.</returns>
    public static SigningText? Parse(string template)
    {
        var pieces = new List<(char, string)>();
        var rest = template.Replace("\\n", "\n", StringComparison.Ordinal);
        while (rest.Length > 0)
        {
            var open = rest.IndexOf('{', StringComparison.Ordinal);
            if (open != 0)
            {
                pieces.Add(('t', open < 0 ? rest : rest[..open]));
                rest = open < 0 ? "" : rest[open..];
                continue;
            }

            var close = rest.IndexOf('}', StringComparison.Ordinal);
            if (close < 0 || Piece(rest[1..close]) is not { } piece)
            {
                return null;
            }

            pieces.Add(piece);
            rest = rest[(close + 1)..];
        }

        return new SigningText(pieces);
    }

    /// <summary>Makes the bytes of a request.</summary>
    public byte[] Make(PushedRequest request, string secret)
    {
        using var bytes = new MemoryStream();
        foreach (var (kind, text) in _pieces)
        {
            if (kind == 'b')
            {
                bytes.Write(request.Body.Span);
                continue;
            }

            bytes.Write(Encoding.UTF8.GetBytes(kind switch
            {
                's' => secret,
                'h' => request.Headers.GetValueOrDefault(text) ?? "",
                'q' => request.Query.GetValueOrDefault(text) ?? "",
                _ => text,
            }));
        }

        return bytes.ToArray();
    }

    private static (char, string)? Piece(string name) => name switch
    {
        "body" => ('b', ""),
        "secret" => ('s', ""),
        _ when name.StartsWith("header:", StringComparison.Ordinal) && name.Length > 7 => ('h', name[7..]),
        _ when name.StartsWith("query:", StringComparison.Ordinal) && name.Length > 6 => ('q', name[6..]),
        _ => null,
    };
}
