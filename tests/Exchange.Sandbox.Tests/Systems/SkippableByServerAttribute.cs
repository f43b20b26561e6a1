using Exchange.Servers;

namespace Exchange.Sandbox.Tests.Systems;

/// <summary>A test of files behind SFTP; skipped where there is no sshd.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SkippableByServerAttribute : FactAttribute
{
    public SkippableByServerAttribute() => Skip = SftpServer.IsAvailable ? null : "There is no sshd on this machine.";
}
