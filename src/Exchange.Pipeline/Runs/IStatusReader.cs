namespace Exchange.Pipeline.Runs;

/// <summary>Reads how streams stand.</summary>
public interface IStatusReader
{
    /// <summary>The status of every stream the store knows.</summary>
    Task<IReadOnlyList<StreamStatus>> StreamsAsync(CancellationToken cancellationToken);

    /// <summary>How many cases are known.</summary>
    Task<long> CasesAsync(CancellationToken cancellationToken);

    /// <summary>The runs started since a time, summed up by stream; one that failed says so.</summary>
    Task<IReadOnlyList<RunReport>> RunsSinceAsync(DateTimeOffset since, CancellationToken cancellationToken);

    /// <summary>The receipts since a time, by target.</summary>
    Task<IReadOnlyDictionary<string, Delivery.DeliveryReport>> ReceiptsSinceAsync(DateTimeOffset since, CancellationToken cancellationToken);

    /// <summary>The time by the database's clock.</summary>
    Task<DateTimeOffset> NowAsync(CancellationToken cancellationToken);
}
