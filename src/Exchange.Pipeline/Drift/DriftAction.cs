namespace Exchange.Pipeline.Drift;

/// <summary>What a stream's contract says to do. The numbers are stored.</summary>
public enum DriftAction
{
    /// <summary>The record is used; the drift is listed.</summary>
    Warn = 0,

    /// <summary>The record goes to quarantine.</summary>
    Quarantine = 1,

    /// <summary>The run ends before the record; the cursor does not pass it.</summary>
    Stop = 2,
}
