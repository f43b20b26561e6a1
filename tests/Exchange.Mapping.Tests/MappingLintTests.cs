using System.Diagnostics;
using System.Text;
using Exchange.Abstractions.Failures;

namespace Exchange.Mapping.Tests;

public sealed class MappingLintTests
{
    // The fields of the demo mapping begin in line 9, two columns in.
    [Theory]
    [InlineData("aplicant.name: a", 9, 3, "Unknown field 'aplicant.name'", "Did you mean 'applicant.name'?")]
    [InlineData("remark: { form: a }", 9, 13, "unknown operator 'form'", "Did you mean 'from'?")]
    [InlineData("remark: { from: a, requird: true }", 9, 22, "unknown operator 'requird'", "Did you mean 'required'?")]
    [InlineData("remark: { from: a, required: yes }", 9, 32, "'required' is 'yes'", "Write true or false")]
    [InlineData("remark: { from: a, onError: warm }", 9, 31, "'onError' is 'warm'", "Did you mean 'warn'?")]
    [InlineData("remark: { from: a, clean: [trim, upercase] }", 9, 36, "'upercase' is no way to clean", "Known: trim")]
    [InlineData("remark: { from: a, check: idNumer }", 9, 29, "'idNumer' is no check", "Did you mean 'idNumber'?")]
    [InlineData("remark: { from: a, code: case-statsu }", 9, 28, "there is no code table 'case-statsu'", "Did you mean 'case-status'?")]
    [InlineData("remark: { clean: trim }", 9, 11, "nothing says where the value comes from", "Add 'from: path'")]
    [InlineData("remark: { from: a, const: b }", 9, 22, "exclude each other", "Keep one")]
    [InlineData("remark: { from: 'a..b' }", 9, 19, "'a..b' is not a path", "Write names joined by dots")]
    [InlineData("remark: { from: 'a[x]' }", 9, 19, "is not a path", "brackets")]
    [InlineData("remark: { from: [a] }", 9, 19, "'from' needs a single text", "Write 'from")]
    [InlineData("remark: [a]", 9, 11, "a path or a specification is expected", "Write 'remark: path'")]
    [InlineData("remark:", 9, 10, "a path or a specification is expected", "Write 'remark: path'")]
    [InlineData("appliedAt: a", 9, 3, "never guessed", "Add datetime:")]
    [InlineData("result.validTo: a", 9, 3, "never guessed", "Add date:")]
    [InlineData("appliedAt: { from: a, datetime: YYYY-MM-DD }", 9, 35, "'Y' stands for nothing", "yyyy year")]
    [InlineData("appliedAt: { from: a, datetime: epochMillis }", 9, 35, "is not a time format", "Did you mean 'epochMilliseconds'?")]
    [InlineData("appliedAt: { from: a, datetime: HH:mm }", 9, 35, "must all be there", "yyyy year")]
    [InlineData("appliedAt: { from: a, date: yyyy-MM-dd }", 9, 31, "'date' does not fit the field, which is a datetime", "Write 'datetime:'")]
    [InlineData("remark: { from: a, datetime: iso }", 9, 32, "which is a text", "Remove 'datetime'")]
    [InlineData("remark: { from: a, number: plain }", 9, 30, "which is a text", "Remove 'number'")]
    [InlineData("materials: { each: l, fields: { count: { from: n, number: groupd } } }", 9, 61, "'groupd' is no way to write a number", "Did you mean 'grouped'?")]
    [InlineData("remark: { from: a, as: text }", 9, 26, "'as' is for outbound mappings", "Remove 'as'")]
    [InlineData("caseType: { const: instant }", 9, 22, "'instant' is no canonical word of case-type", "Known: immediate")]
    [InlineData("appliedAt: { const: gestern }", 9, 23, "is not a date", "2026-03-02")]
    [InlineData("remark: { first: a }", 9, 20, "'first' needs a list", "Write first:")]
    [InlineData("remark: { first: [{ clean: trim }] }", 9, 21, "nothing says where the value comes from", "Add 'from: path'")]
    [InlineData("materials: a", 9, 3, "is a list", "each:")]
    [InlineData("materials: { each: l }", 9, 14, "'each' needs the fields of an item", "Add 'fields")]
    [InlineData("materials: { each: l, filds: { name: n } , fields: { name: n } }", 9, 25, "unknown key 'filds'", "Did you mean 'fields'?")]
    [InlineData("materials: { each: l, fields: { nam: n } }", 9, 35, "Unknown field 'nam'", "Did you mean 'name'?")]
    [InlineData("materials.name: a", 9, 3, "belongs to the items of a list", "each:")]
    [InlineData("remark: { each: l, fields: { name: n } }", 9, 3, "is not a list", "Use 'from'")]
    [InlineData("applicant: a", 9, 3, "is a group", "applicant.type")]
    [InlineData("raw: a", 9, 3, "is filled by the hub", "Remove it")]
    [InlineData("item: { name: a }", 9, 11, "'item.name' is mapped twice", "Remove one")]
    [InlineData("applicant.idNo: { from: a, check: document }", 9, 37, "'document' needs applicant.idType", "Map applicant.idType")]
    [InlineData("remark: { from: a, check: document }", 9, 29, "checks the number of a document", "idNumber")]
    [InlineData("item.localCode: { from: a, onError: warn }", 9, 30, "not possible for a required field, nor for status and item", "Remove it")]
    [InlineData("remark: { concat: a }", 9, 21, "'concat' needs a list", "Write concat:")]
    [InlineData("remark: { concat: [a], wiht: x }", 9, 26, "unknown operator 'wiht'", "Did you mean 'with'?")]
    [InlineData("remark: { from: a, with: x }", 9, 22, "'with' belongs to 'concat'", "Add 'concat'")]
    [InlineData("remark: { from: a, split: ',' }", 9, 29, "'split' needs to know which piece", "Write split:")]
    [InlineData("remark: { from: a, split: { by: ',' } }", 9, 29, "does not say which piece", "take: 0")]
    [InlineData("remark: { from: a, split: { by: ',', tkae: 0, take: 0 } }", 9, 40, "unknown key 'tkae'", "Did you mean 'take'?")]
    [InlineData("remark: { from: a, pattern: { match: '(' } }", 9, 40, "'(' is not a regular expression", "brackets")]
    [InlineData("remark: { from: a, pattern: { match: '(a)', take: 2 } }", 9, 53, "the expression has no group '2'", "Known: 0, 1")]
    [InlineData("remark: { when: [{ if: { k: '1' } }] }", 9, 20, "does not say what to take", "Add then:")]
    [InlineData("remark: { when: [{ then: a }] }", 9, 20, "has no condition", "'otherwise'")]
    [InlineData("remark: { when: [{ if: { k: { nto: 1 } }, then: a }] }", 9, 31, "a condition is a value", "not: null")]
    [InlineData("remark: { otherwise: a }", 9, 13, "'otherwise' belongs to 'when'", "Add 'when'")]
    [InlineData("item.localCode: { when: [{ if: { k: '1' }, then: k }], otherwise: { const: x } }", 9, 69, "never filled by default", "Remove the constant")]
    [InlineData("appliedAt: { first: [a, { from: b, datetime: iso }] }", 9, 24, "never guessed", "Add datetime:")]
    [InlineData("remark: { lookup: { in: l, take: n } }", 9, 21, "does not say which item", "Add where:")]
    [InlineData("remark: { lookup: { in: l, where: { id: key } } }", 9, 21, "'take' is missing", "Add 'take:'")]
    [InlineData("appliedAt: { from: a, datetime: excelserial }", 9, 35, "is not a time format", "Did you mean 'excelSerial'?")]
    [InlineData("fees: { each: l, fields: { amount: { from: a, number: { times: -1 } } } }", 9, 66, "'times' is '-1'", "above 0")]
    [InlineData("materials: { each: l, split: { by: ',' }, fields: { name: . } }", 9, 32, "'split' beside 'each'", "'.' is the piece")]
    [InlineData("remark: { from: a, required: true, onError: warn }", 9, 38, "not possible for a required field", "Remove it")]
    public void Run_WrongField_TellsPlaceWhatAndRemedy(string field, int line, int column, string message, string remedy)
    {
        using var workspace = Workspace.Demo(field);

        var problem = workspace.OnlyProblem();

        Assert.EndsWith("demo/cases.yaml", problem.Location.File, StringComparison.Ordinal);
        Assert.Equal((line, column), (problem.Location.Line, problem.Location.Column));
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
        Assert.Contains(remedy, problem.Remedy, StringComparison.Ordinal);
        Assert.Null(MappingCatalog.Load([workspace.Root], new()).Find("demo/cases"));
    }

