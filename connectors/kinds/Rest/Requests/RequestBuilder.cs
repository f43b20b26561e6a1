using System.Security;
using System.Text;

namespace Exchange.Connectors.Rest.Requests;

/// <summary>Makes requests from a template and the values of one page, item or record.</summary>
internal sealed class RequestBuilder(RequestSettings settings)
{
    public RequestSettings Settings { get; } = settings;

    /// <summary>A request.</summary>
    /// <param name="values">The placeholders' values.</param>
    /// <param name="parameters">The parameters that select the page.</param>
    /// <param name="inBody">Whether the parameters belong into the body.</param>
    public RequestDraft Build(RequestValues values, IReadOnlyList<KeyValuePair<string, string>> parameters, bool inBody = false)
    {
        var draft = new RequestDraft(Settings.Method, Settings.Path.Fill(values, Uri.EscapeDataString), values) { Shown = Settings.Path.Text };
        draft.Query.AddRange(Settings.Query
            .Where(q => inBody || !parameters.Any(p => p.Key == q.Key))
            .Select(q => KeyValuePair.Create(q.Key, q.Value.Fill(values))));
        draft.Query.AddRange(inBody ? [] : parameters);
        return Finish(draft, inBody ? parameters : []);
    }

    /// <summary>A request for an address the system gave for the next page.</summary>
    public RequestDraft Build(Uri address, RequestValues values) =>
        Finish(new RequestDraft(Settings.Method, address.AbsoluteUri, values) { Shown = Settings.Path.Text }, []);

    private RequestDraft Finish(RequestDraft draft, IReadOnlyList<KeyValuePair<string, string>> parameters)
    {
        var values = draft.Values;
        draft.Characters = Settings.Characters;
        draft.Headers.AddRange(Settings.Headers.Select(h => KeyValuePair.Create(h.Key, h.Value.Fill(values))));
        if (Settings.Form.Count > 0)
        {
            draft.Form = [.. Settings.Form.Select(f => KeyValuePair.Create(f.Key, f.Value.Fill(values))).Concat(parameters)];
        }
        else if (Settings.Body is { } body)
        {
            draft.Body = body.Write(values, parameters);
        }
        else if (Settings.Xml is { } xml)
        {
            draft.Body = Encoding.UTF8.GetBytes(xml.Fill(values, v => SecurityElement.Escape(v), placeholder => XmlMembers.Of(values, placeholder)));
            draft.ContentType = "application/xml";
        }
        else if (parameters.Count > 0)
        {
            draft.Form = [.. parameters];
        }

        // A query changes nothing at the source, whatever its method; a sink decides for itself.
        draft.Repeatable = Settings.Method == HttpMethod.Post;
        return draft;
    }
}
