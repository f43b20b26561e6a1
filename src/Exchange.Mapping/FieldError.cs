namespace Exchange.Mapping;

/// <summary>Something wrong with one field of a record.</summary>
/// <param name="Field">The canonical path, without list positions: <c>materials.obtained</c>. For an outbound mapping the target's own name.</param>
/// <param name="SourcePath">The path in the source record, with list positions; <see langword="null"/> where there is none.</param>
/// <param name="Reason">One of <see cref="FieldReasons"/>.</param>
/// <param name="Value">What came, for coded fields only and at most 64 characters; otherwise <see langword="null"/>.</param>
/// <param name="Message">What is wrong, without the contents.</param>
public sealed record FieldError(string Field, string? SourcePath, string Reason, string? Value, string Message);