    [Theory]
    [InlineData("from: demo/cases", "form: demo/cases", "'from' is missing", "unknown key 'form'")]
    [InlineData("from: demo/cases", "from: other/cases", "does not name the system of its folder")]
    [InlineData("to: case/v1", "to: case/v2", "is no schema")]
    [InlineData("to: case/v1", "to: case/v1#evnt", "'evnt' is no part of a case")]
    [InlineData("nulls: [\"\", \"无\"]", "nulls: \"\"", "'nulls' is not a list")]
    [InlineData("nulls: [\"\", \"无\"]", "timeZone: Asia/Quanzhou", "there is no time zone")]
    [InlineData("  item.code: itemCode", "", "the required field 'item.code' is not mapped")]
    [InlineData("  status: { from: state, code: case-status }", "", "the required field 'status' is not mapped")]
    [InlineData("state, code: case-status }", "state, code: case-status, onError: warn }", "not possible for a required field")]
    [InlineData("{ from: state, code: case-status }", "{ first: [{ from: state, code: case-status }, { const: accepted }] }", "never filled by default")]
    public void Run_WrongHead_TellsWhat(string from, string to, params string[] messages)
    {
        using var workspace = new Workspace();
        workspace.Write("demo/cases.yaml", Workspace.Head.Replace(from, to, StringComparison.Ordinal));
        workspace.Write("demo/codes.csv", Workspace.Codes);

        var problems = workspace.Lint();

        foreach (var message in messages)
        {
            Assert.Contains(problems, p => p.Message.Contains(message, StringComparison.Ordinal) && p.Location.Line > 0);
        }
    }

