using Exchange.Abstractions.Configuration;
using Exchange.Abstractions.Sources;
using Exchange.Abstractions.Targets;

namespace Exchange.Connectors.Soap.Writing;

/// <summary>Where the results of the items stand in an answer, and what their codes mean.</summary>
internal sealed record ResultCodes
{
    /// <summary>The list of results; <see langword="null"/> where there is one result for the whole call.</summary>
    public FieldPath? Records { get; init; }

    /// <summary>The item's key in a result.</summary>
    public FieldPath? Key { get; init; }

    /// <summary>The field of the item that a result's key repeats; <see langword="null"/> for the idempotency key.</summary>
    public FieldPath? ItemKey { get; init; }

    public required FieldPath Code { get; init; }

    public FieldPath? Message { get; init; }

    public FieldPath? PlatformId { get; init; }

    public IReadOnlyList<string> Done { get; init; } = ["0"];

    public IReadOnlyList<string> Repeat { get; init; } = [];

    public IReadOnlyList<string> Retry { get; init; } = [];

    /// <summary>The codes of a refusal for good; <c>*</c> for every code in no other list.</summary>
    public IReadOnlyList<string> Rejected { get; init; } = [];

    public static ResultCodes? Read(ConfigReader? reader, int perCall)
    {
        if (reader is null)
        {
            return null;
        }

        var done = reader.Texts("done");
        var settings = new ResultCodes
        {
            Records = reader.Path("records"),
            Key = reader.Path("key"),
            ItemKey = reader.Path("itemKey"),
            Code = reader.Path("code", "code"),
            Message = reader.Path("message"),
            PlatformId = reader.Path("platformId"),
            Done = done.Count == 0 ? ["0"] : done,
            Repeat = reader.Texts("repeat"),
            Retry = reader.Texts("retry"),
            Rejected = reader.Texts("rejected"),
        };
        foreach (var code in settings.Done.Concat(settings.Repeat).Concat(settings.Retry).Concat(settings.Rejected).GroupBy(c => c).Where(g => g.Count() > 1))
        {
            reader.Problems.Error(reader.Map.Location, $"{reader.What}: the code '{code.Key}' stands in two lists.", "Keep it in one of done, repeat, retry, rejected.");
        }

        if (settings.Records is not null && settings.Key is null && perCall > 1)
        {
            reader.Problems.Error(reader.Map.Location, $"{reader.What}: 'key' is missing, and a call carries {perCall} items.", "Add 'key:', where a result tells which item it is about, or set 'perCall: 1'.");
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
