namespace Exchange.Host.Cli;

/// <summary>Values as they stand in a command that is shown to be typed.</summary>
internal static class ShellText
{
    /// <summary>The value, quoted where a shell would not take it as it is.</summary>
    public static string Quoted(string text) =>
        text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.') ? text : $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
