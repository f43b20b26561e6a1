using Exchange.Mapping.Values;

namespace Exchange.Mapping.Operators;

/// <summary>Sets a value that stands in the mapping.</summary>
internal sealed class ConstOperator(Action<FieldRun> set) : IFieldOperator
{
    public void Apply(FieldRun run) => set(run);
}
