namespace Exchange.Mapping.Checks;

/// <summary>Every check a mapping can name.</summary>
internal static class ValueChecks
{
    public static IReadOnlyList<IValueCheck> All { get; } =
        [new IdNumberCheck(), new UsccCheck(), new OrganisationCodeCheck(), new ItemCodeCheck(), new MobileCheck(), new LicenceIdentifierCheck()];

    /// <summary>The check of a name, or <see langword="null"/>.</summary>
    public static IValueCheck? Find(string name)
    {
        foreach (var check in All)
        {
            if (string.Equals(check.Name, name, StringComparison.Ordinal))
            {
                return check;
            }
        }

        return null;
    }
}
