namespace Exchange.Schema.Catalog;

/// <summary>Marks a field without which the head of a case (part <c>case</c>) is not accepted.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class RequiredInCaseAttribute : Attribute;
