using System.Net;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.Http;

namespace Exchange.Connectors.Soap.Tests;

/// <summary>A web service whose operations the test writes; it keeps what was asked.</summary>
internal sealed class FakeService
{
    /// <summary>Answers a call: the operation's element in, the whole reply out.</summary>
    public required Func<XElement, HttpContext, int, Reply> Answer { get; set; }

    public List<string> Requests { get; } = [];

    public List<XElement> Calls { get; } = [];

    public List<IHeaderDictionary> Headers { get; } = [];

    public async Task AnswerAsync(HttpContext context)
    {
        if (context.Request.Method == "GET")
        {
            context.Response.StatusCode = 200;
            await context.Response.WriteAsync("<definitions/>");
            return;
        }

        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var text = Encoding.UTF8.GetString(body.ToArray());
        var call = XDocument.Parse(text).Root!.Elements().Single(e => e.Name.LocalName == "Body").Elements().Single();
        lock (Calls)
        {
            Requests.Add(text);
            Calls.Add(call);
            Headers.Add(new HeaderDictionary(context.Request.Headers.ToDictionary()));
        }

        var reply = Answer(call, context, Calls.Count);
        context.Response.StatusCode = reply.Status;
        context.Response.ContentType = reply.ContentType;
        await context.Response.Body.WriteAsync(reply.Body);
    }

    /// <summary>The value of a parameter of the call.</summary>
    public static string Value(XElement call, string name) => call.Elements().Single(e => e.Name.LocalName == name).Value;

    /// <summary>A reply whose return element holds what is given, as it is.</summary>
    public static Reply Returns(string content, string operation = "query") => Envelope(
        $"<ns1:{operation}Response xmlns:ns1=\"urn:cases\"><ns1:out>{content}</ns1:out></ns1:{operation}Response>");

    /// <summary>A reply whose return element holds a string, escaped.</summary>
    public static Reply ReturnsText(string text, string operation = "query") => Returns(WebUtility.HtmlEncode(text), operation);

    public static Reply Envelope(string body, int status = 200) => new(
        status, "text/xml; charset=utf-8", Encoding.UTF8.GetBytes($"<?xml version=\"1.0\" encoding=\"utf-8\"?><soapenv:Envelope xmlns:soapenv=\"http://schemas.xmlsoap.org/soap/envelope/\"><soapenv:Body>{body}</soapenv:Body></soapenv:Envelope>"));

    public static Reply Fault(string code, string words, int status = 500) => Envelope(
        $"<soapenv:Fault><faultcode>{code}</faultcode><faultstring xml:lang=\"zh\">{words}</faultstring><detail/></soapenv:Fault>", status);

    public static Reply Fault12(string code, string? subcode, string words) => new(500, "application/soap+xml", Encoding.UTF8.GetBytes($"""
        <s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body><s:Fault><s:Code><s:Value>s:{code}</s:Value>{(subcode is null ? "" : $"<s:Subcode><s:Value>wsse:{subcode}</s:Value></s:Subcode>")}</s:Code>
        <s:Reason><s:Text xml:lang="zh-CN">{words}</s:Text></s:Reason></s:Fault></s:Body></s:Envelope>
        """));
}
