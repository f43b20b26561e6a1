using System.Globalization;
using System.Text.Json;

namespace Exchange.Acceptance.Tests.Harness;

/// <summary>A hub's folder, its environment, and the verbs typed there; removed with every server in it.</summary>
internal sealed class Home : IAsyncDisposable
{
    private readonly Dictionary<string, string> _environment = new(StringComparer.Ordinal);

    public Home()
    {
        Folder = Directory.CreateTempSubdirectory("exchange-acceptance-").FullName;
        if (!OperatingSystem.IsWindows())
        {
            // The account PostgreSQL runs as, where root starts it, has to pass through.
            File.SetUnixFileMode(Folder, (UnixFileMode)0b111_101_101);
        }

        Cluster = new ClusterFiles(Path.Combine(Folder, ".exchange", "postgres"));
    }

    public string Folder { get; }

    /// <summary>The private PostgreSQL of this home.</summary>
    public ClusterFiles Cluster { get; }

    /// <summary>The PostgreSQL of the sandbox a demo starts here.</summary>
    public ClusterFiles SandboxCluster => new(Path.Combine(Folder, ".exchange", "sandbox", "postgres"));

    /// <summary>Sets a variable of every program started here.</summary>
    public void Set(string name, string value) => _environment[name] = value;

    /// <summary>Points the shipped connectors at a sandbox.</summary>
    public void Use(SandboxHandle sandbox)
    {
        Set("EXCHANGE_SETTING_PROVINCIAL_HALL_URL", sandbox.Url);
        Set("EXCHANGE_SETTING_PROVINCIAL_HALL_CLIENT", sandbox.Credential("provincialClient"));
        Set("EXCHANGE_SECRET_PROVINCIAL_HALL", sandbox.Credential("provincialSecret"));
        Set("EXCHANGE_SETTING_UNIFIED_PLATFORM_URL", sandbox.Url);
        Set("EXCHANGE_SETTING_UNIFIED_PLATFORM_APP", sandbox.Credential("platformApp"));
        Set("EXCHANGE_SECRET_UNIFIED_PLATFORM", sandbox.Credential("platformKey"));
        Set("EXCHANGE_SECRET_LIVELIHOOD_BUREAU", sandbox.LivelihoodConnection);
    }

    /// <summary>A copy of a shipped file that wins over it, with pieces replaced; each piece must be there.</summary>
    public void Override(string file, params (string Old, string New)[] changes)
    {
        var target = Path.Combine(Folder, file);
        var text = File.ReadAllText(File.Exists(target) ? target : Path.Combine(Programs.Root, file));
        foreach (var (old, changed) in changes)
        {
            Assert.True(text.Contains(old, StringComparison.Ordinal), $"{file} has no '{old}' to replace.");
            text = text.Replace(old, changed, StringComparison.Ordinal);
        }

        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.WriteAllText(target, text);
    }

    /// <summary>Types a verb and waits for its answer.</summary>
    public async Task<Verb> RunAsync(params string[] words)
    {
        await using var child = Start(words);
        return await AnswerAsync(child, words);
    }

    /// <summary>Types a verb and leaves it at work.</summary>
    public Child Start(params string[] words) => Child.Dotnet(Programs.Hub, _environment, [.. words, "--json", "--home", Folder]);

    public static async Task<Verb> AnswerAsync(Child child, params string[] words)
    {
        var code = await child.ExitAsync();
        try
        {
            return new Verb(string.Join(' ', words), code, JsonSerializer.Deserialize<JsonElement>(child.Output), child.Errors);
        }
        catch (JsonException)
        {
            throw new Xunit.Sdk.XunitException($"exchange {string.Join(' ', words)} ended with {code.ToString(CultureInfo.InvariantCulture)} and no JSON document:\n{child.Output}\n{child.Errors}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var cluster in new[] { Cluster, SandboxCluster })
        {
            await cluster.DestroyAsync();
        }

        Directory.Delete(Folder, recursive: true);
    }
}
