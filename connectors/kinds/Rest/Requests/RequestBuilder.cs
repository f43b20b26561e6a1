using System.Net.Http.Headers;
using System.Text;

namespace Exchange.Connectors.Rest.Requests;

/// <summary>Makes the requests of a stream from its template and the values of one page.</summary>
internal sealed class RequestBuilder(RequestSettings settings, RestClient client)
{
    /// <summary>A request for one page.</summary>
    /// <param name="values">The placeholders' values.</param>
    /// <param name="parameters">The parameters that select the page.</param>
    /// <param name="inBody">Whether the parameters belong into the body.</param>
    public HttpRequestMessage Build(IReadOnlyDictionary<string, string> values, IReadOnlyList<KeyValuePair<string, string>> parameters, bool inBody)
    {
        var address = new StringBuilder(settings.Path.Fill(values, Uri.EscapeDataString));
        var separator = settings.Path.Text.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        var pairs = settings.Query
            .Where(q => inBody || !parameters.Any(p => p.Key == q.Key))
            .Select(q => KeyValuePair.Create(q.Key, q.Value.Fill(values)))
            .Concat(inBody ? [] : parameters);
        foreach (var (name, value) in pairs)
        {
            address.Append(separator).Append(Uri.EscapeDataString(name)).Append('=').Append(Uri.EscapeDataString(value));
            separator = '&';
        }

        var request = new HttpRequestMessage(settings.Method, client.Address(address.ToString()));
        Finish(request, values, inBody ? parameters : []);
        return request;
    }

    /// <summary>A request for an address the system gave for the next page.</summary>
    public HttpRequestMessage Build(Uri address, IReadOnlyDictionary<string, string> values)
    {
        var request = new HttpRequestMessage(settings.Method, address);
        Finish(request, values, []);
        return request;
    }

    private void Finish(HttpRequestMessage request, IReadOnlyDictionary<string, string> values, IReadOnlyList<KeyValuePair<string, string>> parameters)
    {
        foreach (var (name, value) in settings.Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value.Fill(values));
        }

        if (settings.Form.Count > 0)
        {
            request.Content = new FormUrlEncodedContent(settings.Form.Select(f => KeyValuePair.Create(f.Key, f.Value.Fill(values))).Concat(parameters));
        }
        else if (settings.Body is { } body)
        {
            request.Content = new ByteArrayContent(body.Write(values, parameters));
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json") { CharSet = "utf-8" };
        }

        if (settings.Method == HttpMethod.Post)
        {
            // A query changes nothing at the source, whatever its method.
            request.Options.Set(Abstractions.Http.RepeatableRequest.Option, true);
        }
    }
}
