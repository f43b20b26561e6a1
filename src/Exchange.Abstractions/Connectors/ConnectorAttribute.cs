namespace Exchange.Abstractions.Connectors;

/// <summary>Announces a connector kind of an assembly; the host finds it, nothing is edited.</summary>
/// <param name="kind">The word after <c>kind:</c> in a connector file.</param>
/// <param name="type">A public or internal class with a parameterless constructor that implements <see cref="IConnectorKind"/>.</param>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
public sealed class ConnectorAttribute(string kind, Type type) : Attribute
{
    /// <summary>The word after <c>kind:</c> in a connector file.</summary>
    public string Kind { get; } = kind;

    /// <summary>The class that implements <see cref="IConnectorKind"/>.</summary>
    public Type Type { get; } = type;
}
