using System.Globalization;

namespace Exchange.Storage.Cluster;

/// <summary>What the server wrote about itself into its data folder.</summary>
/// <param name="Pid">Its main process.</param>
/// <param name="Port">Its port, 0 when it has not come that far.</param>
internal sealed record PostmasterFile(int Pid, int Port)
{
    public static string PathIn(ClusterFolder folder) => Path.Combine(folder.Data, "postmaster.pid");

    public static PostmasterFile? Read(ClusterFolder folder)
    {
        try
        {
            var lines = File.ReadAllLines(PathIn(folder));
            return lines.Length > 0 && int.TryParse(lines[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var pid)
                ? new PostmasterFile(Math.Abs(pid), lines.Length > 3 ? Number(lines[3]) : 0)
                : new PostmasterFile(0, 0);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (UnauthorizedAccessException e)
        {
            throw folder.Unusable(e);
        }
    }

    private static int Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
