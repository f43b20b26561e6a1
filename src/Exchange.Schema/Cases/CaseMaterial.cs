using System.ComponentModel.DataAnnotations;
using Exchange.Schema.Catalog;

namespace Exchange.Schema.Cases;

/// <summary>A material handed in.</summary>
public sealed record CaseMaterial
{
    /// <summary>The key of the material in its source.</summary>
    [MaxLength(64)]
    public string? Key { get; init; }

    /// <summary>The name of the material.</summary>
    [MaxLength(500)]
    public string? Name { get; init; }

    /// <summary>The code of the material.</summary>
    [MaxLength(64)]
    public string? Code { get; init; }

    /// <summary>How it was obtained.</summary>
    [Coded(CodeSets.MaterialWay)]
    public string? Obtained { get; init; }

    /// <summary>How many copies.</summary>
    public int? Count { get; init; }

    /// <summary>When it was received.</summary>
    public DateTimeOffset? ReceivedAt { get; init; }

    /// <summary>The name of its file.</summary>
    [MaxLength(500), Personal]
    public string? Attachment { get; init; }

    /// <summary>The codes and texts of the source beside the canonical ones, by the path of the field here.</summary>
    [Personal]
    public IReadOnlyDictionary<string, string>? Raw { get; init; }
}
