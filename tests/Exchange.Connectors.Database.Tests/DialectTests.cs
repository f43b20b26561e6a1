using System.Data.Common;
using Exchange.Abstractions.Configuration;
using Exchange.Connectors.Database.Dialects;
using Exchange.Connectors.Database.Providers;
using Exchange.Connectors.Database.Reading;
using Exchange.Connectors.Database.Writing;
using Exchange.Connectors.Tests;

namespace Exchange.Connectors.Database.Tests;

/// <summary>The texts of statements in the dialects that have no server here, and beside them those that have one.</summary>
public sealed class DialectTests
{
    private static readonly Dictionary<string, ColumnType> Types = new()
    {
        ["UNID"] = new("varchar", ValueKind.Text) { Cast = "\"varchar\"" },
        ["TYPE"] = new("int", ValueKind.Integer) { Cast = "\"int4\"" },
        ["CREATETIME"] = new("datetime", ValueKind.DateTime) { Cast = "\"timestamp\"" },
        ["CONTENT"] = new("blob", ValueKind.Bytes) { Cast = "\"bytea\"" },
        ["FLAG"] = new("char", ValueKind.Text) { Cast = "\"bpchar\"" },
        ["VER"] = new("int", ValueKind.Integer) { Cast = "\"int4\"" },
    };

    [Theory]
    [InlineData("postgresql", """select t.*, t."CREATETIME"::text "kept_0", t."UNID"::text "kept_1" from "BUS"."PROVINCEINFO" t where t."TYPE" in ($1::"int4", $2::"int4") and t."CREATETIME" >= $3::"timestamp" and t."CREATETIME" <= $4::"timestamp" and (t."CREATETIME", t."UNID") > ($5::"timestamp", $6::"varchar") order by t."CREATETIME", t."UNID" limit 100""")]
    [InlineData("kingbase", """select t.*, t."CREATETIME" "kept_0", t."UNID" "kept_1" from "BUS"."PROVINCEINFO" t where t."TYPE" in (@p1, @p2) and t."CREATETIME" >= @p3 and t."CREATETIME" <= @p4 and (t."CREATETIME", t."UNID") > (@p5, @p6) order by t."CREATETIME", t."UNID" limit 100""")]
    [InlineData("mysql", """select t.*, t.`CREATETIME` `kept_0`, t.`UNID` `kept_1` from `BUS`.`PROVINCEINFO` t where t.`TYPE` in (@p1, @p2) and t.`CREATETIME` >= @p3 and t.`CREATETIME` <= @p4 and (t.`CREATETIME` >= @p8 and ((t.`CREATETIME` > @p5) or (t.`CREATETIME` = @p6 and t.`UNID` > @p7))) order by t.`CREATETIME`, t.`UNID` limit 100""")]
    [InlineData("sqlserver", """select top (100) t.*, t.[CREATETIME] [kept_0], t.[UNID] [kept_1] from [BUS].[PROVINCEINFO] t where t.[TYPE] in (@p1, @p2) and t.[CREATETIME] >= @p3 and t.[CREATETIME] <= @p4 and (t.[CREATETIME] >= @p8 and ((t.[CREATETIME] > @p5) or (t.[CREATETIME] = @p6 and t.[UNID] > @p7))) order by t.[CREATETIME], t.[UNID]""")]
    [InlineData("oracle", """select t.*, t."CREATETIME" "kept_0", t."UNID" "kept_1" from "BUS"."PROVINCEINFO" t where t."TYPE" in (:p1, :p2) and t."CREATETIME" >= :p3 and t."CREATETIME" <= :p4 and (t."CREATETIME" >= :p8 and ((t."CREATETIME" > :p5) or (t."CREATETIME" = :p6 and t."UNID" > :p7))) order by t."CREATETIME", t."UNID" fetch first 100 rows only""")]
    [InlineData("oracle11", """select * from (select t.*, t."CREATETIME" "kept_0", t."UNID" "kept_1" from "BUS"."PROVINCEINFO" t where t."TYPE" in (:p1, :p2) and t."CREATETIME" >= :p3 and t."CREATETIME" <= :p4 and (t."CREATETIME" >= :p8 and ((t."CREATETIME" > :p5) or (t."CREATETIME" = :p6 and t."UNID" > :p7))) order by t."CREATETIME", t."UNID") where rownum <= 100""")]
    [InlineData("dameng", """select t.*, t."CREATETIME" "kept_0", t."UNID" "kept_1" from "BUS"."PROVINCEINFO" t where t."TYPE" in (:p1, :p2) and t."CREATETIME" >= :p3 and t."CREATETIME" <= :p4 and (t."CREATETIME" >= :p8 and ((t."CREATETIME" > :p5) or (t."CREATETIME" = :p6 and t."UNID" > :p7))) order by t."CREATETIME", t."UNID" limit 100""")]
    public void Page_ByTimeAfterAPosition_IsWrittenAsTheDialectDoes(string dialect, string expected)
    {
        var stream = Stream("select: { by: watermark, column: CREATETIME }\n    where: { TYPE: [10, 20] }");
        var page = new PageSelection
        {
            Stream = stream,
            Types = new StreamTypes(Types),
            From = "2026-03-02 09:00:00.000000+08:00",
            To = "2026-03-03 09:00:00.000000+08:00",
            After = ["2026-03-02 10:00:00.0000000", "U1"],
            Limit = 100,
        };

        var statement = new ReadStatements(Client(dialect)).Page(page);

        Assert.Equal(expected, statement.Sql);
        Assert.DoesNotContain("2026", statement.Sql);
        Assert.DoesNotContain("U1", statement.Sql);
    }

