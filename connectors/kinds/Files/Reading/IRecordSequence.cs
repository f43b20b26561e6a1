namespace Exchange.Connectors.Files.Reading;

/// <summary>The records of a file or of one member of an archive, one after the other.</summary>
internal interface IRecordSequence : IDisposable
{
    /// <summary>The place of the record at hand, counted from 1.</summary>
    long Row { get; }

    /// <summary>Whether the record at hand cannot be used.</summary>
    bool IsFaulty { get; }

    /// <summary>How many records the file says it has; <see langword="null"/> where it does not.</summary>
    long? Declared { get; }

    /// <summary>Goes to the next record.</summary>
    /// <exception cref="Decoding.BrokenFileException">The rest cannot be read.</exception>
    bool MoveNext();

    /// <summary>Puts the record at hand onto the page.</summary>
    void Write();
}
