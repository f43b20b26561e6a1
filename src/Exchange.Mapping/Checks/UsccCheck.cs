using Exchange.Schema.Identifiers;

namespace Exchange.Mapping.Checks;

/// <inheritdoc cref="Uscc"/>
internal sealed class UsccCheck : IValueCheck
{
    public string Name => "uscc";

    public IdentifierFault Test(ReadOnlySpan<char> value) => Uscc.Check(value);
}
