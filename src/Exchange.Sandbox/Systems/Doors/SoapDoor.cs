using System.Text;
using System.Xml.Linq;

namespace Exchange.Sandbox.Systems.Doors;

/// <summary>A web service of SOAP 1.1 whose operations answer with one string.</summary>
/// <param name="space">The name space of its operations.</param>
/// <param name="answer">Answers a call.</param>
internal sealed class SoapDoor(string space, Func<SoapCall, SoapAnswer> answer)
{
    private static readonly XNamespace Soap = "http://schemas.xmlsoap.org/soap/envelope/";

    public void Map(IEndpointRouteBuilder routes, string path) => routes.MapPost(path, AnswerAsync);

    private async Task AnswerAsync(HttpContext context)
    {
        var call = await SoapCall.ReadAsync(context.Request.Body, space, context.RequestAborted);
        var said = call is null ? SoapAnswer.Fault("soap:Client", "No call of this service.") : answer(call);
        XNamespace tns = space;
        var body = said.Result is { } text
            ? new XElement(tns + $"{call!.Operation}Response", new XElement(tns + $"{call.Operation}Result", text))
            : new XElement(Soap + "Fault", new XElement("faultcode", said.FaultCode), new XElement("faultstring", said.FaultText));
        var envelope = new XElement(Soap + "Envelope", new XAttribute(XNamespace.Xmlns + "soap", Soap.NamespaceName), new XElement(Soap + "Body", body));
        context.Response.StatusCode = said.Result is null ? 500 : 200;
        context.Response.ContentType = "text/xml; charset=utf-8";
        await context.Response.WriteAsync("<?xml version=\"1.0\" encoding=\"utf-8\"?>" + envelope.ToString(SaveOptions.DisableFormatting), Encoding.UTF8, context.RequestAborted);
    }
}
