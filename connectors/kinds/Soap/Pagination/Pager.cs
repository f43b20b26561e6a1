using System.Globalization;
using System.Text.Json;
using Exchange.Abstractions.Failures;
using Exchange.Abstractions.Sources;
using Exchange.Connectors.Soap.Replies;

namespace Exchange.Connectors.Soap.Pagination;

/// <summary>
/// Walks the pages of one window. A walk ends with an empty page, the same page again, or the told total; never with a short
/// page, because services cap the size of a page without saying so.
/// </summary>
internal sealed class Pager(PaginationSettings settings, string place)
{
    private (string? Key, DateTimeOffset? Version)[] _previous = [];
    private long _seen;

    /// <summary>The page as the service is told it; <see langword="null"/> is the first.</summary>
    public string Text(string? page) => page ?? settings.Type switch
    {
        "page" or "offset" => settings.Start.ToString(CultureInfo.InvariantCulture),
        "keyset" => settings.First,
        _ => "",
    };

    /// <summary>The page after this one, or <see langword="null"/> at the end.</summary>
    /// <param name="page">The page just read.</param>
    /// <param name="result">Its result.</param>
    /// <param name="elements">Its records as they came.</param>
    /// <param name="records">Its records.</param>
    /// <param name="repeats">Whether the service gave the same page a second time.</param>
    /// <param name="notice">What is worth a look at the end.</param>
    public string? Next(string? page, JsonElement result, IReadOnlyList<JsonElement> elements, IReadOnlyList<SourceRecord> records, out bool repeats, out string? notice)
    {
        notice = null;
        repeats = IsSame(records);
        _previous = [.. records.Select(r => (r.SourceKey, r.Version))];
        if (settings.Type == "none" || repeats || records.Count == 0)
        {
            notice = Total(result) is { } all && _seen < all && page is not null && StartedAtFirst
                ? "the service counts more records than it gave"
                : null;
            return null;
        }

        StartedAtFirst |= page is null;
        _seen += records.Count;
        if (StartedAtFirst && Total(result) is { } total && _seen >= total)
        {
            return null;
        }

        return settings.Type switch
        {
            "page" => (Number(page) + 1).ToString(CultureInfo.InvariantCulture),
            "offset" => (Number(page) + records.Count).ToString(CultureInfo.InvariantCulture),
            _ => Key(page, elements[^1]),
        };
    }

    // A walk that was resumed does not know how many records came before.
    private bool StartedAtFirst { get; set; }

    private string Key(string? page, JsonElement last)
    {
        var key = ReplyValue.Text(last, settings.Field);
        if (string.IsNullOrEmpty(key))
        {
            throw new ExchangeException(FailureKind.Data, $"{place}: the last record of a page has no '{settings.Field!.Text}'.", "Set pagination: field to the field the service orders its records by.");
        }

        return key != Text(page) ? key : throw new ExchangeException(
            FailureKind.Data, $"{place}: the next page begins where the last one did.", "Check that the call asks for records after {after}, and that 'field' is what the service orders them by.");
    }

    private long? Total(JsonElement result) => settings.Total is { } path && result.ValueKind == JsonValueKind.Object
        && long.TryParse(ReplyValue.Text(result, path)?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var total) ? total : null;

    private long Number(string? page) =>
        page is not null && long.TryParse(page, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : settings.Start;

    private bool IsSame(IReadOnlyList<SourceRecord> records)
    {
        if (records.Count == 0 || records.Count != _previous.Length)
        {
            return false;
        }

        for (var i = 0; i < records.Count; i++)
        {
            if (records[i].SourceKey is null || records[i].SourceKey != _previous[i].Key || records[i].Version != _previous[i].Version)
            {
                return false;
            }
        }

        return true;
    }
}
