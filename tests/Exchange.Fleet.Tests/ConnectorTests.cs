using Exchange.Abstractions.Configuration;
using Exchange.Mapping;

namespace Exchange.Fleet.Tests;

public sealed class ConnectorTests
{
    private static readonly string[] Guarded = ["password", "secret", "key", "token", "connection", "baseurl", "clientid", "clientsecret", "appid", "appkey"];

    [Fact]
    public void Connectors_AllFiles_AreReadAndValid()
    {
        Assert.NotEmpty(Fleet.ConnectorFiles);
        Assert.Empty(Fleet.Problems.Items.Select(p => $"{p.Location}: {p.Message} {p.Remedy}"));
        Assert.Equal(Fleet.ConnectorFiles.Order(StringComparer.Ordinal), Fleet.Connectors.All.Select(c => c.File).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Connectors_Ids_AreTheNamesOfTheirFolders()
    {
        Assert.All(Fleet.Connectors.All, c => Assert.Equal(Path.GetFileName(Path.GetDirectoryName(c.File)), c.Declaration.Id));
    }

    [Fact]
    public void Connectors_EveryStreamAndSink_HasItsMapping()
    {
        var problems = new ProblemList();
        var mappings = MappingCatalog.Load([Fleet.Root], problems);
        foreach (var connector in Fleet.Connectors.All.Select(c => c.Declaration))
        {
            foreach (var stream in connector.Streams)
            {
                var mapping = mappings.Find(stream.Mapping);
                Assert.True(mapping is not null, $"{connector.Id}/{stream.Name}: there is no usable mapping '{stream.Mapping}'.");
                Assert.Equal(stream.Part, mapping.Part);
                Assert.False(mapping.Outbound, $"{connector.Id}/{stream.Name}: '{stream.Mapping}' is an outbound mapping.");
            }

            if (connector.Sink?.Mapping is { } outbound)
            {
                Assert.True(mappings.Find(outbound) is { Outbound: true }, $"{connector.Id}: there is no usable outbound mapping '{outbound}'.");
            }
        }
    }

    [Fact]
    public void Connectors_AddressesAndSecrets_AreReferences()
    {
        var found = new List<string>();
        foreach (var connector in Fleet.Connectors.All)
        {
            Walk(connector.Declaration.Settings, "settings", found);
        }

        Assert.Empty(found);
    }

    private static void Walk(ConfigMap map, string path, List<string> found)
    {
        foreach (var entry in map.Entries)
        {
            var here = $"{path}.{entry.Key}";
            switch (entry.Value)
            {
                case ConfigMap inner:
                    Walk(inner, here, found);
                    break;
                case ConfigScalar { Value: { } value } scalar when Guarded.Contains(entry.Key, StringComparer.OrdinalIgnoreCase):
                    var secret = entry.Key.Contains("secret", StringComparison.OrdinalIgnoreCase) || entry.Key is "password" or "appKey" or "connection" or "token";
                    if (!value.StartsWith(secret ? "${secret:" : "${", StringComparison.Ordinal))
                    {
                        found.Add($"{scalar.Location}: {here} is written out; refer to it as ${{{(secret ? "secret" : "setting")}:…}}.");
                    }

                    break;
            }
        }
    }
}