    [Theory]
    [InlineData("oracle", """select t.*, t."CREATETIME" "kept_0", t."UNID" "kept_1" from "PROVINCEINFO" t where not exists (select 1 from "PROVINCEINFOSYNC" r where r."UNID" = t."UNID") order by t."CREATETIME" nulls first, t."UNID" nulls first fetch first 100 rows only""", """insert into "PROVINCEINFOSYNC" ("UNID", "TYPE", "CREATETIME") select t."UNID", :p1, localtimestamp from "PROVINCEINFO" t where (("UNID" = ...""")]
    [InlineData("sqlserver", """select top (100) t.*, t.[CREATETIME] [kept_0], t.[UNID] [kept_1] from [PROVINCEINFO] t where not exists (select 1 from [PROVINCEINFOSYNC] r where r.[UNID] = t.[UNID]) order by t.[CREATETIME], t.[UNID]""", """insert into [PROVINCEINFOSYNC] ([UNID], [TYPE], [CREATETIME]) select t.[UNID], @p1, sysdatetime() from [PROVINCEINFO] t where (...""")]
    [InlineData("dameng", """select t.*, t."CREATETIME" "kept_0", t."UNID" "kept_1" from "PROVINCEINFO" t where not exists (select 1 from "PROVINCEINFOSYNC" r where r."UNID" = t."UNID") order by t."CREATETIME" nulls first, t."UNID" nulls first limit 100""", """insert into "PROVINCEINFOSYNC" ("UNID", "TYPE", "CREATETIME") select t."UNID", :p1, localtimestamp from "PROVINCEINFO" t where (...""")]
    public void Receipt_AntiJoinAndInsert_AreWrittenAsTheDialectDoes(string dialect, string page, string insert)
    {
        var stream = Stream("select: { by: receipt, table: PROVINCEINFOSYNC, columns: { UNID: \"{UNID}\", TYPE: \"1\", CREATETIME: \"{now}\" }, orderBy: CREATETIME, versionColumn: CREATETIME }", "PROVINCEINFO");
        var types = new StreamTypes(Types) { Receipt = Types };
        var client = Client(dialect);
        var reading = new ReadStatements(client);

        var read = reading.Page(new PageSelection { Stream = stream, Types = types, PendingOnly = true, Limit = 100 });
        var taken = new AcknowledgeStatements(client, reading).Taken(stream, types, [new RowAcknowledgement(["CREATETIME", "UNID"], ["2026-03-02 10:00:00.0000000", "U1"])]);

        Assert.Equal(page, read.Sql);
        Assert.StartsWith(insert[..insert.IndexOf(" where (", StringComparison.Ordinal)], taken.Sql);
        Assert.EndsWith("r." + client.Dialect.Quote("UNID") + " = t." + client.Dialect.Quote("UNID") + ")", taken.Sql);
        Assert.DoesNotContain("U1", taken.Sql);
    }

