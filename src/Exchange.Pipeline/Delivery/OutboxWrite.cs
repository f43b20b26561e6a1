namespace Exchange.Pipeline.Delivery;

/// <summary>A version of a case to deliver to a target.</summary>
public sealed record OutboxWrite
{
    /// <summary>The target.</summary>
    public required int TargetId { get; init; }

    /// <summary>The case.</summary>
    public required long CaseId { get; init; }

    /// <summary>The version.</summary>
    public required int Version { get; init; }

    /// <summary>The lane it waits in.</summary>
    public required DeliveryLane Lane { get; init; }

    /// <summary>The code of the department, for fair shares.</summary>
    public string? Department { get; init; }

    /// <summary>
    /// Whether it is sent whatever the target holds; otherwise only where the target already holds the case or something of
    /// it is on the way.
    /// </summary>
    public required bool Always { get; init; }

    /// <summary>The stored key or number of the case that the target must have taken first; <see langword="null"/> for none.</summary>
    public string? WaitsFor { get; init; }

    /// <summary>Whether it takes the case back from the target.</summary>
    public bool Withdraws { get; init; }

    /// <summary>Whether it replaces versions not sent yet.</summary>
    public bool ReplacesUnsent { get; init; }

    /// <summary>Whether a person must act, because the target cannot do what the version asks (a withdrawal).</summary>
    public bool Parked { get; init; }
}
