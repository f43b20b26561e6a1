using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Connectors;
using Exchange.Schema.Cases;

namespace Exchange.Pipeline.Connectors;

/// <summary>Reads what every <c>sink</c> of a connector file has.</summary>
internal static class SinkFile
{
    public static SinkDeclaration Read(ConfigReader sink)
    {
        var where = new List<SinkCondition>();
        IReadOnlyList<string> parts = [];
        if (sink.Section("subscribe") is { } subscribe)
        {
            parts = subscribe.Choices("parts", CaseParts.All);
            foreach (var text in subscribe.Texts("where"))
            {
                where.AddRange(ConditionText.Read(text, subscribe.Node("where")!.Location, subscribe.Problems));
            }

            subscribe.Finish();
        }

        if (sink.Section("when") is { } when)
        {
            foreach (var entry in when.Map.Entries)
            {
                where.Add(new SinkCondition(entry.Key, when.Texts(entry.Key)) { FromStateOn = true });
            }
        }

        return new SinkDeclaration
        {
            Parts = parts,
            Where = where,
            AfterParent = sink.Has("after") && sink.Choice("after", "parent").Length > 0,
            Mapping = sink.Text("mapping"),
            Schedule = ConnectorFile.ReadSchedule(sink, "* * * * *"),
            Batch = sink.Integer("batch", sink.Section("request")?.Integer("batch", 200, 1, 10_000) ?? 200, 1, 10_000),
            Capabilities = ReadCapabilities(sink),
            Node = sink.Map,
        };
    }

    private static TargetCapabilities ReadCapabilities(ConfigReader sink)
    {
        if (sink.Section("capabilities") is not { } section)
        {
            return new TargetCapabilities();
        }

        var capabilities = new TargetCapabilities
        {
            Upsert = section.Flag("upsert", true),
            Withdraw = section.Flag("withdraw", false),
            LatestOnly = section.Flag("latestOnly", false),
            OnUnknown = section.Choice("onUnknown", "park", "ask", "upsertByKey"),
        };
        section.Finish();
        return capabilities;
    }
}
