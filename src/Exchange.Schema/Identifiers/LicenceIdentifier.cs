namespace Exchange.Schema.Identifiers;

/// <summary>
/// Identifiers of electronic licences (GB/T 36904): the root, then the type of licence (credit code of 18 and 3 more), the issuer
/// (credit code), a serial number, a version of 3 digits and a check character, joined by dots.
/// </summary>
public static class LicenceIdentifier
{
    private const string Root = "1.2.156.3005.2.";
    private const int MostCharacters = 128;
    private const int Segments = 5;

    /// <summary>
    /// Checks an identifier; letters are upper case. Some issuers compute the check character otherwise, so that one that does not
    /// fit is a doubt and no fault.
    /// </summary>
    public static IdentifierFault Check(ReadOnlySpan<char> value)
    {
        if (value.Length > MostCharacters)
        {
            return IdentifierFault.Length;
        }

        if (!value.StartsWith(Root, StringComparison.Ordinal))
        {
            return IdentifierFault.Character;
        }

        var body = value[Root.Length..];
        Span<Range> parts = stackalloc Range[Segments + 1];
        if (body.Split(parts, '.') != Segments)
        {
            return IdentifierFault.Length;
        }

        var type = body[parts[0]];
        var issuer = body[parts[1]];
        var serial = body[parts[2]];
        var version = body[parts[3]];
        var check = body[parts[4]];
        if (type.Length != 21 || issuer.Length != 18 || serial.IsEmpty || version.Length != 3 || check.Length != 1)
        {
            return IdentifierFault.Length;
        }

        if (Uscc.Check(type[..18]) == IdentifierFault.Character || Uscc.Check(issuer) == IdentifierFault.Character || version.ContainsAnyExceptInRange('0', '9'))
        {
            return IdentifierFault.Character;
        }

        Span<char> joined = stackalloc char[MostCharacters];
        var length = 0;
        foreach (var c in body[..^2])
        {
            if (c != '.')
            {
                joined[length++] = c;
            }
        }

        if (CheckCharacter.Of(joined[..length]) is not { } expected || CheckCharacter.Of(check) is null)
        {
            return IdentifierFault.Character;
        }

        return check[0] == expected ? IdentifierFault.None : IdentifierFault.DoubtfulCheck;
    }
}
