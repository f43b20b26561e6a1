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
        var path = reader.Text("records") ?? "$";
        var good = FieldPath.TryParse(path, out var records);
        if (!good)
        {
            problems.Error(reader.Node("records")!.Location, $"{reader.What}: '{path}' is no path.", "Write names joined by dots: $.data.items.");
        }

        foreach (var field in stream.KeyFields.Concat(stream.DeleteWhen.Select(w => w.Key)).Concat(stream.Cursor is { } c ? [c.Field] : []))
        {
            if (!FieldPath.TryParse(field, out _))
            {
                problems.Error(reader.Map.Location, $"{reader.What}: '{field}' is no path to a field.", "Write names joined by dots: applicant.id.");
                good = false;
            }
        }

        if (stream.Cursor is { } cursor && !TimeText.IsFormat(cursor.Format))
        {
            problems.Error(reader.Node("cursor")!.Location, $"{reader.What}: the cursor's format '{cursor.Format}' is no time format.", "Write a format such as yyyy-MM-dd HH:mm:ss.");
            good = false;
        }

        reader.Finish();
        return good ? new WebhookStream(stream, records!) : null;
    }
}
