namespace Exchange.Servers;

/// <summary>A server's program on this machine.</summary>
/// <param name="Path">The program.</param>
/// <param name="Libraries">Where the libraries of an unpacked, not installed one stand (<c>LD_LIBRARY_PATH</c>); <see langword="null"/> for an installed one.</param>
/// <param name="Root">The folder that an unpacked one takes for <c>/</c>; <c>/</c> for an installed one.</param>
public sealed record ServerProgram(string Path, string? Libraries, string Root)
{
    /// <summary>A file of the same package, such as <c>/usr/share/mysql</c>, where it really stands.</summary>
    public string Resource(string path) => System.IO.Path.Combine(Root, path.TrimStart('/'));
}
