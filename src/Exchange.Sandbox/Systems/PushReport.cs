namespace Exchange.Sandbox.Systems;

/// <summary>How the hub took what a system pushed.</summary>
/// <param name="System">The system.</param>
/// <param name="Taken">Requests the hub committed.</param>
/// <param name="Repeated">Requests sent a second time, which the hub knew.</param>
/// <param name="Refused">Requests the hub will not take.</param>
/// <param name="Failed">Requests that did not get through.</param>
internal sealed record PushReport(string System, int Taken, int Repeated, int Refused, int Failed);
