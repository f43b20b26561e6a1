using System.CommandLine;

namespace Exchange.Host.Cli.Verbs;

/// <summary>All verbs.</summary>
internal static class VerbList
{
    public static IEnumerable<Command> All() =>
    [
        DemoVerb.Create(),
        ServeVerb.Create(),
        StatusVerb.Create(),
        NewVerb.Create(),
        ConnectorVerbs.Create(),
        MappingVerbs.Create(),
        SyncVerb.Create(),
        DeliverVerb.Create(),
        StreamVerbs.CreateStream(),
        StreamVerbs.CreateTarget(),
        QuarantineVerbs.Create(),
        CodesVerbs.Create(),
        DriftVerbs.Create(),
        CaseVerbs.Create(),
        SettingsVerbs.CreateSettings(),
        SettingsVerbs.CreateSecret(),
        DatabaseVerbs.Create(),
        BenchVerb.Create(),
    ];
}
