namespace Exchange.Security.Tests;

/// <summary>A folder of its own for a test, removed afterwards.</summary>
internal sealed class ScratchFolder : IDisposable
{
    public ScratchFolder() => Directory.CreateDirectory(Root);

    public string Root { get; } = Path.Combine(Path.GetTempPath(), $"exchange-security-{Guid.NewGuid():N}");

    public string KeyFile => Path.Combine(Root, ".exchange", "keys", "hub.keys");

    public SecurityServices Services(string suite = "aes") => SecurityServices.Create(KeyFile, suite, TimeProvider.System);

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