    [Theory]
    [InlineData("postgresql", """update "PROVINCEINFO" t set "FLAG" = $1::"bpchar" from (values ($2::"varchar", $3::"timestamp")) u(c0, c1) where t."UNID" = u.c0 and t."CREATETIME" is not distinct from u.c1 and t."FLAG" = $4::"bpchar" """)]
    [InlineData("oracle", """update "PROVINCEINFO" set "FLAG" = :p1 where (("UNID" = :p2 and "CREATETIME" = :p3)) and "FLAG" = :p4""")]
    [InlineData("kingbase", """update "PROVINCEINFO" set "FLAG" = @p1 where (("UNID" = @p2 and "CREATETIME" = @p3)) and "FLAG" = @p4""")]
    [InlineData("sqlserver", """update [PROVINCEINFO] set [FLAG] = @p1 where (([UNID] = @p2 and [CREATETIME] = @p3)) and [FLAG] = @p4""")]
    public void Flag_WriteBack_IsConditionalOnTheVersion(string dialect, string expected)
    {
        var stream = Stream("select: { by: flag, column: FLAG, versionColumn: CREATETIME }", "PROVINCEINFO");
        var client = Client(dialect);

        var statement = new AcknowledgeStatements(client, new ReadStatements(client))
            .Taken(stream, new StreamTypes(Types), [new RowAcknowledgement(["CREATETIME", "UNID"], ["2026-03-02 10:00:00.0000000", "U1"])]);

        Assert.Equal(expected.TrimEnd(), statement.Sql);
    }

    [Theory]
    [InlineData("oracle", """update "T" set "TYPE" = :p1, "VER" = :p2, "CREATETIME" = localtimestamp where "UNID" = :p3 and ("VER" is null or "VER" < :p4)""", """insert into "T" ("UNID", "TYPE", "VER", "CREATETIME") select :p1, :p2, :p3, localtimestamp from dual where not exists (select 1 from "T" r where r."UNID" = :p4)""")]
    [InlineData("dameng", """update "T" set "TYPE" = :p1, "VER" = :p2, "CREATETIME" = localtimestamp where "UNID" = :p3 and ("VER" is null or "VER" < :p4)""", """insert into "T" ("UNID", "TYPE", "VER", "CREATETIME") select :p1, :p2, :p3, localtimestamp from dual where not exists (select 1 from "T" r where r."UNID" = :p4)""")]
    [InlineData("sqlserver", """update [T] set [TYPE] = @p1, [VER] = @p2, [CREATETIME] = sysdatetime() where [UNID] = @p3 and ([VER] is null or [VER] < @p4)""", """insert into [T] ([UNID], [TYPE], [VER], [CREATETIME]) select @p1, @p2, @p3, sysdatetime() where not exists (select 1 from [T] r where r.[UNID] = @p4)""")]
    [InlineData("mysql", """update `T` set `TYPE` = @p1, `VER` = @p2, `CREATETIME` = now(6) where `UNID` = @p3 and (`VER` is null or `VER` < @p4)""", """insert into `T` (`UNID`, `TYPE`, `VER`, `CREATETIME`) select @p1, @p2, @p3, now(6) from dual where not exists (select 1 from `T` r where r.`UNID` = @p4)""")]
    [InlineData("kingbase", """update "T" set "TYPE" = @p1, "VER" = @p2, "CREATETIME" = localtimestamp where "UNID" = @p3 and ("VER" is null or "VER" < @p4)""", """insert into "T" ("UNID", "TYPE", "VER", "CREATETIME") select @p1, @p2, @p3, localtimestamp where not exists (select 1 from "T" r where r."UNID" = @p4)""")]
    public void Write_UpdateAndInsertOnce_AreWrittenAsTheDialectDoes(string dialect, string update, string insert)
    {
        var problems = new ProblemList();
        var sink = DatabaseSink.Read(Declarations.Parse("settings: {}\nstreams: []\nsink: { table: T, key: [UNID], set: { VER: \"{version}\", CREATETIME: \"{now}\" } }").Sink!, problems);
        Assert.Empty(problems.Items);
        var row = new SinkRow(sink.Root, new Dictionary<string, string?> { ["UNID"] = "U1", ["TYPE"] = "10", ["VER"] = "3" });
        var statements = new WriteStatements(Client(dialect), sink);

        Assert.Equal(update, statements.Update(row, Types, "U")!.Sql);
        Assert.Equal(insert, statements.InsertOnce(row, Types, "I").Sql);
    }

