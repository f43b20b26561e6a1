namespace Exchange.Sandbox.Systems.Drops;

/// <summary>A file as its sender uploads it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Content">What is in it.</param>
internal sealed record DropFile(string Name, byte[] Content)
{
    /// <summary>The file that says it is there completely; without one the file gets its name last.</summary>
    public string? Flag { get; init; }

    /// <summary>What the flag holds.</summary>
    public string FlagText { get; init; } = "";
}
