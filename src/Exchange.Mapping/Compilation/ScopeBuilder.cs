using Exchange.Mapping.Plans;
using Exchange.Mapping.Sources;
using Exchange.Schema.Invariants;

namespace Exchange.Mapping.Compilation;

/// <summary>Gathers the paths and fields of one scope: the record, or the items of a list.</summary>
internal sealed class ScopeBuilder
{
    private static readonly CaseOrder[] Orders = [.. CaseOrder.All.Where(o => o.Severity == NoticeSeverity.Error)];

    private readonly List<Action<IReadOnlyList<FieldPlan>>> _completions = [];
    private readonly MappingContext _mapping;
    private int _slots;
    private int _itself = -1;

    public ScopeBuilder(MappingContext mapping, string canonicalBase)
    {
        _mapping = mapping;
        CanonicalBase = canonicalBase;
        Frame = mapping.Scopes.Count;
        mapping.Scopes.Add(this);
    }

    public int Frame { get; }

    /// <summary>The canonical list whose items an outbound scope reads; empty for the case.</summary>
    public string CanonicalBase { get; }

    public ScopeBuilder Root => _mapping.Scopes[0];

    public SourceNode Source { get; } = new();

    public List<FieldPlan> Fields { get; } = [];

    public ScopePlan? Plan { get; private set; }

    /// <summary>Runs when every field of the scope is known.</summary>
    public void WhenComplete(Action<IReadOnlyList<FieldPlan>> action) => _completions.Add(action);

    /// <summary>The slot of a path.</summary>
    public SourceSlot Slot(SourcePath path)
    {
        var node = Source.At(path);
        if (node.Slot < 0)
        {
            node.Slot = _slots++;
        }

        return new SourceSlot(Frame, node.Slot, path.Text);
    }

    /// <summary>The slot of an item that is a single value.</summary>
    public SourceSlot ItselfSlot()
    {
        if (_itself < 0)
        {
            _itself = _slots++;
        }

        return new SourceSlot(Frame, _itself, "");
    }

    /// <summary>Ends the scope.</summary>
    public ScopePlan Complete(OutputNode[] output)
    {
        foreach (var completion in _completions)
        {
            completion(Fields);
        }

        return Plan = new ScopePlan
        {
            Frame = Frame,
            Source = Source,
            SlotCount = _slots,
            Itself = _itself,
            Fields = [.. Fields],
            Evaluation = [.. Fields.OrderBy(f => f.Stage)],
            Rules = _mapping.Outbound ? [] : [.. Rules()],
            Output = output,
        };
    }

    private IEnumerable<OrderRule> Rules()
    {
        foreach (var order in Orders)
        {
            var first = Fields.Find(f => f.Path == order.Earlier);
            var second = Fields.Find(f => f.Path == order.Later);
            if (first is not null && second is not null)
            {
                yield return new OrderRule(first, second);
            }
        }
    }
}
