using System.Text;
using Exchange.Abstractions.Sources;
using Exchange.Abstractions.Targets;
using Exchange.Connectors.Tests;

namespace Exchange.Connectors.Database.Tests;

/// <summary>Makes targets of YAML texts and items for them.</summary>
internal static class Items
{
    public static ITargetConnector Target(string yaml, string connection) =>
        new DatabaseKind().CreateTarget(Declarations.Parse(yaml.Replace("CONNECTION", connection)), Declarations.Services());

    public static DeliveryItem Of(string caseId, int version, string json, bool withdraw = false) => new()
    {
        Key = $"t:{caseId}:{version}:abc",
        CaseId = caseId,
        Version = version,
        Operation = withdraw ? RecordOperation.Delete : RecordOperation.Upsert,
        Json = Encoding.UTF8.GetBytes(json),
    };

    public static async Task<DeliveryResult[]> WriteAsync(string yaml, string connection, params DeliveryItem[] items)
    {
        await using var target = Target(yaml, connection);
        var results = await target.WriteAsync(items, default);
        return [.. items.Select(i => results.Single(r => r.Key == i.Key))];
    }

    public static async Task<DeliveryResult[]> AskAsync(string yaml, string connection, params DeliveryItem[] items)
    {
        await using var target = Target(yaml, connection);
        var results = await target.AskAsync(items, default);
        return [.. items.Select(i => results.Single(r => r.Key == i.Key))];
    }

    public static async Task<List<HeldVersion>> ListAsync(string yaml, string connection)
    {
        await using var target = Target(yaml, connection);
        var held = new List<HeldVersion>();
        await foreach (var version in target.ListKeysAsync(default))
        {
            held.Add(version);
        }

        return held;
    }
}
