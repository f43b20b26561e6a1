namespace Exchange.Schema.Catalog;

/// <summary>Marks a field as personal data: sealed at rest, masked in views, absent from logs.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PersonalAttribute : Attribute;
