using Exchange.Abstractions.Configuration;
using Exchange.Connectors.Rest.Requests;

namespace Exchange.Connectors.Rest.Writing;

/// <summary>A request that writes: <c>request</c>, <c>update</c> or <c>withdraw</c> of a sink.</summary>
internal sealed record SinkWrite
{
    /// <summary>What the request of one item may name.</summary>
    public static readonly string[] OfItem = ["caseId", "key", "platformId", "version", "operation", "item"];

    public required RequestSettings Request { get; init; }

    /// <summary>The name of the list in a body that is nothing but a list, <c>$</c> for a bare one; <see langword="null"/> for another body.</summary>
    public string? List { get; init; }

    /// <summary>How many items a request carries.</summary>
    public int Batch { get; init; } = 1;

    /// <summary>Whether the item itself is the body.</summary>
    public bool ItemIsBody => List is null && Request is { Body: null, Form.Count: 0, Xml: null } && Request.Method != HttpMethod.Delete;

    public string Path => Request.Path.Text;

    public static SinkWrite? Read(ConfigReader sink, string key, int batch, IReadOnlyCollection<string> named)
    {
        if (sink.Section(key) is not { } reader)
        {
            return null;
        }

        var list = reader.Node("body") is ConfigScalar { Value: { } name } ? name : null;
        var request = key == "withdraw" ? RequestSettings.Read(reader, "POST", "DELETE", "PUT", "PATCH") : RequestSettings.Read(reader, "POST", "PUT", "PATCH");
        request = list is null ? request : request with { Body = null };
        var several = list is not null || request.Used.Contains("items");
        var write = new SinkWrite
        {
            Request = request,
            List = list,
            Batch = reader.Integer("batch", several ? Math.Clamp(batch, 1, 10_000) : 1, 1, 10_000),
        };
        if (!several && write.Batch > 1)
        {
            reader.Problems.Error(
                reader.Node("batch")!.Location,
                $"{reader.What}: 'batch' is {write.Batch} and 'body' is missing, so the item itself is the body.",
                "Name the list of items with 'body: items' (or 'body: $' for a bare list), or set 'batch: 1'.");
        }

        write.Check(reader, named);
        reader.Finish();
        return write;
    }

    private void Check(ConfigReader reader, IReadOnlyCollection<string> named)
    {
        Placeholders.Check(reader, Request.Placeholders.Where(p => !IsOfItem(p)), [.. RequestValues.Generated, "items", .. OfItem, .. named]);
        foreach (var placeholder in Request.Path.Placeholders.Where(p => Batch > 1 && IsOfItem(p)))
        {
            reader.Problems.Error(
                reader.Node("path")!.Location,
                $"{reader.What}: '{{{placeholder}}}' cannot stand in the path here.",
                "Requests of one item may use {caseId}, {key}, {platformId}, {version} and {item.FIELD}; requests of several none.");
        }

        foreach (var placeholder in Request.Placeholders.Except(Request.Path.Placeholders).Where(p => Batch > 1 && IsOfItem(p)).Distinct())
        {
            reader.Problems.Error(
                reader.Map.Location,
                $"{reader.What}: '{{{placeholder}}}' is of one item, and the request carries up to {Batch}.",
                "Use {items} for all of them, or set 'batch: 1'.");
        }
    }

    private static bool IsOfItem(string placeholder) =>
        TemplateText.NameOf(placeholder) is var name && (OfItem.Contains(name) || name.StartsWith("item.", StringComparison.Ordinal));
}
