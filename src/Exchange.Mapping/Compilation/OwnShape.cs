using Exchange.Abstractions.Configuration;

namespace Exchange.Mapping.Compilation;

/// <summary>The target's own names: dots nest, and the order of the file is the order of the output.</summary>
internal sealed class OwnShape : TargetShape
{
    private readonly string _base;
    private int _order;

    public OwnShape(string basePath = "")
    {
        _base = basePath;
    }

    public override TargetShape Items(Place list) => new OwnShape(list.Path);

    public override bool IsGroup(Place place, ConfigMap value) => value.Find("fields") is not null && value.Find("each") is null;

    public override Place? Resolve(string name, SourceLocation location, ProblemList problems)
    {
        var parts = name.Split('.');
        if (parts.Any(p => p.Length == 0))
        {
            problems.Error(location, $"'{name}' is not a name.", "Write names joined by single dots.");
            return null;
        }

        var order = _order++;
        return new Place
        {
            Path = _base.Length == 0 ? name : $"{_base}.{name}",
            Field = null,
            Steps = [.. parts.Select(p => (p, order, false))],
        };
    }
}
