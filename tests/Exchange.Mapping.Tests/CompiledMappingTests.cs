using System.Text;

namespace Exchange.Mapping.Tests;

public sealed class CompiledMappingTests
{
    [Fact]
    public void Map_SameRecordInAnyOrder_GivesTheSameBytesInSchemaOrder()
    {
        using var workspace = Workspace.Demo("remark: r\nappliedAt: { from: a, datetime: iso }\napplicant: { name: n, type: { from: t, code: applicant-type } }", Workspace.Codes + "applicant-type,0,person,,,\n");
        var mapping = workspace.Load();

        var one = Workspace.Text(mapping.Map(Encoding.UTF8.GetBytes($$"""{ {{Workspace.Record}},"r":"备注","a":"2026-03-02","n":"陈甲","t":"0"}""")));
        var other = Workspace.Text(mapping.Map(Encoding.UTF8.GetBytes($$"""{"t":"0","zz":[1,{"r":2}],"n":"陈甲", "r":"备注" ,"a":"2026-03-02",{{Workspace.Record}}}""")));

        Assert.Equal(one, other);
        Assert.Equal(
            """{"sourceCaseNo":"A1","item":{"code":"1234567890","name":"高龄补贴"},"applicant":{"type":"person","name":"陈甲"},"appliedAt":"2026-03-02T00:00:00+08:00","status":"accepted","remark":"备注","raw":{"applicant.type":"0","status":"1"}}""",
            one);
    }

