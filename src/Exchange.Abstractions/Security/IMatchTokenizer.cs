namespace Exchange.Abstractions.Security;

/// <summary>Makes match tokens. The values are normalised first, so that spellings of the same value give the same token.</summary>
public interface IMatchTokenizer
{
    /// <summary>The token of a document number (a 15-digit ID number gives that of its 18 digits), or <see langword="null"/> for an empty one.</summary>
    MatchToken? Document(string number);

    /// <summary>The token of a phone number, or <see langword="null"/> for an empty one.</summary>
    MatchToken? Phone(string number);

    /// <summary>The token of a name, or <see langword="null"/> for an empty one.</summary>
    MatchToken? Name(string name);
}
