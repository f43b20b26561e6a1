namespace Exchange.Schema.Catalog;

/// <summary>The type of a field of the shared schema.</summary>
public enum SchemaType
{
    /// <summary>A text.</summary>
    Text,

    /// <summary>One of a set of canonical words.</summary>
    Code,

    /// <summary>A day: <c>2026-03-02</c>.</summary>
    Date,

    /// <summary>A moment with offset: <c>2026-03-02T09:00:00+08:00</c>.</summary>
    DateTime,

    /// <summary>A decimal number.</summary>
    Number,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>True or false.</summary>
    Flag,

    /// <summary>A group of fields.</summary>
    Group,

    /// <summary>A list of groups.</summary>
    List,

    /// <summary>The raw codes and texts of the source, by the path of their field.</summary>
    Raw,
}
