using System.IO.Compression;
using System.Text;
using Exchange.Abstractions.Decoding;
using Exchange.Abstractions.Failures;
using Microsoft.AspNetCore.Http;

namespace Exchange.Connectors.Rest.Tests;

/// <summary>Replies as systems really write them.</summary>
public sealed class ReplyTests
{
    private static readonly Encoding Gb = CharacterSet.Find("gb18030")!.Encoding;

    [Fact]
    public async Task Gb18030BodyLabelledUtf8_DeclaredCharsetWins_RareNamesIntact()
    {
        await using var scene = await Bytes(Gb.GetBytes("""[{"id":"1","name":"王䶮㛃𬭊𣲗·张"}]"""), "application/json; charset=utf-8");

        var pages = await scene.ReadAsync(Scene.Stream("reply: { charset: gb18030 }", "request: { path: /x }"));

        Assert.Equal("""{"id":"1","name":"王䶮㛃𬭊𣲗·张"}""", pages[0].Json[0]);
        Assert.Null(pages[0].Page.Records[0].Fault);
    }

    [Fact]
    public async Task GbkByItsLabel_NothingDeclared_IsRead()
    {
        await using var scene = await Bytes(Gb.GetBytes("""[{"id":"洛阳镇"}]"""), "application/json;charset=\"GBK\"");

        Assert.Equal(["洛阳镇"], await scene.KeysAsync(Scene.Stream("", "request: { path: /x }")));
    }

    [Theory]
    [InlineData("ISO-8859-1")]
    [InlineData("GBK")]
    public async Task Utf8WithAnotherLabel_NothingDeclared_IsReadAsUtf8(string label)
    {
        await using var scene = await Bytes("""[{"id":"洛阳镇"}]"""u8.ToArray(), $"application/json;charset={label}");

        Assert.Equal(["洛阳镇"], await scene.KeysAsync(Scene.Stream("", "request: { path: /x }")));
    }

    [Fact]
    public async Task Gb18030LabelledLatin_NothingDeclared_IsAFaultNeverGarbage()
    {
        await using var scene = await Bytes(Gb.GetBytes("""[{"id":"洛阳镇"}]"""), "application/json;charset=ISO-8859-1");

        Assert.Equal("undecodable", (await scene.ReadAsync(Scene.Stream("", "request: { path: /x }")))[0].Page.Records[0].Fault!.Reason);
    }

