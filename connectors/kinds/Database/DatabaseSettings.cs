using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Connectors;
using Exchange.Connectors.Database.Dialects;

namespace Exchange.Connectors.Database;

/// <summary>The <c>settings</c> of a connector of kind database.</summary>
internal sealed record DatabaseSettings
{
    public required IDialect Dialect { get; init; }

    public required string Connection { get; init; }

    /// <summary>How long a statement may take. Default 60 s.</summary>
    public required TimeSpan Timeout { get; init; }

    public static DatabaseSettings Read(ConnectorDeclaration declaration, ProblemList problems)
    {
        var reader = new ConfigReader(declaration.Settings, $"connector '{declaration.Id}': settings", problems);
        reader.Allow("budget");
        reader.Choice("provider", "postgresql");
        var settings = new DatabaseSettings
        {
            Dialect = new PostgresDialect(),
            Connection = reader.RequiredText("connection"),
            Timeout = reader.Duration("timeout", TimeSpan.FromSeconds(60)),
        };
        if (settings.Timeout < TimeSpan.FromMilliseconds(100) || settings.Timeout > TimeSpan.FromHours(1))
        {
            problems.Error(reader.Node("timeout")!.Location, $"{reader.What}: 'timeout' is out of range.", "Give 100ms to 1h.");
        }

        reader.Finish();
        return settings;
    }
}
