using System.Text;
using Exchange.Connectors.Rest.Requests;

namespace Exchange.Connectors.Rest.Authentication;

/// <summary>A proof that is the same on every request: an application key in a header or parameter, basic authentication; or none at all.</summary>
internal sealed class FixedProof(Placement? place, string value) : IAuthentication
{
    public static FixedProof None { get; } = new(null, "");

    public static FixedProof Basic(string user, string password) =>
        new(new Placement("header", "Authorization", "Basic "), Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}")));

    public ValueTask<string?> TokenAsync(CancellationToken cancellationToken) => new((string?)null);

    public void Apply(RequestDraft draft, string? token)
    {
        if (place is not null)
        {
            draft.Put(place, value);
        }
    }

    public bool Refused(string? token) => false;
}
