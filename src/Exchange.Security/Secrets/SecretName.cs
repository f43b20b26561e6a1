using Exchange.Abstractions.Failures;

namespace Exchange.Security.Secrets;

/// <summary>The names of secrets and settings: letters, digits, dots, dashes and underscores.</summary>
internal static class SecretName
{
    private const int MaximumLength = 128;

    public static bool IsValid(string name) =>
        name.Length is > 0 and <= MaximumLength
        && name[0] is not ('.' or '-')
        && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_');

    /// <exception cref="ExchangeException">The name is not one (configuration).</exception>
    public static void Check(string name, string what)
    {
        if (!IsValid(name))
        {
            throw new ExchangeException(
                FailureKind.Configuration,
                $"'{name}' cannot be the name of a {what}.",
                "Use letters, digits, dots, dashes and underscores, beginning with a letter or digit: provincial-hall.url");
        }
    }

    /// <summary>The name as part of an environment variable: <c>provincial-hall.url</c> → <c>PROVINCIAL_HALL_URL</c>.</summary>
    public static string Variable(string prefix, string name) =>
        prefix + string.Create(name.Length, name, static (span, source) =>
        {
            for (var i = 0; i < source.Length; i++)
            {
                span[i] = char.IsAsciiLetterOrDigit(source[i]) ? char.ToUpperInvariant(source[i]) : '_';
            }
        });
}
