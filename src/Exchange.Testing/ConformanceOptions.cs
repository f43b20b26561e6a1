using Exchange.Abstractions.Connectors;

namespace Exchange.Testing;

/// <summary>How a connector is tested.</summary>
public sealed record ConformanceOptions
{
    /// <summary>
    /// Makes what the hub provides to a connector. The function it is given wraps the budget: the wrapped one must be both the
    /// budget of the services and that of their HTTP clients.
    /// </summary>
    public required Func<Func<IRequestBudget, IRequestBudget>, ConnectorServices> Services { get; init; }

    /// <summary>The streams to test; <see langword="null"/> for all.</summary>
    public IReadOnlyCollection<string>? Streams { get; init; }

    /// <summary>How many records a read takes at most. Default 2,000: a stream with more is judged by its first ones.</summary>
    public int MaximumRecords { get; init; } = 2000;

    /// <summary>How soon a system that is not there must be told. Default 60 s.</summary>
    public TimeSpan UnreachableWithin { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long any one check may take. Default 5 minutes.</summary>
    public TimeSpan CheckWithin { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How soon a cancelled read must end. Default 10 s.</summary>
    public TimeSpan CancelledWithin { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Every secret the declaration holds, as the connector gets it; none of them may be told anywhere.</summary>
    public IReadOnlyCollection<string> Secrets { get; init; } = [];

    /// <summary>What the connector wrote to a log meanwhile; <see langword="null"/> where there is no log.</summary>
    public Func<string>? Log { get; init; }

    /// <summary>Whether the system is a test system that may be written to: acknowledgements, late rows, deliveries. Default: it may not.</summary>
    public bool Write { get; init; }

    /// <summary>Makes rows appear late at the system; <see langword="null"/> where nothing can.</summary>
    public Func<LateRows, CancellationToken, Task<IReadOnlyList<string>>>? AddLate { get; init; }

    /// <summary>Makes the content of an item for the target, as one JSON object in its words; <see langword="null"/> where nothing can.</summary>
    public Func<ItemContent, ReadOnlyMemory<byte>>? Content { get; init; }

    /// <summary>Told each outcome as it is known.</summary>
    public Action<CheckOutcome>? Progress { get; init; }
}
