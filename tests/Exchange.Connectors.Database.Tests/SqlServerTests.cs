using Exchange.Abstractions.Failures;
using Exchange.Abstractions.Sources;
using Exchange.Connectors.Database.Providers;
using Microsoft.Data.SqlClient;

namespace Exchange.Connectors.Database.Tests;

public sealed class SqlServerTests
{
    [Fact]
    public async Task Open_NobodyListens_IsTheDriversOwnFailure()
    {
        // The driver refuses to work at all in some environments; here it must come as far as the network.
        await using var source = new SqlClientProvider().Open("Server=127.0.0.1,1;Database=d;User ID=u;Password=s3cret;Connect Timeout=2;Encrypt=false", TimeSpan.FromSeconds(1), TimeZoneInfo.Utc, readOnly: true);

        await Assert.ThrowsAsync<SqlException>(async () => await source.OpenConnectionAsync());
    }

    [Fact]
    public async Task Read_NobodyListens_IsTransientAndQuotesNoPassword()
    {
        const string Yaml = """
            settings: { provider: sqlserver, connection: "Server=127.0.0.1,1;Database=d;User ID=u;Password=s3cret;Connect Timeout=2;Encrypt=false" }
            streams:
              - { name: s, table: dbo.t, key: [id], caseKey: id }
            """;

        var failure = await Assert.ThrowsAsync<ExchangeException>(() => Reads.PagesAsync(Yaml, "", new ReadRequest("s")));

        Assert.Equal(FailureKind.Transient, failure.Kind);
        Assert.DoesNotContain("s3cret", failure.ToString());
    }
}
