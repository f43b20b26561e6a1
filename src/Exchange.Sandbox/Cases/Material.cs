namespace Exchange.Sandbox.Cases;

/// <summary>A material; Way is the source's word (upload, paper, license, form, noneed).</summary>
internal sealed record Material(string Name, string Code, string Way);