    [Fact]
    public void Run_SeveralMistakes_TellsAllAtOnce()
    {
        using var workspace = Workspace.Demo("remark: { from: a, clen: trim }\nappliedAt: b\nstats: c", "table,raw,canonical\ncase-status,1,akzeptiert\n");

        Assert.Equal(4, workspace.Lint().Count);
    }

    [Theory]
    [InlineData("table,raw,canoncal\n", 1, "Unknown column 'canoncal'")]
    [InlineData("raw,canonical\n1,accepted\n", 1, "The column 'table' is missing")]
    [InlineData("table,raw,canonical,label,from,to\ncase-status,1,acceptd,,,\n", 2, "'acceptd' is no canonical word of case-status")]
    [InlineData("table,raw,canonical,label,from,to\ncase-status,1,accepted,,,\ncase-status,1,done,,,\n", 3, "also stands in line 2")]
    [InlineData("table,raw,canonical,label,from,to\ncase-status,1,accepted,,,2026-01-31\ncase-status,1,done,,2026-01-31,\n", 3, "also stands in line 2")]
    [InlineData("table,raw,canonical,label,from,to\ncase-status,1,accepted,,2026/1/1,\n", 2, "is not a date")]
    [InlineData("table,raw,canonical,label,from,to\ncase-status,1,accepted,,2026-02-01,2026-01-01\n", 2, "ends before it begins")]
    [InlineData("table,raw,canonical,label,from,to\n\ncase-status,,accepted,,,\n", 3, "The cell 'raw' is empty")]
    [InlineData("table,raw,canonical,label,from,to\ncase-status,1,,,,\n", 2, "The cell 'canonical' is empty")]
    [InlineData("table,raw,canonical,label,from,to\ncase-status,1,accepted,\"a\nb\",,\ncase-status,2,x,,,\n", 4, "'x' is no canonical word")]
    [InlineData("table,raw,canonical,label,from,to\ncase-status,1,accepted,a,b,,,c\n", 2, "has 8 cells")]
    [InlineData("table,raw,canonical\ncase-status,\"1,accepted\n", 2, "never ends")]
    public void Run_WrongCodeTable_TellsFileAndLine(string codes, int line, string message)
    {
        using var workspace = Workspace.Demo("", codes);

        var problem = workspace.Lint()[0];

        Assert.EndsWith("demo/codes.csv", problem.Location.File, StringComparison.Ordinal);
        Assert.Equal(line, problem.Location.Line);
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
        Assert.Null(MappingCatalog.Load([workspace.Root], new()).Find("demo/cases"));
    }

