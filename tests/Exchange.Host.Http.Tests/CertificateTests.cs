using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Exchange.Abstractions.Failures;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace Exchange.Host.Http.Tests;

/// <summary>Servers whose certificates cannot be accepted: the failure says why and what to do.</summary>
public sealed class CertificateTests
{
    [Fact]
    public async Task ExpiredCertificate_SaysSoWithItsDates()
    {
        var failure = await FailureAsync("CN=localhost", "localhost", -400, -30);

        Assert.Contains("out of its time", failure.Message);
        Assert.Contains("renew it", failure.Remedy);
    }

    [Fact]
    public async Task UnknownIssuer_NamesItAndWhereToPutIt()
    {
        var failure = await FailureAsync("CN=Zone Root", "localhost", -1, 100);

        Assert.Contains("does not know its issuer 'Zone Root'", failure.Message);
        Assert.Contains("trust store", failure.Remedy);
        Assert.DoesNotContain("out of its time", failure.Message);
        Assert.DoesNotContain("another name", failure.Message);
    }

    [Fact]
    public async Task OtherName_NamesIt()
    {
        var failure = await FailureAsync("CN=x", "other.example", -1, 100);

        Assert.Contains("is for 'other.example'", failure.Message);
        Assert.Contains("Write the host in the address", failure.Remedy);
    }

    private static async Task<ExchangeException> FailureAsync(string subject, string name, int from, int to)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(from), now.AddDays(to));
        using var usable = X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pfx), null);
        var requests = 0;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0, o => o.UseHttps(usable)));
        await using var application = builder.Build();
        application.Run(_ =>
        {
            requests++;
            return Task.CompletedTask;
        });
        await application.StartAsync();
        var budget = new FreeBudget();
        using var source = new ResilientHttpClientSource("hall", TimeZoneInfo.Utc, budget, new ResilienceOptions(), TimeProvider.System);
        using var client = source.Create(new Uri($"https://localhost:{new Uri(application.Urls.Single()).Port}/"));

        var failure = await Assert.ThrowsAsync<ExchangeException>(() => client.GetAsync("x"));

        Assert.Equal(FailureKind.Configuration, failure.Kind);
        Assert.Equal(0, requests);
        Assert.Equal(1, budget.Taken);
        Assert.Contains("'hall' at localhost", failure.Message);
        return failure;
    }
}
