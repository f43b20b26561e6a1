using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Exchange.Testing.Settings;

/// <summary>A connection string of a database: <c>Host=…;Username=…;Password=…</c>.</summary>
internal sealed class ConnectionText
{
    private static readonly string[] Hosts = ["host", "server", "data source", "datasource", "address", "addr", "network address"];
    private static readonly string[] Passwords = ["password", "pwd"];

    private readonly DbConnectionStringBuilder _parts;

    private ConnectionText(DbConnectionStringBuilder parts) => _parts = parts;

    /// <summary>The passwords in it.</summary>
    public IEnumerable<string> Secrets => Keys(Passwords).Select(k => Convert.ToString(_parts[k], CultureInfo.InvariantCulture)!).Where(s => s.Length > 0);

    public static bool TryParse(string text, [NotNullWhen(true)] out ConnectionText? connection)
    {
        connection = null;
        if (!text.Contains('=', StringComparison.Ordinal))
        {
            return false;
        }

        try
        {
            var parts = new DbConnectionStringBuilder { ConnectionString = text };
            connection = new ConnectionText(parts);
            if (connection.Keys(Hosts).Any())
            {
                return true;
            }
        }
        catch (ArgumentException)
        {
            // No connection string.
        }

        connection = null;
        return false;
    }

    /// <summary>The same with another password; <see langword="null"/> where it holds none.</summary>
    public string? WithPassword(string password)
    {
        var keys = Keys(Passwords).ToList();
        foreach (var key in keys)
        {
            _parts[key] = password;
        }

        return keys.Count == 0 ? null : _parts.ConnectionString;
    }

    /// <summary>The same with a place where nothing listens.</summary>
    public string Elsewhere(int port)
    {
        foreach (var key in Keys(Hosts).ToList())
        {
            var host = Convert.ToString(_parts[key], CultureInfo.InvariantCulture)!;
            var comma = host.Contains(',', StringComparison.Ordinal) || _parts.ContainsKey("initial catalog") || _parts.ContainsKey("trustservercertificate");
            _parts[key] = comma ? $"127.0.0.1,{port}" : "127.0.0.1";
            if (!comma)
            {
                _parts["port"] = port;
            }
        }

        return _parts.ConnectionString;
    }

    private IEnumerable<string> Keys(string[] names) => _parts.Keys!.Cast<string>().Where(k => names.Contains(k.ToLowerInvariant()));
}
