using Exchange.Schema.Identifiers;

namespace Exchange.Mapping.Checks;

/// <inheritdoc cref="MobileNumber"/>
internal sealed class MobileCheck : IValueCheck
{
    public string Name => "mobile";

    public IdentifierFault Test(ReadOnlySpan<char> value) => MobileNumber.Check(value);
}
