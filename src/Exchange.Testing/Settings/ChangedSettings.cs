using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Connectors;

namespace Exchange.Testing.Settings;

/// <summary>The same declaration with something wrong in its settings: credentials, or the place of the system.</summary>
internal static class ChangedSettings
{
    /// <summary>The declaration with every secret replaced; <see langword="null"/> where none stands in the settings.</summary>
    public static ConnectorDeclaration? WrongCredentials(ConnectorDeclaration declaration, IReadOnlyCollection<string> secrets)
    {
        var changed = false;
        var settings = Change(declaration.Settings, (_, _, value) =>
        {
            foreach (var secret in secrets.Where(s => s.Length > 0 && value.Contains(s, StringComparison.Ordinal)))
            {
                var wrong = ConnectionText.TryParse(secret, out var connection) ? connection.WithPassword(Transcript.WrongSecret) : Transcript.WrongSecret;
                if (wrong is not null)
                {
                    changed = true;
                    value = value.Replace(secret, wrong, StringComparison.Ordinal);
                }
            }

            return value;
        });
        return changed ? declaration with { Settings = settings } : null;
    }

    /// <summary>The declaration with the system where nothing listens; <see langword="null"/> where the settings name no place on a network.</summary>
    public static ConnectorDeclaration? Unreachable(ConnectorDeclaration declaration)
    {
        var changed = false;
        var port = ClosedPort();
        var settings = Change(declaration.Settings, (map, key, value) =>
        {
            var other = Elsewhere(map, key, value, port);
            changed |= other is not null && key != "port";
            return other ?? value;
        });
        return changed ? declaration with { Settings = settings } : null;
    }

    private static string? Elsewhere(ConfigMap map, string key, string value, int port)
    {
        if (Uri.TryCreate(value, UriKind.Absolute, out var uri) && uri.Host.Length > 0 && !uri.IsFile)
        {
            return new UriBuilder(uri) { Host = "127.0.0.1", Port = port }.Uri.AbsoluteUri;
        }

        if (ConnectionText.TryParse(value, out var connection))
        {
            return connection.Elsewhere(port);
        }

        var colon = value.LastIndexOf(':');
        return key switch
        {
            // Without a port of its own the usual one would be asked, and there somebody may listen.
            "host" or "server" => map.Find("port") is null ? "nobody.invalid" : "127.0.0.1",
            "port" => port.ToString(CultureInfo.InvariantCulture),
            "brokers" or "endpoints" or "servers" when colon > 0 => $"127.0.0.1:{port}",
            _ => null,
        };
    }

    private static ConfigMap Change(ConfigMap map, Func<ConfigMap, string, string, string> change) =>
        new(map.Location, [.. map.Entries.Select(e => e with { Value = Change(map, e.Key, e.Value, change) })]);

    private static ConfigNode Change(ConfigMap parent, string key, ConfigNode node, Func<ConfigMap, string, string, string> change) => node switch
    {
        ConfigMap map => Change(map, change),
        ConfigList list => new ConfigList(list.Location, [.. list.Items.Select(i => Change(parent, key, i, change))]),
        ConfigScalar { Value: { } value } scalar => new ConfigScalar(scalar.Location, change(parent, key, value), scalar.Quoted),
        _ => node,
    };

    private static int ClosedPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
