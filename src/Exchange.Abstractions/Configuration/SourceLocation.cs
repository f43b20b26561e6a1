namespace Exchange.Abstractions.Configuration;

/// <summary>A place in a file an engineer wrote.</summary>
/// <param name="File">The path of the file as the engineer would type it.</param>
/// <param name="Line">The line, counted from 1; 0 where it is the file as a whole.</param>
/// <param name="Column">The column, counted from 1; 0 where it is the line as a whole.</param>
public readonly record struct SourceLocation(string File, int Line, int Column)
{
    /// <summary>The place as <c>file:line:column</c>.</summary>
    public override string ToString() => Line == 0 ? File : $"{File}:{Line}:{Column}";
}
