using System.Text.Json;
using Exchange.Abstractions.Failures;
using Exchange.Abstractions.Sources;

namespace Exchange.Connectors.Soap.Replies;

/// <summary>Finds the result in a reply and the records in the result.</summary>
internal static class ResultReader
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 64 };

    /// <summary>The return element; undefined where there is none.</summary>
    public static JsonElement Return(JsonElement body, ResultSettings settings)
    {
        if (settings.Path is { } path)
        {
            return path.TryFind(body, out var found) ? found : default;
        }

        // The answer's only element, or the answer itself where it has several.
        var answer = ReplyValue.Members(body).Select(m => m.Value).FirstOrDefault();
        var members = ReplyValue.Members(answer).Take(2).ToList();
        return members.Count == 1 || (members.Count > 1 && settings.Inside != "none") ? members[0].Value : answer;
    }

    /// <summary>The result of a reply without a fault.</summary>
    /// <exception cref="ExchangeException">What is inside cannot be read (data).</exception>
    public static CallResult Read(SoapReply reply, ResultSettings settings, int largest, string place)
    {
        var returned = Return(reply.Body, settings);
        if (returned.ValueKind == JsonValueKind.Undefined && settings.Path is { } path)
        {
            throw new ExchangeException(
                FailureKind.Data,
                $"{place}: the reply's body has no element at '{path.Text}'; it begins with '{ReplyValue.Members(reply.Body).Select(m => m.Name).FirstOrDefault() ?? "nothing"}'.",
                "Set result: path to the return element, from the body on: $.QueryResponse.QueryResult.");
        }

        if (settings.Inside == "none")
        {
            return new CallResult(returned, null, reply, 1);
        }

        var text = InsideText.Unwrap(ReplyValue.Text(returned) ?? "");
        if (text.Length == 0)
        {
            return ReplyValue.Members(returned).Any()
                ? throw new ExchangeException(FailureKind.Data, $"{place}: the return element is no string, it has elements of its own.", "Set inside: none, or result: path to the string.")
                : new CallResult(default, null, reply, 1);
        }

        if (settings.Inside == "xml")
        {
            var inside = ReplyReader.Parse(text, largest, place + ", inside the result");
            return new CallResult(inside.RootElement, inside, reply, 1);
        }

        try
        {
            var inside = JsonDocument.Parse(text, Options);
            return new CallResult(inside.RootElement, inside, reply, 1);
        }
        catch (JsonException exception)
        {
            throw new ExchangeException(
                FailureKind.Data, $"{place}: what is inside the result is not JSON (line {exception.LineNumber + 1}), or nested deeper than {Options.MaxDepth} levels.", "Check 'inside' and result: path.");
        }
    }

    /// <summary>The records at a path: a list, a single one, or none where XML leaves an empty list out.</summary>
    /// <exception cref="ExchangeException">There is nothing like it (data).</exception>
    public static IReadOnlyList<JsonElement> Records(JsonElement root, FieldPath path, string place)
    {
        if (root.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null)
        {
            return [];
        }

        if (path.TryFind(root, out var found))
        {
            return found.ValueKind switch
            {
                JsonValueKind.Array => [.. found.EnumerateArray()],
                JsonValueKind.Object => [found],
                JsonValueKind.Null => [],
                JsonValueKind.String when string.IsNullOrWhiteSpace(found.GetString()) => [],
                _ => throw Nothing(path, place),
            };
        }

        var names = path.Text.Split('.');
        var parent = names.Length < 2 ? "$" : string.Join('.', names[..^1]);
        return FieldPath.Parse(parent).TryFind(root, out var holder) && (holder.ValueKind is JsonValueKind.Object or JsonValueKind.Null || string.IsNullOrWhiteSpace(ReplyValue.Text(holder) ?? "x"))
            ? []
            : throw Nothing(path, place);
    }

    private static ExchangeException Nothing(FieldPath path, string place) => new(
        FailureKind.Data,
        $"{place}: the result has no list at '{path.Text}'.",
        "Set 'records' to where the list stands, from the root of the result on; where the service wraps its results in a code, declare 'envelope'.");
}
