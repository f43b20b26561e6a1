using Exchange.Sandbox.Actions;

namespace Exchange.Sandbox.Systems;

/// <summary>
/// A simulated system: its data, the door through which the hub reads it, what the hub must be told to get in, and what the hub
/// must hold once it has read everything. One folder a system; <see cref="SystemCatalogue"/> lists them.
/// </summary>
internal interface ISimulatedSystem : IAsyncDisposable
{
    /// <summary>The id of its connector.</summary>
    string Id { get; }

    /// <summary>What the hub needs to connect; known once the sandbox listens.</summary>
    /// <param name="url">Where the sandbox listens.</param>
    IReadOnlyList<HubValue> Values(string url);

    /// <summary>Its entries, with what the hub must hold of each.</summary>
    EntryBook Book { get; }

    /// <summary>Makes the entries asked for, or takes up those of the last start, and puts them behind the door.</summary>
    /// <param name="entries">How many there must be at least.</param>
    /// <param name="surroundings">The sandbox around it.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    Task StartAsync(int entries, Surroundings surroundings, CancellationToken cancellationToken);

    /// <summary>Adds what it serves over HTTP.</summary>
    void Map(IEndpointRouteBuilder routes);

    /// <summary>Changes entries: new, edit, dirty, mend, withhold or release.</summary>
    Task<ActionResult> ActAsync(string name, ActionRequest request, CancellationToken cancellationToken);
}
