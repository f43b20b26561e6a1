namespace Exchange.Connectors.Soap.Tests;

internal sealed record Reply(int Status, string ContentType, byte[] Body);
