namespace Exchange.Connectors.Rest.Replies;

/// <summary>Reads Link headers (RFC 8288).</summary>
internal static class LinkHeader
{
    /// <summary>The address of the link whose relation is <c>next</c>, or <see langword="null"/>.</summary>
    public static string? Next(HttpResponseMessage response)
    {
        if (!response.Headers.TryGetValues("Link", out var headers))
        {
            return null;
        }

        foreach (var header in headers)
        {
            // An address may hold commas and semicolons; only what stands after its > separates.
            for (var start = header.IndexOf('<', StringComparison.Ordinal); start >= 0;)
            {
                var end = header.IndexOf('>', start);
                if (end < 0)
                {
                    break;
                }

                var following = header.IndexOf('<', end);
                if (header[(end + 1)..(following < 0 ? header.Length : following)].Split(';', ',').Any(IsNext))
                {
                    return header[(start + 1)..end].Trim();
                }

                start = following;
            }
        }

        return null;
    }

    private static bool IsNext(string parameter)
    {
        var parts = parameter.Split('=', 2);
        return parts.Length == 2
            && parts[0].Trim().Equals("rel", StringComparison.OrdinalIgnoreCase)
            && parts[1].Trim().Trim('"').Split(' ').Contains("next", StringComparer.OrdinalIgnoreCase);
    }
}
