using Exchange.Schema.Identifiers;

namespace Exchange.Mapping.Checks;

/// <inheritdoc cref="LicenceIdentifier"/>
internal sealed class LicenceIdentifierCheck : IValueCheck
{
    public string Name => "licenceIdentifier";

    public IdentifierFault Test(ReadOnlySpan<char> value) => LicenceIdentifier.Check(value);
}
