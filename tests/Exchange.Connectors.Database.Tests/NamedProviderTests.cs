using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Failures;
using Exchange.Abstractions.Sources;
using Exchange.Connectors.Database.Providers;

namespace Exchange.Connectors.Database.Tests;

/// <summary>A provider named by its assembly, loaded from a folder: MySqlConnector once more, as if it did not ship.</summary>
[Trait("Category", "Integration")]
public sealed class NamedProviderTests(MariaDb server) : IClassFixture<MariaDb>, IDisposable
{
    private readonly string _home = Directory.CreateTempSubdirectory("exchange-home-").FullName;

    private SourceLocation File => new(Path.Combine(_home, "connectors", "systems", "x", "connector.yaml"), 1, 1);

    [Fact]
    public async Task Load_ProviderInTheFolderOfTheHome_ReadsAndWritesBack()
    {
        Install();
        await server.ExecuteAsync("drop table if exists named; create table named(id varchar(20) primary key, name varchar(20), at datetime(3), flag char(1)); insert into named values ('a','王','2026-03-02 09:00:00.125','0'), ('b','李','2026-03-02 09:00:00.125','0'), ('c','张',null,'0')");
        var declaration = Connectors.Tests.Declarations.Parse("""
            settings:
              provider: { assembly: MySqlConnector, factory: MySqlConnector.MySqlConnectorFactory, dialect: mysql }
              connection: "CONNECTION"
            streams:
              - name: rows
                table: named
                key: [id]
                caseKey: id
                batch: 2
                select: { by: flag, column: flag, versionColumn: at }
            """.Replace("CONNECTION", server.Connection)) with { Location = File };
        await using var source = new DatabaseKind().CreateSource(declaration, Connectors.Tests.Declarations.Services());

        var pages = await Reads.PagesAsync(source, new ReadRequest("rows"));
        await source.AcknowledgeAsync("rows", pages.Acknowledgements(), default);

        Assert.Equal(["c", "a", "b"], pages.Keys());
        Assert.Equal("""{"id":"a","name":"王","at":"2026-03-02 09:00:00.125","flag":"0"}""", pages.Json()[1]);
        Assert.Equal("3", await server.ScalarAsync("select count(*) from named where flag = '1'"));
    }

    [Fact]
    public void Load_NotThere_NamesTheFolder()
    {
        var failure = Assert.Throws<ExchangeException>(() => DriverFolder.Load("Oracle.ManagedDataAccess", "X", File));

        Assert.Equal(FailureKind.Configuration, failure.Kind);
        Assert.Contains(Path.Combine(_home, "drivers"), failure.Remedy);
    }

    [Fact]
    public void Load_ClassThatIsNoFactory_IsToldSo()
    {
        Install();

        Assert.Contains("has no", Assert.Throws<ExchangeException>(() => DriverFolder.Load("MySqlConnector", "MySqlConnector.Nothing", File)).Message);
        Assert.Contains("no DbProviderFactory", Assert.Throws<ExchangeException>(() => DriverFolder.Load("MySqlConnector", "MySqlConnector.MySqlCommand", File)).Message);
    }

    [Theory]
    [InlineData("../evil")]
    [InlineData("/tmp/evil")]
    [InlineData("..")]
    [InlineData("a\\b")]
    public void IsName_PathsAndWaysUp_AreNone(string name) => Assert.False(DriverFolder.IsName(name));

    public void Dispose() => Directory.Delete(_home, recursive: true);

    private void Install()
    {
        Directory.CreateDirectory(Path.Combine(_home, "drivers"));
        foreach (var file in (string[])["MySqlConnector.dll"])
        {
            System.IO.File.Copy(Path.Combine(AppContext.BaseDirectory, file), Path.Combine(_home, "drivers", file), overwrite: true);
        }
    }
}
