using System.Text;

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

    /// <summary>The text of a cell, from 0, as UTF-8; of a row that cannot be used perhaps not valid.</summary>
    /// <param name="place">The cell.</param>
    /// <param name="isPlain">Whether it is known to hold nothing that JSON escapes.</param>
    ReadOnlySpan<byte> Cell(int place, out bool isPlain);

    /// <summary>The text of a cell as UTF-8.</summary>
    ReadOnlySpan<byte> Cell(int place) => Cell(place, out _);

    /// <summary>The text of a cell.</summary>
    string Text(int place) => Encoding.UTF8.GetString(Cell(place, out _));

    /// <summary>Whether a cell shows that it could not be computed: <c>#N/A</c>.</summary>
    bool IsError(int place) => false;

    /// <summary>Whether a cell is one of a range merged with the cell to its left; <see langword="null"/> where tables of this sort do not tell.</summary>
    bool? IsMergedLeft(int place);
}
