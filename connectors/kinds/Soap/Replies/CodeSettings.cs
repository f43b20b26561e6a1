using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Sources;

namespace Exchange.Connectors.Soap.Replies;

/// <summary>How a service wraps its results: a code, which codes are a success, which may pass when tried again.</summary>
internal sealed record CodeSettings
{
    public required FieldPath Code { get; init; }

    public IReadOnlyList<string> Success { get; init; } = ["0"];

    public FieldPath? Message { get; init; }

    public IReadOnlyList<string> Retry { get; init; } = [];

    /// <summary>How long to wait before the first repetition; doubled each time. Default 500 ms.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How many times a request is made at most. Default 5.</summary>
    public int Attempts { get; init; } = 5;

    public static CodeSettings? Read(ConfigReader? reader)
    {
        if (reader is null)
        {
            return null;
        }

        var success = reader.Texts("success");
        var settings = new CodeSettings
        {
            Code = reader.Path("code", "$.code"),
            Success = success.Count == 0 ? ["0"] : success,
            Message = reader.Path("message"),
            Retry = reader.Texts("retry"),
            RetryDelay = reader.Duration("retryDelay", TimeSpan.FromMilliseconds(500)),
            Attempts = reader.Integer("attempts", 5, 1, 20),
        };
        reader.Finish();
        return settings;
    }
}
