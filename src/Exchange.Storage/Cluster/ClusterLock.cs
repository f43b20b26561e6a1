using System.Diagnostics;
using Exchange.Abstractions.Failures;

namespace Exchange.Storage.Cluster;

/// <summary>Held only while a cluster is started, attached to or stopped; the kernel frees it when its holder dies.</summary>
internal static class ClusterLock
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(40);

    public static async Task<IDisposable> AcquireAsync(ClusterFolder folder, TimeSpan patience, CancellationToken cancellationToken)
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                return new FileStream(folder.LockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (UnauthorizedAccessException e)
            {
                throw folder.Unusable(e);
            }
            catch (IOException e) when (e is DirectoryNotFoundException or FileNotFoundException or PathTooLongException)
            {
                throw folder.Unusable(e);
            }
            catch (IOException e)
            {
                if (waited.Elapsed > patience)
                {
                    throw new ExchangeException(
                        FailureKind.Transient,
                        $"Another process has been starting or stopping the private PostgreSQL in {folder.Path} for {patience.TotalSeconds:0} s.",
                        $"Try again; if it goes on, look who holds {folder.LockFile} (fuser {folder.LockFile}).",
                        e);
                }
            }

            await Task.Delay(Pause, cancellationToken).ConfigureAwait(false);
        }
    }
}
