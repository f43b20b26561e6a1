namespace Exchange.Scheduling;

/// <summary>The queues; Hangfire serves them in alphabetical order, so deliveries go before pulls.</summary>
internal static class JobQueues
{
    public const string Deliver = "deliver";

    public const string Pull = "pull";

    public const string Upkeep = "upkeep";
}
