namespace Exchange.Mapping.Times;

/// <summary>One way of writing a time.</summary>
internal abstract class TimeFormat
{
    /// <summary>Reads a text written this way.</summary>
    public abstract bool TryParse(string text, out Moment moment);
}
