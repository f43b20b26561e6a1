using System.Globalization;
using System.Text;
using System.Xml.Linq;
using Exchange.Abstractions.Failures;
using Exchange.Abstractions.Sources;

namespace Exchange.Connectors.Soap.Tests;

public sealed class SoapSourceTests : SoapFixture
{
    private const string OneString = """
        call:
          operation: query
          soapAction: "urn:query"
          parameters:
            userId: "hub & co"
            report: "<Query><from>{cursor}</from><size>{pageSize}</size></Query>"
        result: { inside: xml }
        records: $.APPROVEDATAINFO.SQ
        key: [SBLSH]
        caseKey: SBLSH
        cursor: { field: SBSJ, lookback: 10m }
        start: "2020-01-01"
        """;

    private const string Two = "<APPROVEDATAINFO><SQ><SBLSH>S1</SBLSH><SQRMC>甲 &amp; 乙</SQRMC><SBSJ>2026-03-02 09:00:00</SBSJ></SQ><SQ><SBLSH>S2</SBLSH><SQRMC/><SBSJ>2026-03-02 09:00:01</SBSJ></SQ></APPROVEDATAINFO>";

    [Fact]
    public async Task Read_XmlInAString_BothWays()
    {
        Service.Answer = (_, _, _) => FakeService.ReturnsText("<?xml version=\"1.0\" encoding=\"GBK\"?>" + Two);
        await using var source = Source(OneString);

        var pages = await PagesAsync(source);

        Assert.Equal(["S1", "S2"], Keys(pages));
        Assert.Equal("""{"SBLSH":"S1","SQRMC":"甲 & 乙","SBSJ":"2026-03-02 09:00:00"}""", Json(Records(pages)[0]));
        Assert.Equal("""{"at":"2026-03-02T09:00:01+08:00"}""", pages[^1].Cursor);
        Assert.Equal("hub & co", FakeService.Value(Service.Calls[0], "userId"));
        var report = XElement.Parse(FakeService.Value(Service.Calls[0], "report"));
        Assert.Equal("2020-01-01 00:00:00", report.Element("from")!.Value);
        Assert.Equal("\"urn:query\"", Service.Headers[0]["SOAPAction"]);
        Assert.Equal("text/xml; charset=utf-8", Service.Headers[0].ContentType);
        Assert.Equal("urn:cases", Service.Calls[0].Elements().First().Name.NamespaceName);
    }

    [Fact]
    public async Task Read_SecondRun_StartsLookbackBeforeTheCursor()
    {
        Service.Answer = (_, _, _) => FakeService.ReturnsText(Two);
        await using var source = Source(OneString);

        await PagesAsync(source, new ReadRequest("cases") { Cursor = """{"at":"2026-03-02T09:00:01+08:00"}""" });

        Assert.Equal("2026-03-02 08:50:01", XElement.Parse(FakeService.Value(Service.Calls[0], "report")).Element("from")!.Value);
    }