    [Fact]
    public async Task BytesThatAreNoCharacters_AreAFailureNeverAReplacement()
    {
        await using var scene = await Bytes([.. "[{\"id\":\""u8, 0x81, 0x22, .. "\"}]"u8], "application/json");

        var failure = await Assert.ThrowsAsync<ExchangeException>(() => scene.ReadAsync(Scene.Stream("reply: { charset: gb18030 }", "request: { path: /x }")));

        Assert.Equal(FailureKind.Data, failure.Kind);
        Assert.Contains("is no character of gb18030", failure.Message);
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    public async Task ByteOrderMark_IsNoPartOfTheReply(string charset)
    {
        var encoding = Encoding.GetEncoding(charset);
        await using var scene = await Bytes([.. encoding.GetPreamble(), .. encoding.GetBytes("""[{"id":"中"}]""")], "application/json");

        Assert.Equal(["中"], await scene.KeysAsync(Scene.Stream("", "request: { path: /x }")));
    }

    [Fact]
    public async Task Xml_RepeatedElements_AreTheRecords()
    {
        await using var scene = await Scene.StartAsync(_ => """
            <?xml version="1.0" encoding="UTF-8"?><Response><Head code="0"/><Cases><Case id="1"><名称>甲</名称></Case><Case id="2"/></Cases></Response>
            """);

        var pages = await scene.ReadAsync(Scene.Stream("reply: { format: xml }\nenvelope: { code: Response.Head.@code }", "request: { path: /x }\nrecords: $.Response.Cases.Case", "\"@id\""));

        Assert.Equal(["""{"@id":"1","名称":"甲"}""", """{"@id":"2"}"""], pages[0].Json);
    }

    [Theory]
    [InlineData("<R><Cases><Case><id>1</id></Case></Cases></R>", 1)]
    [InlineData("<R><Cases/></R>", 0)]
    [InlineData("<R><Cases></Cases></R>", 0)]
    [InlineData("<R><Cases count=\"0\"/></R>", 0)]
    public async Task Xml_SingleElementOrNone_IsAListOfOneOrNone(string xml, int count)
    {
        await using var scene = await Scene.StartAsync(_ => xml);

        Assert.Equal(count, (await scene.KeysAsync(Scene.Stream("reply: { format: xml }", "request: { path: /x }\nrecords: R.Cases.Case"))).Count);
    }

    [Fact]
    public async Task Xml_ListElsewhere_IsAFailureNotAnEmptyRead()
    {
        await using var scene = await Scene.StartAsync(_ => "<R><Data><Case><id>1</id></Case></Data></R>");

        var failure = await Assert.ThrowsAsync<ExchangeException>(() => scene.ReadAsync(Scene.Stream("reply: { format: xml }", "request: { path: /x }\nrecords: R.Cases.Case")));

        Assert.Contains("no list at 'R.Cases.Case'", failure.Message);
    }

    [Fact]
    public async Task Xml_DeclarationNamesGbk_IsReadAsSuch()
    {
        await using var scene = await Bytes(Gb.GetBytes("<?xml version='1.0' encoding='GBK'?><R><Case><id>张坂镇</id></Case></R>"), "text/xml");

        Assert.Equal(["张坂镇"], await scene.KeysAsync(Scene.Stream("reply: { format: xml }", "request: { path: /x }\nrecords: R.Case")));
    }

    [Fact]
    public async Task XmlInsideJson_IsReadInItsPlace()
    {
        await using var scene = await Scene.StartAsync(_ => """{"code":0,"data":"<?xml version=\"1.0\"?><list><row><id>1</id></row><row><id>2</id></row></list>"}""");

        Assert.Equal(["1", "2"], await scene.KeysAsync(Scene.Stream("reply: { inside: { path: $.data, format: xml } }", "request: { path: /x }\nrecords: $.data.list.row")));
    }

    [Fact]
    public async Task JsonInsideXml_IsReadInItsPlace()
    {
        await using var scene = await Scene.StartAsync(_ => """<string xmlns="http://tempuri.org/"><![CDATA[{"rows":[{"id":1}]}]]></string>""");

        Assert.Equal(["1"], await scene.KeysAsync(Scene.Stream("reply: { format: xml, inside: { path: string, format: json } }", "request: { path: /x }\nrecords: string.rows")));
    }

    [Fact]
    public async Task JsonAsTextInJson_TwoLevelsDeep_IsRead()
    {
        await using var scene = await Scene.StartAsync(_ => """{"result":"{\"body\":\"[{\\\"id\\\":\\\"中\\\"}]\"}"}""");

        Assert.Equal(["中"], await scene.KeysAsync(Scene.Stream("reply: { inside: [ { path: result }, { path: result.body } ] }", "request: { path: /x }\nrecords: result.body")));
    }

    [Theory]
    [InlineData("""{"code":0,"data":{"list":{"id":"1"}}}""", 1)]
    [InlineData("""{"code":0,"data":{"list":null}}""", 0)]
    [InlineData("""{"code":0,"data":null}""", 0)]
    [InlineData("""{"code":0,"data":{"list":""}}""", 0)]
    public async Task Json_SingleRecordOrNothing_IsAListOfOneOrNone(string json, int count)
    {
        await using var scene = await Scene.StartAsync(_ => json);

        Assert.Equal(count, (await scene.KeysAsync(Scene.Stream("envelope: { code: $.code }", "request: { path: /x }\nrecords: $.data.list"))).Count);
    }

    [Fact]
    public async Task Json_ObjectAroundTheList_IsAFailureNotARecordWithoutKey()
    {
        await using var scene = await Scene.StartAsync(_ => """{"data":{"items":[{"id":"1"}]}}""");

        Assert.Contains("no list at '$.data'", (await Assert.ThrowsAsync<ExchangeException>(() => scene.ReadAsync(Scene.Stream("", "request: { path: /x }\nrecords: $.data")))).Message);
    }

    [Fact]
    public async Task Packed_WithAndWithoutTheHeader_IsUnpacked()
    {
        var packed = Pack("""[{"id":"1"}]"""u8.ToArray());
        await using var scene = await Scene.StartAsync(async (a, c) =>
        {
            if (a.Path == "/labelled")
            {
                c.Response.Headers.ContentEncoding = "gzip";
            }

            await c.Response.Body.WriteAsync(packed);
        });

        Assert.Equal(["1"], await scene.KeysAsync(Scene.Stream("", "request: { path: /labelled }")));
        Assert.Equal(["1"], await scene.KeysAsync(Scene.Stream("", "request: { path: /bare }")));
    }

    [Fact]
    public async Task OkWithFailingCode_IsNoEmptyRead()
    {
        await using var scene = await Scene.StartAsync(_ => """{"head":{"code":"402","msg":"资源未授权"},"data":[]}""");

        var failure = await Assert.ThrowsAsync<ExchangeException>(() => scene.ReadAsync(Scene.Stream(
            "envelope: { code: $.head.code, success: [\"200\"], message: $.head.msg }", "request: { path: /x }\nrecords: $.data")));

        Assert.Contains("code 402: 资源未授权", failure.Message);
    }

    [Fact]
    public async Task RequestInGb18030_BodyAndParametersAreSo()
    {
        await using var scene = await Scene.StartAsync(_ => "[]");

        await scene.ReadAsync(Scene.Stream("", "request: { path: /x, method: POST, charset: gb18030, query: { q: 中 }, form: { n: 䶮 } }"));

        Assert.Equal("?q=%D6%D0", scene.Asked[0].QueryText);
        Assert.Equal("n=%FE%9F", scene.Asked[0].Body);
    }

    private static byte[] Pack(byte[] bytes)
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return stream.ToArray();
    }

    private static Task<Scene> Bytes(byte[] bytes, string type) => Scene.StartAsync(async (_, c) =>
    {
        c.Response.ContentType = type;
        await c.Response.Body.WriteAsync(bytes);
    });
}
