namespace Exchange.Servers;

/// <summary>The programs a RabbitMQ needs, past the wrapper that changes user and folder.</summary>
/// <param name="Server">The broker's own script.</param>
/// <param name="PortMapper">Erlang's <c>epmd</c>.</param>
/// <param name="SearchPath">A PATH that has Erlang on it.</param>
/// <param name="ErlangRoot">Where Erlang stands, where it is not installed; otherwise <see langword="null"/>.</param>
internal sealed record RabbitPrograms(ServerProgram Server, ServerProgram PortMapper, string SearchPath, string? ErlangRoot)
{
    private const string Erlang = "/usr/lib/erlang";

    /// <summary>Finds them; <see langword="null"/> where one is missing.</summary>
    public static RabbitPrograms? Find()
    {
        if (ServerPrograms.Find("rabbitmq-server") is not { } found || ServerPrograms.Find("erl") is not { } erlang || ServerPrograms.Find("epmd") is not { } mapper)
        {
            return null;
        }

        // The wrapper on PATH runs the broker as another user in a folder of its own; behind it stands the script itself.
        var script = new[] { found.Resource("/usr/lib/rabbitmq/bin/rabbitmq-server"), found.Path }.First(File.Exists);
        var path = string.Join(':', new[] { Path.GetDirectoryName(erlang.Path), Path.GetDirectoryName(mapper.Path), Environment.GetEnvironmentVariable("PATH"), "/usr/bin:/bin" }
            .Where(p => !string.IsNullOrEmpty(p)));
        return new RabbitPrograms(found with { Path = script }, mapper, path, erlang.Root == "/" ? null : erlang.Resource(Erlang));
    }
}
