namespace Exchange.Pipeline.Records;

/// <summary>Another run wrote the same rows first; nothing was committed and the batch is to be done again.</summary>
/// <param name="innerException">What the store said.</param>
public sealed class WriteConflictException(Exception innerException) : Exception("Another run wrote the same rows first.", innerException);
