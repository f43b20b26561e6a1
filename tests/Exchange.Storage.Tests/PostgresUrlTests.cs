using Exchange.Abstractions.Failures;
using Exchange.Storage.Databases;
using Npgsql;

namespace Exchange.Storage.Tests;

public sealed class PostgresUrlTests
{
    [Theory]
    [InlineData("postgresql://hub:p%40ss%2Fword@db.example:5433/exchange?sslmode=require", "db.example", 5433, "hub", "p@ss/word", "exchange")]
    [InlineData("postgres://hub@[::1]/exchange", "::1", 5432, "hub", null, "exchange")]
    public void ToConnectionString_Url_IsTakenApart(string url, string host, int port, string user, string? password, string database)
    {
        var settings = new NpgsqlConnectionStringBuilder(PostgresUrl.ToConnectionString(url));

        Assert.Equal((host, port, user, password, database), (settings.Host!.Trim('[', ']'), settings.Port, settings.Username!, settings.Password, settings.Database!));
    }

    [Fact]
    public void ToConnectionString_OtherText_StaysAsItIs() => Assert.Equal("Host=a;Port=1", PostgresUrl.ToConnectionString("Host=a;Port=1"));

    [Theory]
    [InlineData("postgresql://hub:secret@/exchange")]
    [InlineData("postgresql://hub:secret@db/exchange?colour=red")]
    public void ToConnectionString_NoUrl_TellsSoWithoutThePassword(string url)
    {
        var failure = Assert.Throws<ExchangeException>(() => PostgresUrl.ToConnectionString(url));

        Assert.Equal(FailureKind.Configuration, failure.Kind);
        Assert.DoesNotContain("secret", failure.Message + failure.Remedy, StringComparison.Ordinal);
    }
}
