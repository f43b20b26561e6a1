using Exchange.Schema.Identifiers;

namespace Exchange.Mapping.Checks;

/// <inheritdoc cref="ItemCode"/>
internal sealed class ItemCodeCheck : IValueCheck
{
    public string Name => "itemCode";

    public IdentifierFault Test(ReadOnlySpan<char> value) => ItemCode.Check(value);
}