    [Theory]
    [InlineData("double")]
    [InlineData("triple")]
    [InlineData("cdata")]
    [InlineData("cdata-in-text")]
    [InlineData("bom")]
    [InlineData("typed")]
    public async Task Read_ResultInLayersOfEscaping_IsUnwrapped(string layers)
    {
        var escaped = System.Net.WebUtility.HtmlEncode(Two);
        Service.Answer = (_, _, _) => layers switch
        {
            "double" => FakeService.ReturnsText(escaped),
            "triple" => FakeService.ReturnsText(System.Net.WebUtility.HtmlEncode(escaped)),
            "cdata" => FakeService.Returns($"<![CDATA[{Two}]]>"),
            "cdata-in-text" => FakeService.ReturnsText($"<![CDATA[{escaped}]]>"),
            "bom" => FakeService.ReturnsText("\uFEFF\n" + Two),
            _ => FakeService.Envelope($"<n:queryResponse xmlns:n=\"urn:cases\"><return xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:type=\"xsd:string\">{escaped}</return></n:queryResponse>"),
        };
        await using var source = Source(OneString);

        var records = Records(await PagesAsync(source));

        Assert.Equal(["S1", "S2"], records.Select(r => r.SourceKey));
        Assert.Contains("甲 & 乙", Json(records[0]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_ParameterAsCdataNodesOrText_StandsAsDeclared()
    {
        Service.Answer = (_, _, _) => FakeService.Returns("");
        await using var source = Source("""
            call:
              operation: query
              qualified: false
              parameters:
                a: { xml: "<q><t>{now:yyyyMMddHHmmss}</t><x>]]&gt;</x></q>", as: cdata }
                b: { xml: "<q><n>{pageSize}</n></q>", as: nodes }
                c: { text: "<no xml" }
            key: [id]
            caseKey: id
            """);

        Assert.Empty(Keys(await PagesAsync(source)));

        var call = Service.Calls[0];
        Assert.Contains("<a><![CDATA[<q>", Service.Requests[0], StringComparison.Ordinal);
        Assert.Matches("^[0-9]{14}$", XElement.Parse(FakeService.Value(call, "a")).Element("t")!.Value);
        Assert.Equal("1000", call.Element("b")!.Element("q")!.Element("n")!.Value);
        Assert.Equal("<no xml", call.Element("c")!.Value);
    }

    [Fact]
    public async Task Read_WholeEnvelopeTemplate_EscapesValues()
    {
        Service.Answer = (_, _, _) => FakeService.Returns("");
        await using var source = Source("""
            call: { envelope: "<e:Envelope xmlns:e='http://schemas.xmlsoap.org/soap/envelope/'><e:Body><q xmlns='urn:x'><after>{after}</after></q></e:Body></e:Envelope>" }
            pagination: { type: keyset, field: id, first: "<a & b>" }
            key: [id]
            caseKey: id
            """);

        await PagesAsync(source);

        Assert.Equal("<a & b>", Service.Calls[0].Elements().Single().Value);
    }

    [Fact]
    public async Task Read_ElementsInsteadOfAString_OneRecordAndNoneAreLists()
    {
        var rows = new Queue<string>(["<n:row><n:id>1</n:id></n:row>", "<n:count>0</n:count>", ""]);
        Service.Answer = (_, _, _) => FakeService.Envelope($"<n:queryResponse xmlns:n=\"urn:cases\"><n:queryResult><n:rows>{rows.Dequeue()}</n:rows></n:queryResult></n:queryResponse>");
        await using var source = Source("call: { operation: query }\nresult: { path: $.queryResponse.queryResult }\nrecords: $.rows.row\nkey: [id]\ncaseKey: id");

        Assert.Equal(["1"], Keys(await PagesAsync(source)));
        Assert.Empty(Keys(await PagesAsync(source)));
        Assert.Empty(Keys(await PagesAsync(source)));
    }

    [Fact]
    public async Task Read_JsonInAString_IsRead()
    {
        Service.Answer = (_, _, n) => FakeService.ReturnsText(n == 1 ? """{"data":[{"id":"1"}]}""" : "{&quot;data&quot;:[{&quot;id&quot;:&quot;2&quot;}]}");
        await using var source = Source("call: { operation: query }\nresult: { inside: json }\nrecords: $.data\nkey: [id]\ncaseKey: id");

        Assert.Equal(["1"], Keys(await PagesAsync(source)));
        Assert.Equal(["2"], Keys(await PagesAsync(source)));
    }

    [Fact]
    public async Task Read_GbkBodyLabelledUtf8_IsReadAsDeclared()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        Service.Answer = (_, _, _) => FakeService.ReturnsText("<r><row><id>洛阳镇䶮</id></row></r>") is var reply
            ? reply with { Body = Encoding.GetEncoding("gb18030").GetBytes(Encoding.UTF8.GetString(reply.Body)) } : null!;
        const string Stream = "call: { operation: query }\nresult: { inside: xml }\nrecords: $.r.row\nkey: [id]\ncaseKey: id";
        await using var source = Source(Stream, "charset: gb18030");
        await using var wrong = Source(Stream);

        Assert.Equal(["洛阳镇䶮"], Keys(await PagesAsync(source)));
        Assert.Equal(FailureKind.Data, (await Assert.ThrowsAsync<ExchangeException>(() => PagesAsync(wrong))).Kind);
    }

    [Fact]
    public async Task Read_ReplyWithAttachments_TakesTheRootPart()
    {
        Service.Answer = (_, _, _) => FakeService.ReturnsText(Two) is var reply ? reply with
        {
            ContentType = "multipart/related; type=\"text/xml\"; boundary=\"--b1\"",
            Body = [.. "----b1\r\nContent-Type: text/xml\r\n\r\n"u8, .. reply.Body, .. "\r\n----b1\r\nContent-Type: image/png\r\n\r\n\u0001\r\n----b1--"u8],
        } : null!;
        await using var source = Source(OneString);

        Assert.Equal(2, Keys(await PagesAsync(source)).Count);
    }

    [Theory]
    [InlineData("page", "{page}", 1, "$.r.total")]
    [InlineData("page", "{page}", 0, null)]
    [InlineData("offset", "{offset}", 0, null)]
    [InlineData("offset", "{offset}", 1, "$.r.total")]
    [InlineData("keyset", "{after}", 0, null)]
    public async Task Read_Pages_EndWithoutTrustingAShortPage(string type, string placeholder, int start, string? total)
    {
        // Seven rows in pages of three, whatever is asked for: the size is capped silently, the total is text.
        Service.Answer = (call, _, _) =>
        {
            var asked = FakeService.Value(call, "p");
            var skip = type switch
            {
                "page" => (int.Parse(asked, CultureInfo.InvariantCulture) - start) * 3,
                "offset" => int.Parse(asked, CultureInfo.InvariantCulture) - start,
                _ => asked.Length == 0 ? 0 : int.Parse(asked, CultureInfo.InvariantCulture) + 1,
            };
            return FakeService.ReturnsText($"<r><total>7</total>{string.Concat(Enumerable.Range(0, 7).Skip(skip).Take(3).Select(i => $"<row><id>{i}</id></row>"))}</r>");
        };
        var more = type == "keyset" ? "field: id" : $"start: {start}{(total is null ? "" : $", total: {total}")}";
        await using var source = Source($"call: {{ operation: query, parameters: {{ p: \"{placeholder}\" }} }}\nresult: {{ inside: xml }}\nrecords: $.r.row\npagination: {{ type: {type}, {more} }}\nkey: [id]\ncaseKey: id\nbatch: 100");

        var pages = await PagesAsync(source);

        Assert.Equal(Enumerable.Range(0, 7).Select(i => i.ToString(CultureInfo.InvariantCulture)), Keys(pages));
        Assert.Equal(total is null ? 4 : 3, pages.Count);
        Assert.True(pages[^1].Last);
    }

    [Fact]
    public async Task Read_LastPageRepeats_EndsWithoutReadingItTwice()
    {
        Service.Answer = (call, _, _) => FakeService.ReturnsText($"<r><row><id>{Math.Min(3, int.Parse(FakeService.Value(call, "p"), CultureInfo.InvariantCulture))}</id></row></r>");
        await using var source = Source("call: { operation: query, parameters: { p: \"{page}\" } }\nresult: { inside: xml }\nrecords: $.r.row\npagination: { type: page }\nkey: [id]\ncaseKey: id");

        Assert.Equal(["1", "2", "3"], Keys(await PagesAsync(source)));
    }

    [Fact]
    public async Task Read_KeysetStandsStill_IsADataFailure()
    {
        Service.Answer = (_, _, n) => FakeService.ReturnsText($"<r><row><id>A</id><x>{n}</x></row></r>");
        await using var source = Source("call: { operation: query, parameters: { p: \"{after}\" } }\nresult: { inside: xml }\nrecords: $.r.row\npagination: { type: keyset, field: id }\nkey: [x]\ncaseKey: id");

        Assert.Equal(FailureKind.Data, (await Assert.ThrowsAsync<ExchangeException>(() => PagesAsync(source))).Kind);
    }

    [Fact]
    public async Task Read_StoppedMidway_GoesOnFromThePageOfItsCursor()
    {
        Service.Answer = (call, _, _) => FakeService.ReturnsText(int.Parse(FakeService.Value(call, "p"), CultureInfo.InvariantCulture) is var p and < 4
            ? $"<r><row><id>{p}</id><t>2026-03-02 09:00:0{p}</t></row></r>" : "<r/>");
        await using var source = Source("call: { operation: query, parameters: { p: \"{page}\", f: \"{from}\" } }\nresult: { inside: xml }\nrecords: $.r.row\npagination: { type: page }\nkey: [id]\ncaseKey: id\ncursor: { field: t }\nstart: \"2026-01-01\"");

        var first = await PagesAsync(source, new ReadRequest("cases") { Limit = 2 });
        var rest = await PagesAsync(source, new ReadRequest("cases") { Cursor = first[^1].Cursor });

        Assert.Equal(["1", "2"], Keys(first));
        Assert.Equal(["3"], Keys(rest));
        Assert.Equal("""{"at":"2026-03-02T09:00:03+08:00"}""", rest[^1].Cursor);
    }

    [Fact]
    public async Task Discover_ListsFields()
    {
        Service.Answer = (_, _, _) => FakeService.ReturnsText(Two);
        await using var source = Source(OneString);

        Assert.Equal("text", (await source.DiscoverAsync("cases", default)).Fields["SBLSH"]);
        Assert.True((await source.CheckAsync(default)).Ok);
    }

    [Fact]
    public async Task Read_Signature_IsOfTheDeclaredParts()
    {
        Service.Answer = (_, _, _) => FakeService.Returns("");
        await using var source = Source("""
            call:
              operation: query
              parameters: { time: "{now:yyyyMMdd}", security: "{signature}" }
              signature: { algorithm: md5, message: "hub{now:yyyyMMdd}s3cret", encoding: HEX }
            key: [id]
            caseKey: id
            """);

        await PagesAsync(source);

#pragma warning disable CA5351
        var expected = Convert.ToHexString(System.Security.Cryptography.MD5.HashData(Encoding.UTF8.GetBytes($"hub{FakeService.Value(Service.Calls[0], "time")}s3cret")));
#pragma warning restore CA5351
        Assert.Equal(expected, FakeService.Value(Service.Calls[0], "security"));
    }
}
