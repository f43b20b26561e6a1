using Exchange.Mapping.Values;

namespace Exchange.Mapping.Operators;

/// <summary>A step of mapping one field. It holds no state of a record and never throws for bad data.</summary>
internal interface IFieldOperator
{
    /// <summary>Changes the value, or fails it.</summary>
    void Apply(FieldRun run);
}
