using System.Text;
using Microsoft.AspNetCore.Http;

namespace Exchange.Connectors.Rest.Tests;

/// <summary>A request as it arrived.</summary>
internal sealed record Asked(
    int Number, string Method, string Path, string QueryText, IQueryCollection Query, IReadOnlyDictionary<string, string> Headers, byte[] Bytes, string? Type)
{
    public string Body => Encoding.UTF8.GetString(Bytes);

    public string? Header(string name) => Headers.GetValueOrDefault(name);
}
