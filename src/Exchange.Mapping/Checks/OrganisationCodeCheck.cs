using Exchange.Schema.Identifiers;

namespace Exchange.Mapping.Checks;

/// <inheritdoc cref="OrganisationCode"/>
internal sealed class OrganisationCodeCheck : IValueCheck
{
    public string Name => "orgCode";

    public IdentifierFault Test(ReadOnlySpan<char> value) => OrganisationCode.Check(value);
}
