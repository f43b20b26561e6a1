using System.Data.Common;
using System.Reflection;
using System.Runtime.Loader;
using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Failures;

namespace Exchange.Connectors.Database.Providers;

/// <summary>
/// Loads ADO.NET providers that do not ship with the hub from a folder <c>drivers</c>: of the home a connector file belongs to,
/// or beside the program. Only a plain file name is taken, so nothing outside these folders is loaded.
/// </summary>
internal static class DriverFolder
{
    /// <summary>Whether a name can be an assembly's: no path, no way up.</summary>
    public static bool IsName(string name) =>
        name.Length is > 0 and <= 120 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-') && !name.Contains("..", StringComparison.Ordinal) && name[0] != '.';

    /// <summary>Loads a factory.</summary>
    /// <param name="assembly">The assembly's name, without <c>.dll</c>.</param>
    /// <param name="factory">The full name of its <see cref="DbProviderFactory"/>.</param>
    /// <param name="connector">The connector file.</param>
    /// <exception cref="ExchangeException">It is not there (configuration).</exception>
    public static DbProviderFactory Load(string assembly, string factory, SourceLocation connector)
    {
        var folders = Folders(connector).Distinct(StringComparer.Ordinal).ToList();
        var file = folders.Select(f => Path.Combine(f, assembly + ".dll")).FirstOrDefault(File.Exists) ?? throw new ExchangeException(
            FailureKind.Configuration, $"settings: provider: there is no {assembly}.dll.", $"Put the provider's files into {folders[0]}.");
        try
        {
            var context = new DriverContext(file);
            var type = context.LoadFromAssemblyPath(file).GetType(factory, throwOnError: false) ?? throw new ExchangeException(
                FailureKind.Configuration, $"settings: provider: {assembly} has no '{factory}'.", "Write the full name of its DbProviderFactory, as the provider documents it.");
            var instance = type.GetField("Instance", BindingFlags.Public | BindingFlags.Static)?.GetValue(null) ?? type.GetProperty("Instance", BindingFlags.Public | BindingFlags.Static)?.GetValue(null)
                ?? Activator.CreateInstance(type);
            return instance as DbProviderFactory ?? throw new ExchangeException(
                FailureKind.Configuration, $"settings: provider: '{factory}' is no DbProviderFactory.", "Write the full name of its DbProviderFactory, as the provider documents it.");
        }
        catch (Exception exception) when (exception is BadImageFormatException or FileLoadException or FileNotFoundException or MissingMethodException or TargetInvocationException)
        {
            throw new ExchangeException(FailureKind.Configuration, $"settings: provider: {assembly}.dll cannot be loaded.", "Use the provider's build for .NET (Core), with the files it needs beside it.", exception);
        }
    }

    private static IEnumerable<string> Folders(SourceLocation connector)
    {
        // <home>/connectors/systems/<id>/connector.yaml
        var home = Path.GetFullPath(connector.File.Length == 0 ? "." : connector.File);
        for (var up = 0; up < 4 && home is not null; up++)
        {
            home = Path.GetDirectoryName(home);
        }

        if (home is not null)
        {
            yield return Path.Combine(home, "drivers");
        }

        foreach (var variable in (string[])["EXCHANGE_HOME", "EXCHANGE_ROOT"])
        {
            if (Environment.GetEnvironmentVariable(variable) is { Length: > 0 } folder)
            {
                yield return Path.Combine(folder, "drivers");
            }
        }

        yield return Path.Combine(AppContext.BaseDirectory, "drivers");
    }

    private sealed class DriverContext(string file) : AssemblyLoadContext(Path.GetFileNameWithoutExtension(file))
    {
        private readonly AssemblyDependencyResolver? _resolver = File.Exists(Path.ChangeExtension(file, ".deps.json")) ? new AssemblyDependencyResolver(file) : null;

        protected override Assembly? Load(AssemblyName name)
        {
            var beside = Path.Combine(Path.GetDirectoryName(file)!, name.Name + ".dll");
            var found = _resolver?.ResolveAssemblyToPath(name) ?? (File.Exists(beside) ? beside : null);
            return found is null ? null : LoadFromAssemblyPath(found);
        }

        protected override nint LoadUnmanagedDll(string name) =>
            _resolver?.ResolveUnmanagedDllToPath(name) is { } found ? LoadUnmanagedDllFromPath(found) : nint.Zero;
    }
}
