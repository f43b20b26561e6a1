namespace Exchange.Pipeline.Records;

/// <summary>The records of one transaction, folded by key in the order of reading: only the last version of a key counts.</summary>
public sealed class PreparedBatch
{
    private readonly Dictionary<string, int> _lastByKey = new(StringComparer.Ordinal);
    private readonly List<PreparedRecord> _records = [];
    private readonly List<object> _acknowledgements = [];

    /// <summary>The records in the order of reading.</summary>
    public IReadOnlyList<PreparedRecord> Records => _records;

    /// <summary>What the source is told once the batch is committed.</summary>
    public IReadOnlyList<object> Acknowledgements => _acknowledgements;

    /// <summary>The cursor after the batch; <see langword="null"/> to leave the stored one.</summary>
    public string? Cursor { get; set; }

    /// <summary>The known shape of the stream after the batch; <see langword="null"/> to leave the stored one.</summary>
    public string? Shape { get; set; }

    /// <summary>Pages fetched for it.</summary>
    public int Pages { get; set; }

    /// <summary>Whether the source's present was reached with it.</summary>
    public bool ReachedPresent { get; set; }

    /// <summary>Adds what the source is told besides what its records carry.</summary>
    public void Acknowledge(IReadOnlyList<object> acknowledgements) => _acknowledgements.AddRange(acknowledgements);

    /// <summary>Adds a record; an earlier one of the same key is folded away, or this one where it is older.</summary>
    public void Add(PreparedRecord record, object? acknowledgement)
    {
        if (acknowledgement is not null)
        {
            _acknowledgements.Add(acknowledgement);
        }

        var index = _records.Count;
        _records.Add(record);
        if (record.Excluded)
        {
            return;
        }

        if (!_lastByKey.TryGetValue(record.Key, out var earlier))
        {
            _lastByKey.Add(record.Key, index);
        }
        else if (RecordDecision.Replaces(record, _records[earlier]))
        {
            _records[earlier].Folded = true;
            _lastByKey[record.Key] = index;
        }
        else
        {
            record.Folded = true;
        }
    }
}
