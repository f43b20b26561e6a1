using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Connectors;
using Exchange.Abstractions.Sources;
using Exchange.Connectors.Soap.Calls;
using Exchange.Connectors.Soap.Pagination;
using Exchange.Connectors.Soap.Replies;

namespace Exchange.Connectors.Soap.Reading;

/// <summary>A stream of a connector of kind soap.</summary>
internal sealed record SoapStream
{
    private static readonly string[] Times = ["cursor", "from", "to"];
    private static readonly string[] Names = [.. Times, "page", "offset", "after", "pageSize"];

    public required StreamDeclaration Declaration { get; init; }

    public required TimeZoneInfo Zone { get; init; }

    public required CallSettings Call { get; init; }

    public required ResultSettings Result { get; init; }

    public CodeSettings? Codes { get; init; }

    /// <summary>Where the records stand, from the root of the result on.</summary>
    public required FieldPath Records { get; init; }

    public required PaginationSettings Pagination { get; init; }

    public string Name => Declaration.Name;

    public static SoapStream? Read(StreamDeclaration stream, ConnectorDeclaration connector, SoapSettings settings, ProblemList problems)
    {
        var reader = new ConfigReader(stream.Node, $"stream '{stream.Name}'", problems);
        reader.Allow(StreamDeclaration.CommonKeys);
        var call = CallSettings.Read(reader, "call", Names);
        var pagination = PaginationSettings.Read(reader.Section("pagination"), new CallSettingsUse(call, reader));
        var result = ResultSettings.Read(reader.Section("result"));
        var records = reader.Path("records", "$");
        var codes = CodeSettings.Read(reader.Section("envelope"));
        foreach (var name in Times.Where(n => stream.Cursor is null && (call?.Used.Contains(n) ?? false)))
        {
            problems.Error(reader.Node("call")!.Location, $"{reader.What}: '{{{name}}}' needs a cursor, and the stream declares none.", "Add 'cursor: { field, format }' to the stream.");
        }

        if (call?.Envelope is { } envelope && settings.Authentication.Type == "usernameToken" && !envelope.Names.Contains("security"))
        {
            problems.Error(reader.Node("call")!.Location, $"{reader.What}: the envelope shows no user name token.", "Put {security} into its header.");
        }

        StreamPaths.Check(stream, reader);
        reader.Finish();
        return call is null ? null : new SoapStream
        {
            Declaration = stream,
            Zone = connector.TimeZone,
            Call = call,
            Result = result,
            Codes = codes,
            Records = records,
            Pagination = pagination,
        };
    }
}