    [Fact]
    public void Run_CodeTableInGbk_SaysHowToSaveIt()
    {
        using var workspace = Workspace.Demo();
        workspace.Write("demo/codes.csv", [.. Encoding.ASCII.GetBytes("table,raw,canonical,label\ncase-status,1,accepted,"), 0xC2, 0xE5, 0x0A]);

        Assert.Contains(workspace.Lint(), p => p.Message.Contains("not UTF-8", StringComparison.Ordinal) && p.Remedy.Contains("CSV UTF-8", StringComparison.Ordinal));
    }

    [Fact]
    public void Run_CodeTableWithMarkQuotesAndCarriageReturns_IsRead()
    {
        using var workspace = Workspace.Demo("", "\uFEFFtable,raw,canonical,label\r\ncase-status,\"1\",accepted,\"受理, \"\"ok\"\"\"\r\ncase-status,\"a,b\",done,\r\n");

        Assert.Empty(workspace.Lint());
        Assert.True(Workspace.Map(workspace.Load()).Ok);
        Assert.True(workspace.Load().Map("""{"no":"A","itemCode":"1","itemName":"x","state":"a,b"}"""u8.ToArray()).Ok);
    }

    [Fact]
    public void Run_SharedTable_StandsInForTheSystemsOwn()
    {
        using var workspace = Workspace.Demo("caseType: { from: t, code: kinds }");
        workspace.Write("codes/kinds.csv", "raw,canonical\n1,immediate\n");

        Assert.Contains("immediate", Workspace.Text(Workspace.Map(workspace.Load(), """ "t":"1" """)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("A: { from: stats }", "'stats' is no field of case/v1", "Did you mean 'status'?")]
    [InlineData("A: hub.caseid", "'hub.caseid' is not told by the hub", "hub.caseId")]
    [InlineData("A: applicant", "is a group", "Name a field in it")]
    [InlineData("A: { each: status, fields: { b: name } }", "is a code", "A list is needed here")]
    [InlineData("A: { each: events, fields: { b: nam } }", "'events.nam' is no field", "Did you mean 'events.name'?")]
    [InlineData("A: { from: appliedAt, datetime: [iso, yyyyMMdd] }", "written in one format", "Keep one")]
    [InlineData("A: { from: status, as: string }", "'string' is no type", "Known: text")]
    [InlineData("A: status\n  A.b: caseType", "is mapped twice", "Remove one")]
    [InlineData("A..b: status", "is not a name", "single dots")]
    public void Run_WrongOutboundField_TellsWhat(string field, string message, string remedy)
    {
        using var workspace = new Workspace();
        workspace.Write("zone/out.yaml", $"from: case/v1\nto: zone/out\nfields:\n  {field}\n");

        var problem = workspace.OnlyProblem();

        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
        Assert.Contains(remedy, problem.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_WrongTestsFile_TellsAll()
    {
        using var workspace = Workspace.Demo();
        workspace.Write("demo/cases.tests.yaml", """
            tests:
              - nam: a
                input: { no: "1" }
                expect: { status: accepted }
              - name: b
                input: { no: "1" }
                errors: [ { field: status, reason: unmaped-code } ]
              - name: c
                expect: { status: accepted }
              - name: d
                input: { no: "1" }
            """);

        var messages = workspace.Lint().Select(p => $"{p.Location.Line}: {p.Message} {p.Remedy}").ToList();

        Assert.Contains(messages, m => m.StartsWith("2: ", StringComparison.Ordinal) && m.Contains("unknown key 'nam'", StringComparison.Ordinal));
        Assert.Contains(messages, m => m.StartsWith("7: ", StringComparison.Ordinal) && m.Contains("Did you mean 'unmapped-code'?", StringComparison.Ordinal));
        Assert.Contains(messages, m => m.Contains("'input' is missing", StringComparison.Ordinal));
        Assert.Contains(messages, m => m.Contains("nothing is expected", StringComparison.Ordinal));
    }

    [Fact]
    public void Run_ByIdSystemFileOrFolder_ChoosesTheSame()
    {
        using var workspace = Workspace.Demo();
        var file = Path.Combine(workspace.Root, "mappings", "demo", "cases.yaml");
        workspace.Write("other/x.yaml", "not: a mapping\n");

        foreach (var name in new[] { "demo/cases", "demo", file, Path.GetDirectoryName(file)!, "mappings/demo/cases.yaml" })
        {
            var (files, problems) = MappingLint.Run([workspace.Root], [name]);
            Assert.Empty(problems.Items);
            Assert.Contains(files, f => f.EndsWith("demo/cases.yaml", StringComparison.Ordinal));
            Assert.DoesNotContain(files, f => f.EndsWith("x.yaml", StringComparison.Ordinal));
        }

        var failure = Assert.Throws<ExchangeException>(() => MappingLint.Run([workspace.Root], ["demo/case"]));
        Assert.Equal("Did you mean 'demo/cases'?", failure.Remedy);
    }

    [Fact]
    public void Run_All_AlsoReadsWhatNoMappingNames()
    {
        using var workspace = Workspace.Demo();
        workspace.Write("codes/unused.csv", "raw,canonical\n1\n");
        workspace.Write("demo/other.tests.yaml", "tests: []\n");

        var problems = workspace.Lint();

        Assert.Contains(problems, p => p.Location.File.EndsWith("unused.csv", StringComparison.Ordinal) && p.Location.Line == 2);
        Assert.Contains(problems, p => p.Message.Contains("no mapping 'demo/other'", StringComparison.Ordinal));
    }

    [Fact]
    public void Run_TwoRoots_TheFirstWinsAndSharedTablesStayAvailable()
    {
        using var home = new Workspace();
        using var shipped = Workspace.Demo("caseType: { from: t, code: kinds }");
        shipped.Write("codes/kinds.csv", "raw,canonical\n1,immediate\n");
        home.Write("demo/cases.yaml", Workspace.Head + "  remark: { const: home }\n  caseType: { from: t, code: kinds }\n");

        var mapping = MappingCatalog.Load([home.Root, shipped.Root], new()).Find("demo/cases");

        Assert.NotNull(mapping);
        Assert.Contains("\"remark\":\"home\"", Workspace.Text(Workspace.Map(mapping, """ "t":"1" """)), StringComparison.Ordinal);
    }

    [Fact]
    public void Run_OneMapping_IsQuick()
    {
        var clock = Stopwatch.StartNew();

        MappingLint.Run([Workspace.Repository], ["provincial-hall/cases"]);

        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(2), $"{clock.Elapsed}");
    }
}
