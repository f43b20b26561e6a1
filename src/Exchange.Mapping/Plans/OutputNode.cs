using System.Text.Json;

namespace Exchange.Mapping.Plans;

/// <summary>A piece of the output document.</summary>
internal abstract class OutputNode(string name)
{
    /// <summary>The name in JSON, encoded once.</summary>
    protected JsonEncodedText Name { get; } = JsonEncodedText.Encode(name, OutputText.Encoder);

    /// <summary>Whether there is anything to write.</summary>
    public abstract bool HasValue(MapRun record, Frame frame);

    /// <summary>Writes name and value.</summary>
    public abstract void Write(MapRun record, Frame frame, Utf8JsonWriter writer);
}