    [Fact]
    public void Map_OnManyThreads_GivesEachItsOwn()
    {
        using var workspace = Workspace.Demo();
        var mapping = workspace.Load();

        Parallel.For(0, 2000, i =>
        {
            var text = Workspace.Text(mapping.Map(Encoding.UTF8.GetBytes($$"""{"no":"A{{i}}","itemCode":"1","itemName":"x","state":"1"}""")));
            Assert.StartsWith($"{{\"sourceCaseNo\":\"A{i}\",", text, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Map_AfterABadRecord_KeepsNothingOfIt()
    {
        using var workspace = Workspace.Demo("remark: r\nmaterials: { each: l, fields: { name: n } }");
        var mapping = workspace.Load();
        var clean = Workspace.Text(Workspace.Map(mapping));

        Workspace.Map(mapping, """ "r":"x","l":[{"n":"y"}] """);
        mapping.Map("{\"r\":\"x\",\"l\":[{\"n\":"u8.ToArray());

        Assert.Equal(clean, Workspace.Text(Workspace.Map(mapping)));
    }

    [Fact]
    public void Map_Event_IsOneItemOfTheListAndSetsTheCase()
    {
        using var workspace = new Workspace();
        workspace.Write("demo/steps.yaml", """
            from: demo/steps
            to: case/v1#event
            fields:
              key: id
              action: { from: a, code: event-action }
              case.status: { const: in-process }
            """);
        workspace.Write("demo/codes.csv", "table,raw,canonical\nevent-action,1,passed\n");
        var mapping = workspace.Load("demo/steps");

        Assert.Equal("event", mapping.Part);
        Assert.Equal(
            """{"status":"in-process","events":[{"key":"S1","action":"passed","raw":{"action":"1"}}]}""",
            Workspace.Text(mapping.Map("""{"id":"S1","a":"1"}"""u8.ToArray())));
    }

    [Fact]
    public void Map_Material_IsOneItemOfTheList()
    {
        using var workspace = new Workspace();
        workspace.Write("demo/files.yaml", "from: demo/files\nto: case/v1#material\nfields:\n  name: n\n  count: { from: c, onError: warn }\n");
        var mapping = workspace.Load("demo/files");

        Assert.Equal("""{"materials":[{"name":"a","count":2}]}""", Workspace.Text(mapping.Map("""{"n":"a","c":"2"}"""u8.ToArray())));
        Assert.Equal("""{"materials":[{"name":"a","raw":{"count":"two"}}]}""", Workspace.Text(mapping.Map("""{"n":"a","c":"two"}"""u8.ToArray())));
        Assert.Equal("{}", Workspace.Text(mapping.Map("{}"u8.ToArray())));
    }

    [Fact]
    public void Load_ZoneOfTheSystem_CountsWhereTheMappingNamesNone()
    {
        using var workspace = Workspace.Demo("appliedAt: { from: a, datetime: iso }");
        var tokyo = TimeZoneInfo.FindSystemTimeZoneById("Asia/Tokyo");

        var mapping = MappingCatalog.Load([workspace.Root], new(), system => system == "demo" ? tokyo : null).Find("demo/cases")!;

        Assert.Contains("2026-03-02T09:00:00+09:00", Workspace.Text(Workspace.Map(mapping, """ "a":"2026-03-02T09:00:00" """)), StringComparison.Ordinal);
        Assert.NotEqual(workspace.Load().Revision, mapping.Revision);
    }

    [Fact]
    public void Map_Outbound_WritesTheTargetsNamesTypesAndOrder()
    {
        using var workspace = new Workspace();
        workspace.Write("zone/out.yaml", """
            from: case/v1
            to: zone/out
            timeZone: Asia/Tokyo
            fields:
              z.id: hub.caseId
              z.version: { from: hub.version, as: text }
              A: { from: status, code: STATE }
              T: { from: appliedAt, datetime: yyyyMMddHHmmss }
              E: { from: appliedAt, datetime: epochSeconds }
              N: hub.version
              D: result.delivered
              RAW: raw.applicant.type
              C: { const: 5 }
              F: { const: true }
              M: { each: materials, where: { obtained: copy }, fields: { n: name, c: count, s: $.status } }
            """);
        workspace.Write("zone/codes.csv", "table,raw,canonical\nSTATE,20,in-process\nSTATE,20,decided\nSTATE,21,in-process\n");
        var mapping = workspace.Load("zone/out");

        var outcome = mapping.Map("""
            {"status":"in-process","appliedAt":"2026-03-02T09:00:00+08:00","result":{"delivered":false},"raw":{"applicant.type":"0"},
             "materials":[{"name":"a","obtained":"copy","count":2},{"name":"b","obtained":"form"}],"hub":{"caseId":"C1","version":3}}
            """u8.ToArray());

        Assert.True(mapping.Outbound);
        Assert.Equal("", mapping.Part);
        Assert.Equal(
            """{"z":{"id":"C1","version":"3"},"A":"20","T":"20260302100000","E":1772413200,"N":3,"D":false,"RAW":"0","C":5,"F":true,"M":[{"n":"a","c":2,"s":"in-process"}]}""",
            Workspace.Text(outcome));
    }

    [Fact]
    public void Map_CodesWithValidity_GoByTheDayOfTheCase()
    {
        using var workspace = Workspace.Demo(
            "caseType: { from: t, code: case-type }\nappliedAt: { from: a, datetime: iso }",
            Workspace.Codes + "case-type,1,promised,,,2025-12-31\ncase-type,1,immediate,,2026-01-01,\ncase-type,2,promised,,2026-01-01,\n");
        var mapping = workspace.Load();

        Assert.Contains("caseType\":\"promised", Workspace.Text(Workspace.Map(mapping, """ "t":"1","a":"2025-12-31T23:59:59" """)), StringComparison.Ordinal);
        Assert.Contains("caseType\":\"immediate", Workspace.Text(Workspace.Map(mapping, """ "t":"1","a":"2026-01-01T00:00:00" """)), StringComparison.Ordinal);
        Assert.Contains("caseType\":\"immediate", Workspace.Text(Workspace.Map(mapping, """ "t":"1" """)), StringComparison.Ordinal);
        Assert.Equal("unmapped-code", Assert.Single(Workspace.Map(mapping, """ "t":"2","a":"2025-06-01" """).Errors).Reason);
    }

    [Fact]
    public void Revision_OfTheMapping_ChangesWithWhatDecidesTheResultOnly()
    {
        using var workspace = Workspace.Demo("remark: r");
        workspace.Write("codes/other.csv", "raw,canonical\n1,x\n");
        var before = workspace.Load().Revision;

        workspace.Write("demo/cases.yaml", "# a comment\n" + Workspace.Head + "\n  remark:    r # and another\n");
        workspace.Write("demo/codes.csv", Workspace.Codes.Replace("受理", "已受理", StringComparison.Ordinal) + "unused,1,x,,,\n");
        workspace.Write("codes/other.csv", "raw,canonical\n1,y\n");
        Assert.Equal(before, workspace.Load().Revision);

        workspace.Write("demo/codes.csv", Workspace.Codes + "case-status,77,void,,,\n");
        var codes = workspace.Load().Revision;
        Assert.NotEqual(before, codes);

        workspace.Write("demo/cases.yaml", Workspace.Head + "  remark: { from: r, clean: trim }\n");
        Assert.NotEqual(codes, workspace.Load().Revision);
    }
}
