namespace Exchange.Mapping.Compilation;

/// <summary>Paths as an engineer would type them.</summary>
internal static class ShownPath
{
    /// <summary>The path from the current folder where the file lies below it, otherwise the full path.</summary>
    public static string Of(string path)
    {
        var relative = Path.GetRelativePath(Environment.CurrentDirectory, path);
        return relative.StartsWith("..", StringComparison.Ordinal) ? Path.GetFullPath(path) : relative;
    }
}
