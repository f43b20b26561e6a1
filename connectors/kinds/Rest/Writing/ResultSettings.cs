using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Sources;
using Exchange.Abstractions.Targets;

namespace Exchange.Connectors.Rest.Writing;

/// <summary>Where the results of the items stand in an answer, and what their codes mean.</summary>
internal sealed record ResultSettings
{
    public required FieldPath Path { get; init; }

    /// <summary>The item's key in a result; <see langword="null"/> where requests carry one item.</summary>
    public FieldPath? Key { get; init; }

    public required FieldPath Code { get; init; }

    public FieldPath? Message { get; init; }

    public FieldPath? PlatformId { get; init; }

    public IReadOnlyList<string> Done { get; init; } = ["0"];

    public IReadOnlyList<string> Repeat { get; init; } = [];

    public IReadOnlyList<string> Retry { get; init; } = [];

    /// <summary>The codes of a refusal for good; <c>*</c> for every code in no other list.</summary>
    public IReadOnlyList<string> Rejected { get; init; } = ["*"];

    public static ResultSettings? Read(ConfigReader? reader)
    {
        if (reader is null)
        {
            return null;
        }

        var done = reader.Texts("done");
        var rejected = reader.Texts("rejected");
        var settings = new ResultSettings
        {
            Path = reader.Path("path", "$"),
            Key = reader.Path("key"),
            Code = reader.Path("code", "code"),
            Message = reader.Path("message"),
            PlatformId = reader.Path("platformId"),
            Done = done.Count == 0 ? ["0"] : done,
            Repeat = reader.Texts("repeat"),
            Retry = reader.Texts("retry"),
            Rejected = rejected,
        };
        foreach (var code in settings.Done.Concat(settings.Repeat).Concat(settings.Retry).Concat(rejected).GroupBy(c => c).Where(g => g.Count() > 1))
        {
            reader.Problems.Error(reader.Map.Location, $"{reader.What}: the code '{code.Key}' stands in two lists.", "Keep it in one of done, repeat, retry, rejected.");
        }

        reader.Finish();
        return settings;
    }

    /// <summary>What a code means; unknown where no list has it.</summary>
    public DeliveryOutcome Outcome(string? code) =>
        code is null ? DeliveryOutcome.Unknown
        : Done.Contains(code) ? DeliveryOutcome.Accepted
        : Repeat.Contains(code) ? DeliveryOutcome.Repeated
        : Retry.Contains(code) ? DeliveryOutcome.Retry
        : Rejected.Contains("*") || Rejected.Contains(code) ? DeliveryOutcome.Rejected
        : DeliveryOutcome.Unknown;
}
