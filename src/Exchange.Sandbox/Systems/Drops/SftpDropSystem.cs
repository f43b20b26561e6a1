using Exchange.Abstractions.Failures;
using Exchange.Servers;

namespace Exchange.Sandbox.Systems.Drops;

/// <summary>A system whose files are fetched from an OpenSSH server of its own.</summary>
internal abstract class SftpDropSystem(string id) : DropSystem(id)
{
    private SftpServer? _server;

    public override IReadOnlyList<HubValue> Values(string url) =>
    [
        HubValue.Setting($"{Id}.host", _server!.Host),
        HubValue.Setting($"{Id}.port", $"{_server.Port}"),
        HubValue.Setting($"{Id}.user", _server.User),
        HubValue.Setting($"{Id}.hostKey", _server.HostKey),
        HubValue.Setting($"{Id}.folder", Folder.Path),
        HubValue.Secret(Id, _server.PrivateKey),
    ];

    /// <summary>Why no such system can run here, in the words of a person.</summary>
    public static string? WhyNot() => SftpServer.IsAvailable ? null : "Its files lie behind SFTP, and there is no sshd on this machine. Install openssh-server.";

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    protected override async Task<int> PrepareAsync(int entries, CancellationToken cancellationToken)
    {
        try
        {
            _server = await SftpServer.StartAsync(cancellationToken);
        }
        catch (ExchangeException e)
        {
            throw new UsageException($"{Id}: {e.Message} {e.Remedy} Or leave it out of --systems.");
        }
        return await base.PrepareAsync(entries, cancellationToken);
    }
}
