using Exchange.Abstractions.Failures;
using Exchange.Connectors.Soap.Replies;

namespace Exchange.Connectors.Soap.Calls;

/// <summary>A service answered with a fault; what that means depends on whether something was asked or told.</summary>
internal sealed class FaultException(SoapFault fault, ExchangeException failure) : Exception(failure.Message, failure)
{
    public SoapFault Fault { get; } = fault;

    public ExchangeException Failure { get; } = failure;
}
