using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Sources;

namespace Exchange.Connectors.Rest.Replies;

/// <summary>How a system wraps its replies: a code, which codes are a success, which may pass when tried again, which say that the token is over.</summary>
internal sealed record EnvelopeSettings
{
    public required FieldPath Code { get; init; }

    public IReadOnlyList<string> Success { get; init; } = ["0"];

    public FieldPath? Message { get; init; }

    public IReadOnlyList<string> Retry { get; init; } = [];

    /// <summary>The codes that say the token is no longer good: a new one is asked for, once.</summary>
    public IReadOnlyList<string> Expired { get; init; } = [];

    /// <summary>How long to wait before the first repetition; doubled each time. Default 500 ms.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How many times a request is made at most. Default 5.</summary>
    public int Attempts { get; init; } = 5;

    /// <summary>Whether a reply without a code is unusable; otherwise it counts as a success.</summary>
    public bool Required { get; init; } = true;

    public static EnvelopeSettings? Read(ConfigReader? reader)
    {
        if (reader is null)
        {
            return null;
        }

        var success = reader.Texts("success");
        var settings = new EnvelopeSettings
        {
            Code = reader.Path("code", "$.code"),
            Success = success.Count == 0 ? ["0"] : success,
            Message = reader.Path("message"),
            Retry = reader.Texts("retry"),
            Expired = reader.Texts("expired"),
            RetryDelay = reader.Duration("retryDelay", TimeSpan.FromMilliseconds(500)),
            Attempts = reader.Integer("attempts", 5, 1, 20),
        };
        foreach (var code in settings.Success.Concat(settings.Retry).Concat(settings.Expired).GroupBy(c => c).Where(g => g.Count() > 1))
        {
            reader.Problems.Error(reader.Map.Location, $"{reader.What}: the code '{code.Key}' stands in two lists.", "Keep it in one of success, retry, expired.");
        }

        reader.Finish();
        return settings;
    }
}
