namespace Exchange.Host.Web;

/// <summary>What a node does and where it listens.</summary>
internal sealed record ServerOptions
{
    /// <summary>Where to listen.</summary>
    public string Url { get; init; } = "http://127.0.0.1:8080";

    /// <summary><c>all</c>, <c>web</c> or <c>worker</c>.</summary>
    public string Role { get; init; } = "all";

    /// <summary>How many jobs run at once.</summary>
    public int Workers { get; init; } = 6;

    /// <summary>Whether logs go to the error stream as well as to the file.</summary>
    public bool LogToConsole { get; init; } = true;

    /// <summary>Whether pages are served.</summary>
    public bool Serves => Role is "all" or "web";

    /// <summary>Whether jobs are run.</summary>
    public bool Works => Role is "all" or "worker";
}
