using Exchange.Schema.Identifiers;

namespace Exchange.Mapping.Checks;

/// <summary>A check of one kind of identifier.</summary>
internal interface IValueCheck
{
    /// <summary>The word in the file.</summary>
    string Name { get; }

    /// <summary>What is wrong with a value.</summary>
    IdentifierFault Test(ReadOnlySpan<char> value);
}
