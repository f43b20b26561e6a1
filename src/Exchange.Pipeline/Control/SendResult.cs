namespace Exchange.Pipeline.Control;

/// <summary>What became of a case sent by hand.</summary>
/// <param name="Version">The version that waits for delivery; <see langword="null"/> where the case has none.</param>
/// <param name="Withdrawal">Whether that version takes the case back.</param>
/// <param name="OnItsWay">Whether that version is being sent at this moment, so that nothing was added.</param>
public sealed record SendResult(int? Version, bool Withdrawal, bool OnItsWay);
