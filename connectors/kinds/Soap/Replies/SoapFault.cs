using System.Text.Json;
using Exchange.Abstractions.Failures;
using Exchange.Abstractions.Sources;

namespace Exchange.Connectors.Soap.Replies;

/// <summary>A fault of SOAP 1.1 or 1.2.</summary>
/// <param name="Code">The code without its prefix: <c>Client</c>, <c>Sender</c>, <c>Server.userException</c>.</param>
/// <param name="Subcode">The further code, where there is one.</param>
/// <param name="Words">What the system says.</param>
internal sealed record SoapFault(string Code, string? Subcode, string? Words)
{
    private static readonly string[] Refusals = ["FailedAuthentication", "InvalidSecurity", "InvalidSecurityToken", "FailedCheck", "UnsupportedSecurityToken", "SecurityTokenUnavailable"];
    private static readonly FieldPath Text = FieldPath.Parse("Reason.Text");
    private static readonly FieldPath Value = FieldPath.Parse("Code.Value");
    private static readonly FieldPath Sub = FieldPath.Parse("Code.Subcode.Value");

    /// <summary>Reads a fault element.</summary>
    public static SoapFault Read(JsonElement fault)
    {
        var code = ReplyValue.Text(fault, FieldPath.Parse("faultcode")) ?? ReplyValue.Text(fault, Value) ?? "";
        var words = ReplyValue.Text(fault, FieldPath.Parse("faultstring")) ?? ReplyValue.Text(fault, Text);
        return new SoapFault(Local(code), ReplyValue.Text(fault, Sub) is { } sub ? Local(sub) : null, words);
    }

    /// <summary>Whether the fault is the asker's, so that asking again changes nothing.</summary>
    public bool IsAskers => Kind is not FailureKind.Transient;

    /// <summary>What the fault means for the hub.</summary>
    public FailureKind Kind =>
        Refusals.Contains(Code) || (Subcode is not null && Refusals.Contains(Subcode)) || Code is "MustUnderstand" or "VersionMismatch" or "DataEncodingUnknown" ? FailureKind.Configuration
        : Code.StartsWith("Server", StringComparison.OrdinalIgnoreCase) || Code.StartsWith("Receiver", StringComparison.OrdinalIgnoreCase) ? FailureKind.Transient
        : FailureKind.Data;

    /// <summary>The failure behind it.</summary>
    public ExchangeException Failure(string place, SoapClient client) => new(
        Kind,
        $"{place}: the service answers with the fault {SystemWords.Short(Subcode ?? Code, 60) ?? "(no code)"}: {client.Words(Words)}",
        Kind switch
        {
            FailureKind.Transient => "It is tried again; if it lasts, ask the owner of the system.",
            FailureKind.Configuration => "Check auth and version under settings, and that the system has granted the hub's user.",
            _ => "Compare the call with the system's interface description (WSDL): operation, namespace, parameters.",
        });

    private static string Local(string code) => code[(code.LastIndexOf(':') + 1)..].Trim();
}
