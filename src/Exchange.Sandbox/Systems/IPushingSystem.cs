namespace Exchange.Sandbox.Systems;

/// <summary>A system that is not asked: it sends what it has to the hub, once it is told where the hub is.</summary>
internal interface IPushingSystem
{
    /// <summary>Sends everything, and from now on every change.</summary>
    /// <param name="hub">The address of the hub.</param>
    /// <param name="cancellationToken">Stops it.</param>
    Task<PushReport> PushAsync(Uri hub, CancellationToken cancellationToken);
}
