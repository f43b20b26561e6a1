using Exchange.Abstractions.Configuration;

namespace Exchange.Connectors.Rest.Requests;

/// <summary>What may stand as the name of a header.</summary>
internal static class HeaderName
{
    public static void Check(ConfigReader reader, string key, string name)
    {
        if (name.AsSpan().ContainsAny(" :\r\n\t"))
        {
            reader.Problems.Error(reader.Node(key)!.Location, $"{reader.What}: '{name}' is no header name.", "Write a name such as X-App-Key.");
        }
    }
}
