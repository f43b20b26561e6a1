using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Connectors;
using Exchange.Abstractions.Decoding;
using Exchange.Connectors.Database.Dialects;
using Exchange.Connectors.Database.Providers;

namespace Exchange.Connectors.Database;

/// <summary>The <c>settings</c> of a connector of kind database.</summary>
internal sealed record DatabaseSettings
{
    private static readonly string[] InTheBox = ["postgresql", "mysql", "mariadb", "sqlserver"];

    public required Dialect Dialect { get; init; }

    public required Provider Provider { get; init; }

    public required string Connection { get; init; }

    /// <summary>How long a statement may take. Default 60 s.</summary>
    public required TimeSpan Timeout { get; init; }

    /// <summary>The character set text columns really hold, whatever they claim; <see langword="null"/> where the claim is right.</summary>
    public CharacterSet? CharacterSet { get; init; }

    /// <summary>How large a value may be, in bytes. Default 16 MiB.</summary>
    public int LargestValue { get; init; } = 16 * 1024 * 1024;

    public static DatabaseSettings Read(ConnectorDeclaration declaration, ProblemList problems)
    {
        var reader = new ConfigReader(declaration.Settings, $"connector '{declaration.Id}': settings", problems);
        reader.Allow("budget");
        var (dialect, provider) = ReadProvider(reader, declaration);
        var settings = new DatabaseSettings
        {
            Dialect = dialect,
            Provider = provider,
            Connection = reader.RequiredText("connection"),
            Timeout = reader.Duration("timeout", TimeSpan.FromSeconds(60)),
            CharacterSet = Charset(reader),
            LargestValue = reader.Integer("maxValueBytes", 16 * 1024 * 1024, 1024, 256 * 1024 * 1024),
        };
        if (settings.Timeout < TimeSpan.FromMilliseconds(100) || settings.Timeout > TimeSpan.FromHours(1))
        {
            problems.Error(reader.Node("timeout")!.Location, $"{reader.What}: 'timeout' is out of range.", "Give 100ms to 1h.");
        }

        reader.Finish();
        return settings;
    }

    /// <summary>A declared character set, reported where it is unknown.</summary>
    internal static CharacterSet? Charset(ConfigReader reader)
    {
        if (reader.Text("charset") is not { } name)
        {
            return null;
        }

        var found = CharacterSet.Find(name);
        if (found is null)
        {
            reader.Problems.Error(reader.Node("charset")!.Location, $"{reader.What}: 'charset' is '{name}'.", $"Known: {string.Join(", ", CharacterSet.Names)}.");
        }

        return found;
    }

    private static (Dialect, Provider) ReadProvider(ConfigReader reader, ConnectorDeclaration declaration)
    {
        if (reader.Node("provider") is not ConfigMap)
        {
            var name = reader.Choice("provider", InTheBox);
            return (DialectNames.Find(name), name switch
            {
                "mysql" or "mariadb" => new MySqlProvider(),
                "sqlserver" => new SqlClientProvider(),
                _ => new NpgsqlProvider(),
            });
        }

        var provider = reader.Section("provider")!;
        var assembly = provider.RequiredText("assembly");
        var factory = provider.RequiredText("factory");
        if (provider.Text("dialect") is null)
        {
            reader.Problems.Error(provider.Map.Location, $"{provider.What}: 'dialect' is missing.", $"Add 'dialect:', one of {string.Join(", ", DialectNames.All)}.");
        }

        var dialect = provider.Choice("dialect", DialectNames.All);
        if (assembly.Length > 0 && !DriverFolder.IsName(assembly))
        {
            reader.Problems.Error(
                provider.Node("assembly")!.Location, $"{provider.What}: '{assembly}' is no name of an assembly.", "Write the file's name without folder and without .dll; the file stands in the folder 'drivers'.");
        }

        provider.Finish();

        // PostgreSQL's own texts need Npgsql's types; through another driver values travel typed.
        var text = dialect == "postgresql" ? new KingbaseDialect() : DialectNames.Find(dialect);
        return (text, new NamedProvider(dialect, () => DriverFolder.Load(assembly, factory, declaration.Location)));
    }
}
