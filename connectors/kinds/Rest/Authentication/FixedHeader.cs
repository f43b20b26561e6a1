using System.Text;
using Exchange.Abstractions.Failures;

namespace Exchange.Connectors.Rest.Authentication;

/// <summary>A header that is the same on every request: an application key, basic authentication; or none at all.</summary>
internal sealed class FixedHeader(string? name, string value) : IAuthentication
{
    public static FixedHeader None { get; } = new(null, "");

    public static FixedHeader Basic(string user, string password) =>
        new("Authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}")));

    public ValueTask ApplyAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (name is not null && !request.Headers.TryAddWithoutValidation(name, value))
        {
            throw new ExchangeException(FailureKind.Configuration, $"The header '{name}' cannot be sent.", "Choose another header name under settings: auth.");
        }

        return ValueTask.CompletedTask;
    }

    public bool Refused(HttpRequestMessage request) => false;
}
