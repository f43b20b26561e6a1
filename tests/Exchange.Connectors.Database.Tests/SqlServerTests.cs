using System.Globalization;
using Exchange.Abstractions.Failures;
using Exchange.Abstractions.Sources;

namespace Exchange.Connectors.Database.Tests;

public sealed class SqlServerTests
{
    private const string Yaml = """
        settings: { provider: sqlserver, connection: "Server=127.0.0.1,1;Database=d;User ID=u;Password=s3cret;Connect Timeout=2;Encrypt=false" }
        streams:
          - { name: s, table: dbo.t, key: [id], caseKey: id }
        """;

    [Fact]
    public async Task Read_NobodyListens_IsTransient_AndWithoutLanguageDataTheRemedyIsTold()
    {
        var failure = await Assert.ThrowsAsync<ExchangeException>(() => Reads.PagesAsync(Yaml, "", new ReadRequest("s")));

        // The driver works with the system's language data only; the suite usually runs without.
        if (HasCultures())
        {
            Assert.Equal(FailureKind.Transient, failure.Kind);
            Assert.IsNotType<NotSupportedException>(failure.InnerException);
        }
        else
        {
            Assert.Contains("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=0", failure.Remedy);
        }

        Assert.DoesNotContain("s3cret", failure.ToString());
    }

    private static bool HasCultures()
    {
        try
        {
            return CultureInfo.GetCultureInfo(2052).TextInfo.ANSICodePage == 936;
        }
        catch (CultureNotFoundException)
        {
            return false;
        }
    }
}
