using System.Diagnostics;

namespace Exchange.Sandbox;

/// <summary>Completes when the process that started the sandbox is gone.</summary>
internal static class ParentWatch
{
    public static async Task WaitAsync(int parent, CancellationToken cancellationToken)
    {
        while (IsAlive(parent))
        {
            await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, cancellationToken);
        }
    }

    private static bool IsAlive(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
