using Exchange.Abstractions.Configuration;
using Exchange.Mapping.Compilation;

namespace Exchange.Mapping.Operators;

/// <summary>Reads one key of a field, reports what is wrong with it, and builds its operator.</summary>
internal interface IFieldOperatorFactory
{
    /// <summary>The key in the file.</summary>
    string Key { get; }

    /// <summary>A key that may stand beside it and belongs to it, or <see langword="null"/>.</summary>
    string? Companion => null;

    /// <summary>When the operator applies.</summary>
    OperatorPhase Phase { get; }

    /// <summary>What the reference page says.</summary>
    OperatorReference Reference { get; }

    /// <summary>Validates and builds; <see langword="null"/> where the key is wrong, which has then been reported.</summary>
    IFieldOperator? Build(ConfigNode node, FieldScope scope);
}
