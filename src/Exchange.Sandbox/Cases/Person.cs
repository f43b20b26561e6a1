namespace Exchange.Sandbox.Cases;

internal sealed record Person(string Name, string IdType, string IdNo, string Mobile);
