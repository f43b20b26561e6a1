using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Connectors;
using Exchange.Abstractions.Sources;

namespace Exchange.Connectors.Webhook.Reading;

/// <summary>A stream of a connector of kind webhook.</summary>
/// <param name="Declaration">What every stream has.</param>
/// <param name="Records">Where the records stand in a body: a list, or a single one.</param>
internal sealed record WebhookStream(StreamDeclaration Declaration, FieldPath Records)
{
    public static WebhookStream? Read(StreamDeclaration stream, ProblemList problems)
    {
        var reader = new ConfigReader(stream.Node, $"stream '{stream.Name}'", problems);
        reader.Allow(StreamDeclaration.CommonKeys);
        var records = reader.Path("records", "$");
        var good = StreamPaths.Check(stream, reader);
        reader.Finish();
        return good ? new WebhookStream(stream, records) : null;
    }
}
