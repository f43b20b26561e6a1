using System.Globalization;
using Npgsql;

namespace Exchange.Acceptance.Tests.Harness;

/// <summary>A private PostgreSQL seen from outside: by the files it leaves in its folder.</summary>
/// <param name="folder">The folder.</param>
internal sealed class ClusterFiles(string folder)
{
    /// <summary>Where the server's own files are: in the folder, or elsewhere when its account could not enter it.</summary>
    public string Base => Text("location") ?? Path.Combine(folder, "server");

    public string Logs => Path.Combine(Base, "log");

    /// <summary>The server's main process; none where it does not run.</summary>
    public int? Process
    {
        get
        {
            try
            {
                var id = int.Parse(File.ReadLines(Path.Combine(Base, "data", "postmaster.pid")).First(), CultureInfo.InvariantCulture);
                return Directory.Exists($"/proc/{id}") ? id : null;
            }
            catch (Exception e) when (e is IOException or InvalidOperationException or FormatException)
            {
                return null;
            }
        }
    }

    public string ConnectionString(string database) => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = int.Parse(Text("port")!, CultureInfo.InvariantCulture),
        Username = "exchange",
        Password = Text("password"),
        Database = database,
        Pooling = false,
    }.ConnectionString;

    /// <summary>Ends the server if it runs, and removes its files.</summary>
    public async Task DestroyAsync()
    {
        if (Process is { } id)
        {
            Child.Signal(id, "QUIT");
            for (var i = 0; i < 100 && Directory.Exists($"/proc/{id}"); i++)
            {
                await Task.Delay(50);
            }
        }

        if (Directory.Exists(Base))
        {
            Directory.Delete(Base, recursive: true);
        }
    }

    private string? Text(string file)
    {
        var path = Path.Combine(folder, file);
        return File.Exists(path) ? File.ReadLines(path).FirstOrDefault()?.Trim() : null;
    }
}
