using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Sources;
using Exchange.Connectors.Rest.Replies;
using Exchange.Connectors.Rest.Requests;

namespace Exchange.Connectors.Rest.Reading;

/// <summary>A request for each record of a list that does not tell all: <c>detail: { path: /api/cases/{no}, record: $.data, into: detail }</c>.</summary>
internal sealed record DetailSettings
{
    public required RequestSettings Request { get; init; }

    /// <summary>Where the record stands in a reply.</summary>
    public required FieldPath Record { get; init; }

    /// <summary>The member of the record it becomes; <see langword="null"/> where its members join the record's.</summary>
    public string? Into { get; init; }

    /// <summary>How many are asked at once. Default 4.</summary>
    public int Concurrent { get; init; } = 4;

    public EnvelopeSettings? Envelope { get; init; }

    public required ReplySettings Reply { get; init; }

    public static DetailSettings? Read(ConfigReader? reader, IReadOnlyCollection<string> named, EnvelopeSettings? envelope, ReplySettings reply)
    {
        if (reader is null)
        {
            return null;
        }

        var settings = new DetailSettings
        {
            Request = RequestSettings.Read(reader),
            Record = reader.Path("record", "$"),
            Into = reader.Text("into"),
            Concurrent = reader.Integer("concurrent", 4, 1, 32),
            Envelope = EnvelopeSettings.Read(reader.Section("envelope")) ?? envelope,
            Reply = ReplySettings.Read(reader) ?? reply,
        };
        Placeholders.Check(reader, settings.Request.Placeholders, [.. RequestValues.Generated, .. named], fields: "");
        if (!settings.Request.Used.Except([.. RequestValues.Generated, .. named]).Any())
        {
            reader.Problems.Error(reader.Map.Location, $"{reader.What}: the request names no field of the record, so that every record would get the same.", "Put the record's key into it: 'path: /api/cases/{caseNo}'.");
        }

        reader.Finish();
        return settings;
    }
}
