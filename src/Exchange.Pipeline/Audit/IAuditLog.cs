namespace Exchange.Pipeline.Audit;

/// <summary>The append-only record of decisions.</summary>
public interface IAuditLog
{
    /// <summary>Appends an entry; it cannot be changed or removed afterwards.</summary>
    Task AppendAsync(AuditEntry entry, CancellationToken cancellationToken);
}
