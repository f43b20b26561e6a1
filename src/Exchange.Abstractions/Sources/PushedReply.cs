namespace Exchange.Abstractions.Sources;

/// <summary>The answer to a pushed request.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="ContentType">The type of the body.</param>
/// <param name="Body">The body.</param>
public sealed record PushedReply(int Status, string ContentType, string Body);
