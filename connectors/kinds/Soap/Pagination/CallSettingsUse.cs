using Exchange.Abstractions.Configuration;
using Exchange.Connectors.Soap.Calls;

namespace Exchange.Connectors.Soap.Pagination;

/// <summary>Which placeholders a call uses.</summary>
/// <param name="Call">The call; <see langword="null"/> where it could not be read.</param>
/// <param name="Reader">The stream.</param>
internal sealed record CallSettingsUse(CallSettings? Call, ConfigReader Reader)
{
    /// <summary>Whether the call could be read.</summary>
    public bool IsKnown => Call is not null;

    public bool Uses(string placeholder) => Call?.Used.Contains(placeholder) ?? false;
}
