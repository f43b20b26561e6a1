namespace Exchange.Abstractions.Sources;

/// <summary>A source whose system pushes to the hub instead of being asked. Pure: it opens what came, and words the answer.</summary>
public interface IPushedSource
{
    /// <summary>The largest body it takes, in bytes; more is refused before it is read.</summary>
    int MaximumBody { get; }

    /// <summary>Checks who sent a request and decodes it. What is wrong with single records is in the records.</summary>
    PushedContent Open(PushedRequest request);

    /// <summary>The answer the system expects.</summary>
    /// <param name="outcome">What became of the request.</param>
    /// <param name="message">What to tell, without contents.</param>
    PushedReply Answer(PushedOutcome outcome, string message);
}
