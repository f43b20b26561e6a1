using System.Globalization;
using System.Text.Json;
using Exchange.Abstractions.Sources;

namespace Exchange.Connectors.Rest.Pagination;

/// <summary>Counts what was read against what the system says it holds. Records that come twice, because rows moved between pages, count once.</summary>
internal sealed class PageCount(FieldPath? total)
{
    private readonly HashSet<ulong> _keys = [];

    /// <summary>How many different records were read.</summary>
    public int Read => _keys.Count;

    /// <summary>What the system said last; <see langword="null"/> where it says nothing that can be used.</summary>
    public long? Total { get; private set; }

    /// <summary>What it said first.</summary>
    public long? First { get; private set; }

    /// <summary>Whether everything the system says it holds has been read.</summary>
    public bool Reached => Total is { } all && Read >= all;

    public void Add(JsonElement reply, IReadOnlyList<PageMark> records)
    {
        foreach (var record in records)
        {
            _keys.Add(record.Key);
        }

        if (total?.FindText(reply) is { } text
            && decimal.TryParse(text, NumberStyles.AllowThousands | NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var number)
            && number <= long.MaxValue && (number > 0 || Read == 0))
        {
            Total = (long)number;
            First ??= Total;
        }
    }

    /// <summary>What an operator should know at the end.</summary>
    public IEnumerable<string> Notices()
    {
        if (First != Total)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"the system's total changed from {First} to {Total} while it was read");
        }

        if (Total > Read)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"the system says it holds {Total} records and gave {Read}");
        }
    }
}
