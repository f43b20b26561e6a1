using System.Text;
using Exchange.Abstractions.Security;

namespace Exchange.Security.Matching;

/// <summary>Makes match tokens from documents, phones and names, however they were typed.</summary>
/// <param name="digester">The digester of the installation.</param>
public sealed class MatchTokens(IDigester digester) : IMatchTokenizer
{
    /// <summary>The token of a document number, or <see langword="null"/> where there is none in the text.</summary>
    public MatchToken? Document(string? number) => Token(DigestPurpose.Document, MatchText.Document(number));

    /// <summary>The token of a name, or <see langword="null"/> where there is none in the text.</summary>
    public MatchToken? Name(string? name) => Token(DigestPurpose.Name, MatchText.Name(name));

    /// <summary>The token of a phone number, or <see langword="null"/> where there is none in the text.</summary>
    public MatchToken? Phone(string? number) => Token(DigestPurpose.Phone, MatchText.Phone(number));

    /// <summary>The tokens of a phone field that may hold several numbers.</summary>
    public IReadOnlyList<MatchToken> Phones(string? numbers) =>
        [.. MatchText.Phones(numbers).Select(n => Token(DigestPurpose.Phone, n)!)];

    private MatchToken? Token(DigestPurpose kind, string normalised) =>
        normalised.Length == 0 ? null : new MatchToken(kind, digester.Digest(kind, Encoding.UTF8.GetBytes(normalised)));
}
