using System.Globalization;
using Exchange.Sandbox.Systems;

namespace Exchange.Sandbox;

/// <summary>Arguments of the form --name value.</summary>
internal sealed class CommandLine
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    public CommandLine(IReadOnlyList<string> arguments, IReadOnlyList<string> known)
    {
        for (var i = 0; i < arguments.Count; i += 2)
        {
            var name = arguments[i];
            if (!known.Contains(name))
            {
                throw new UsageException($"'{name}' is no option here. Use: {string.Join(" ", known)}.");
            }
            if (i + 1 == arguments.Count)
            {
                throw new UsageException($"{name} needs a value.");
            }
            _values[name] = arguments[i + 1];
        }
    }

    public string? Text(string name) => _values.GetValueOrDefault(name);

    public string Required(string name) => Text(name) ?? throw new UsageException($"{name} is required.");

    public T Number<T>(string name, T fallback)
        where T : struct, IParsable<T>
        => Text(name) is not { } text ? fallback
            : T.TryParse(text, CultureInfo.InvariantCulture, out var value) ? value
            : throw new UsageException($"{name} takes a number, not '{text}'.");

    public static SandboxOptions Serve(IReadOnlyList<string> arguments)
    {
        var line = new CommandLine(arguments, ["--home", "--port", "--db", "--database-prefix", "--cases", "--seed", "--systems", "--dirty", "--base-time", "--parent"]);
        var options = new SandboxOptions { Home = Path.GetFullPath(line.Required("--home")) };
        var systems = line.Text("--systems")?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [.. options.Systems];
        if (systems is ["all"])
        {
            systems = [.. SystemCatalogue.Ids];
        }
        if (systems.FirstOrDefault(s => !SystemCatalogue.Ids.Contains(s)) is { } unknown)
        {
            throw new UsageException($"'{unknown}' is no system of the sandbox. Use all, or some of {string.Join(", ", SystemCatalogue.Ids)}.");
        }
        return options with
        {
            Port = line.Number("--port", 0),
            Database = line.Text("--db"),
            DatabasePrefix = Prefix(line.Text("--database-prefix") ?? options.DatabasePrefix),
            Cases = line.Number("--cases", options.Cases),
            Seed = line.Number("--seed", options.Seed),
            DirtyPercent = line.Number("--dirty", 0.0),
            BaseTime = line.Text("--base-time") is null ? null : line.Number("--base-time", default(DateTime)),
            Parent = line.Number("--parent", 0),
            Systems = systems,
        };
    }

    private static string Prefix(string text) => text.Length is > 0 and <= 40 && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_')
        ? text
        : throw new UsageException("--database-prefix takes up to 40 lower-case letters, digits and underscores.");
}
