using System.ComponentModel.DataAnnotations;
using Exchange.Schema.Catalog;

namespace Exchange.Schema.Cases;

/// <summary>An evaluation (好差评) of the service.</summary>
public sealed record CaseEvaluation
{
    /// <summary>The key of the evaluation in its source.</summary>
    [MaxLength(64)]
    public string? Key { get; init; }

    /// <summary>Where it was given.</summary>
    [Coded(CodeSets.EvaluationChannel)]
    public string? Channel { get; init; }

    /// <summary>How satisfied the evaluator is; the scale of a source says which end is best.</summary>
    [Coded(CodeSets.Satisfaction)]
    public string? Satisfaction { get; init; }

    /// <summary>The evaluation in words.</summary>
    [MaxLength(2000), Personal]
    public string? Text { get; init; }

    /// <summary>Who evaluates.</summary>
    [MaxLength(200), Personal]
    public string? Evaluator { get; init; }

    /// <summary>When.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>How many times the service has been evaluated.</summary>
    public int? Times { get; init; }

    /// <summary>The first evaluation or a later one.</summary>
    [Coded(CodeSets.EvaluationKind)]
    public string? Kind { get; init; }

    /// <summary>The codes and texts of the source beside the canonical ones, by the path of the field here.</summary>
    [Personal]
    public IReadOnlyDictionary<string, string>? Raw { get; init; }
}