    [Theory]
    [InlineData("postgresql", "a\"b", "\"a\"\"b\"")]
    [InlineData("mysql", "a`b", "`a``b`")]
    [InlineData("sqlserver", "a]b", "[a]]b]")]
    [InlineData("oracle", "a\"b", "\"a\"\"b\"")]
    [InlineData("dameng", "列", "\"列\"")]
    public void Quote_NamesThatHoldTheQuoteItself_CannotStepOutOfIt(string dialect, string name, string expected) =>
        Assert.Equal(expected, DialectNames.Find(dialect).Quote(name));

    [Theory]
    [InlineData("mysql", "cast(t.`UNID` as binary) `UNID`")]
    [InlineData("oracle", "utl_raw.cast_to_raw(t.\"UNID\") \"UNID\"")]
    [InlineData("sqlserver", "cast(t.[UNID] as varbinary(max)) [UNID]")]
    public void Page_ColumnWithADeclaredCharacterSet_IsReadAsBytes(string dialect, string expected)
    {
        var stream = Stream("columns: { UNID: { charset: gb18030 } }");

        var statement = new ReadStatements(Client(dialect)).Page(new PageSelection { Stream = stream, Types = new StreamTypes(Types), Limit = 10 });

        Assert.Contains(expected, statement.Sql);
    }

    [Fact]
    public void Page_RowVersionOfSqlServer_StopsBeforeTransactionsStillOpen()
    {
        var stream = Stream("select: { by: version, column: VER }");
        var types = new Dictionary<string, ColumnType>(Types) { ["VER"] = new("rowversion", ValueKind.Bytes) };

        var statement = new ReadStatements(Client("sqlserver")).Page(new PageSelection { Stream = stream, Types = new StreamTypes(types), AfterVersion = "00000000000007D1", Limit = 10 });

        Assert.Contains("t.[VER] > @p1 and t.[VER] < min_active_rowversion()", statement.Sql);
        Assert.Equal(Convert.FromHexString("00000000000007D1"), statement.Parameters[0].Value);
    }

    [Theory]
    [InlineData("oracle", "942", "NoTable")]
    [InlineData("oracle", "12899", "Value")]
    [InlineData("oracle", "1", "Duplicate")]
    [InlineData("oracle", "12541", "Unreachable")]
    [InlineData("dameng", "-6602", "Duplicate")]
    [InlineData("dameng", "-2501", "Login")]
    [InlineData("sqlserver", "2627", "Duplicate")]
    [InlineData("sqlserver", "1205", "Conflict")]
    [InlineData("kingbase", "42P01", "NoTable")]
    public void Fault_CodesOfTheDialect_HaveTheirMeaning(string dialect, string code, string expected) =>
        Assert.Equal(expected, new NamedProvider(dialect, () => throw new InvalidOperationException()).Kind(code).ToString());

    private static DatabaseStream Stream(string options, string table = "BUS.PROVINCEINFO")
    {
        var declaration = Declarations.Parse($"settings: {{}}\nstreams:\n  - name: s\n    key: [UNID]\n    caseKey: UNID\n    table: {table}\n    {options}\n");
        var problems = new ProblemList();
        var stream = StreamOptions.Read(declaration.Streams[0], declaration, problems);
        Assert.Empty(problems.Items);
        return stream;
    }

    private static DatabaseClient Client(string dialect) => new(
        Declarations.Parse("settings: {}\nstreams: []"),
        new DatabaseSettings { Dialect = DialectNames.Find(dialect), Provider = new NoProvider(), Connection = "", Timeout = TimeSpan.FromSeconds(1) },
        Declarations.Services());

    private sealed class NoProvider : Provider
    {
        public override DbDataSource Open(string connection, TimeSpan timeout, TimeZoneInfo zone, bool readOnly) => null!;

        public override DatabaseFault Fault(Exception exception) => new(FaultKind.Unreachable, "");
    }
}
