using System.Text;
using System.Xml;
using Exchange.Connectors.Soap.Authentication;

namespace Exchange.Connectors.Soap.Calls;

/// <summary>Writes the envelope of a call.</summary>
internal sealed class EnvelopeWriter(SoapSettings settings)
{
    private static readonly XmlWriterSettings Plain = new() { OmitXmlDeclaration = true, ConformanceLevel = ConformanceLevel.Fragment, NewLineHandling = NewLineHandling.Entitize };

    /// <summary>The envelope as text, without a declaration.</summary>
    /// <param name="call">The call.</param>
    /// <param name="values">Its values.</param>
    /// <param name="session">A parameter that shows the session; <see langword="null"/> for none.</param>
    public string Write(CallSettings call, TemplateValues values, KeyValuePair<string, string>? session)
    {
        if (call.Envelope is { } template)
        {
            values["security"] = Security(values.Now);
            values.Markup.Add("security");
            return template.Fill(values, markup: true);
        }

        var soap = settings.Version.Namespace;
        var tns = call.Namespace ?? settings.Namespace;
        var text = new StringBuilder();
        using (var writer = XmlWriter.Create(text, Plain))
        {
            writer.WriteStartElement("soap", "Envelope", soap);
            if (settings.Authentication.Type == "usernameToken")
            {
                writer.WriteStartElement("soap", "Header", soap);
                UsernameToken.Write(writer, settings.Authentication, values.Now);
                writer.WriteEndElement();
            }

            writer.WriteStartElement("soap", "Body", soap);
            writer.WriteStartElement("tns", call.Operation, tns);
            if (session is { } shown)
            {
                Start(writer, call, tns, shown.Key);
                writer.WriteString(MarkupText.Clean(shown.Value));
                writer.WriteEndElement();
            }

            foreach (var parameter in call.Parameters)
            {
                Start(writer, call, tns, parameter.Name);
                Write(writer, parameter, values);
                writer.WriteEndElement();
            }

            writer.WriteEndElement();
            writer.WriteEndElement();
            writer.WriteEndElement();
        }

        return text.ToString();
    }

    private static void Start(XmlWriter writer, CallSettings call, string tns, string name)
    {
        if (call.Qualified)
        {
            writer.WriteStartElement("tns", name, tns);
        }
        else
        {
            writer.WriteStartElement(name, "");
        }
    }

    private static void Write(XmlWriter writer, ParameterSettings parameter, TemplateValues values)
    {
        var text = parameter.Text.Fill(values, parameter.Markup);
        switch (parameter.As)
        {
            case "cdata":
                writer.WriteCData(MarkupText.Clean(text));
                break;
            case "nodes":
                writer.WriteRaw(text);
                break;
            default:
                writer.WriteString(MarkupText.Clean(text));
                break;
        }
    }

    private string Security(DateTimeOffset now)
    {
        if (settings.Authentication.Type != "usernameToken")
        {
            return "";
        }

        var text = new StringBuilder();
        using (var writer = XmlWriter.Create(text, Plain))
        {
            UsernameToken.Write(writer, settings.Authentication, now);
        }

        return text.ToString();
    }
}
