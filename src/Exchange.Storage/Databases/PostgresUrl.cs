using Exchange.Abstractions.Failures;
using Npgsql;

namespace Exchange.Storage.Databases;

/// <summary>Connection strings written as URLs: <c>postgresql://user:password@host:5432/database?sslmode=require</c>.</summary>
public static class PostgresUrl
{
    /// <summary>The connection string of a URL; anything else as it is.</summary>
    /// <exception cref="ExchangeException">It begins like a URL and is none, or has a parameter that is not known (configuration).</exception>
    public static string ToConnectionString(string text)
    {
        if (!text.StartsWith("postgresql://", StringComparison.Ordinal) && !text.StartsWith("postgres://", StringComparison.Ordinal))
        {
            return text;
        }

        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Host.Length == 0)
        {
            // The text may hold a password and is not repeated.
            throw new ExchangeException(
                FailureKind.Configuration, "The value of --db is not a PostgreSQL URL.", "Write postgresql://user:password@host:5432/database; characters such as @ and / in a password as %40 and %2F.");
        }

        try
        {
            var settings = new NpgsqlConnectionStringBuilder { Host = url.IdnHost };
            if (url.Port > 0)
            {
                settings.Port = url.Port;
            }

            var login = url.UserInfo.Split(':', 2);
            if (login[0].Length > 0)
            {
                settings.Username = Uri.UnescapeDataString(login[0]);
            }

            if (login.Length == 2)
            {
                settings.Password = Uri.UnescapeDataString(login[1]);
            }

            if (url.AbsolutePath.Length > 1)
            {
                settings.Database = Uri.UnescapeDataString(url.AbsolutePath[1..]);
            }

            foreach (var pair in url.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
            {
                var parts = pair.Split('=', 2);
                settings[Name(Uri.UnescapeDataString(parts[0]))] = Value(Uri.UnescapeDataString(parts.Length == 2 ? parts[1] : ""));
            }

            return settings.ConnectionString;
        }
        catch (Exception exception) when (exception is ArgumentException or KeyNotFoundException or FormatException)
        {
            throw new ExchangeException(
                FailureKind.Configuration, "The URL of --db has a parameter that is not known.", "Use sslmode, connect_timeout, application_name, or write Host=…;Port=…;Database=…;Username=…;Password=…", exception);
        }
    }

    // libpq's names for what Npgsql names otherwise.
    private static string Name(string name) => name switch
    {
        "sslmode" => "SSL Mode",
        "connect_timeout" => "Timeout",
        "application_name" => "Application Name",
        "options" => "Options",
        "sslrootcert" => "Root Certificate",
        "sslcert" => "SSL Certificate",
        "sslkey" => "SSL Key",
        _ => name,
    };

    private static string Value(string value) => value switch
    {
        "verify-ca" => "VerifyCA",
        "verify-full" => "VerifyFull",
        _ => value,
    };
}
