using Exchange.Schema.Identifiers;

namespace Exchange.Mapping.Checks;

/// <inheritdoc cref="IdNumber"/>
internal sealed class IdNumberCheck : IValueCheck
{
    public string Name => "idNumber";

    public IdentifierFault Test(ReadOnlySpan<char> value) => IdNumber.Check(value);
}
