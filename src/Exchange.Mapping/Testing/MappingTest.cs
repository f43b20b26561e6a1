using Exchange.Abstractions.Configuration;

namespace Exchange.Mapping.Testing;

/// <summary>One test of a mapping.</summary>
internal sealed record MappingTest
{
    public required string Name { get; init; }

    /// <summary>The source record.</summary>
    public required ConfigMap Input { get; init; }

    /// <summary>What must be in the content; <see langword="null"/> where nothing is said about it.</summary>
    public ConfigMap? Expect { get; init; }

    /// <summary>Whether no other value and no other error may be there.</summary>
    public bool Exact { get; init; }

    /// <summary>The errors that must occur; where none is named, or <see cref="Exact"/> is set, no others may.</summary>
    public IReadOnlyList<ExpectedError> Errors { get; init; } = [];

    /// <summary>The warnings that must occur; <see langword="null"/> where nothing is said about them.</summary>
    public IReadOnlyList<ExpectedError>? Warnings { get; init; }
}
