namespace Exchange.Testing.Tests.Models;

internal sealed record ModelRow(string Key, DateTimeOffset Updated)
{
    public bool Done { get; set; }

    public int Acknowledged { get; set; }
}
