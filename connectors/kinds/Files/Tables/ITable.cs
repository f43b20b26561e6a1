namespace Exchange.Connectors.Files.Tables;

/// <summary>The rows of a table, forward only; a row holds until the next one is read.</summary>
internal interface ITable : IDisposable
{
    /// <summary>Goes to the next row that is not blank.</summary>
    /// <exception cref="Decoding.BrokenFileException">The rest cannot be read.</exception>
    bool Read();

    /// <summary>The place of the row, counted from 1, blank rows too.</summary>
    long Row { get; }

    /// <summary>How many cells the row has.</summary>
    int Count { get; }

    /// <summary>Why the row cannot be used, without its contents; <see langword="null"/> for a good one.</summary>
    string? Fault { get; }

    /// <summary>The text of a cell, from 0.</summary>
    ReadOnlySpan<char> Cell(int place);

    /// <summary>Whether a cell is one of a range merged with the cell to its left; <see langword="null"/> where tables of this sort do not tell.</summary>
    bool? IsMergedLeft(int place);
}
