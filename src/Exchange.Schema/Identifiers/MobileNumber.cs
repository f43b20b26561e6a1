namespace Exchange.Schema.Identifiers;

/// <summary>Mobile numbers of the mainland: 11 digits that begin with 13 to 19.</summary>
public static class MobileNumber
{
    /// <summary>Checks a number without prefix, spaces or dashes.</summary>
    public static IdentifierFault Check(ReadOnlySpan<char> value)
    {
        if (value.Length != 11)
        {
            return IdentifierFault.Length;
        }

        return value[0] == '1' && value[1] is >= '3' and <= '9' && !value.ContainsAnyExceptInRange('0', '9')
            ? IdentifierFault.None
            : IdentifierFault.Character;
    }
}
